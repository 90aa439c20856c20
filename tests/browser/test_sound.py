"""The button and the sound: starting, stopping, coming back, and what is said of it."""

import pytest
from playwright.sync_api import expect

from tests.browser.stream import Stream
from tests.browser.test_polling import COUNT_ASKS, seconds_until_it_asks
from tests.player.helpers import eventually

pytestmark = pytest.mark.xdist_group("browser")

PLAY = "[data-player] [data-listen]"
POSITION = "document.querySelector('audio').currentTime"


@pytest.fixture
def stream(free_port):
    """A stream of sound."""
    stream = Stream(free_port())
    yield stream
    stream.close()


@pytest.fixture
def station(make_station, stream):
    """A station whose stream can be heard; "Tide" by Anna is on air."""
    station = make_station(RADIO_STREAM_URL=stream.url)
    station.studio.plays("Tide", album="Salt", cover=True)
    return station


def ask(page):
    """Make the page ask at once, as it does when the network returns."""
    page.evaluate("dispatchEvent(new Event('online'))")


def sounds(page):
    """Wait until the sound moves on."""
    start = page.evaluate(POSITION)
    for _ in range(200):
        position = page.evaluate(POSITION)
        if position > start + 0.2:
            return
        start = min(start, position)
        page.wait_for_timeout(50)
    pytest.fail(f"no sound: stands at {position}")


def test_it_starts_and_stops_for_good(station, stream, page):
    page.goto(station.url)
    bar = page.get_by_label("Player")
    button = bar.get_by_role("button", name="Listen live")
    expect(button).to_have_attribute("data-wanted", "false")
    assert stream.asked == 0
    button.click()
    stop = bar.get_by_role("button", name="Stop listening")
    expect(stop).to_have_attribute("data-wanted", "true")
    sounds(page)
    expect(page.get_by_role("status")).to_have_text("")
    stop.click()
    expect(button).to_have_attribute("data-wanted", "false")
    expect(page.locator("audio")).not_to_have_attribute("src", stream.url)
    eventually(lambda: stream.listeners == 0)
    assert stream.asked == 1


def test_the_keyboard_starts_and_stops_it(station, stream, page):
    page.goto(station.url)
    button = page.locator(PLAY)
    button.focus()
    page.keyboard.press("Space")
    sounds(page)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("data-wanted", "false")
    eventually(lambda: stream.listeners == 0)


def test_the_panel_starts_and_stops_it_too(station, stream, page):
    page.goto(station.url)
    page.locator(".onair").get_by_role("button", name="Listen live").click()
    sounds(page)
    stop = page.get_by_role("button", name="Stop listening")
    expect(stop).to_have_count(2)
    page.locator(".onair").get_by_role("button", name="Stop listening").click()
    expect(stop).to_have_count(0)
    eventually(lambda: stream.listeners == 0)


def test_it_comes_back_when_the_stream_breaks_off(station, stream, page):
    page.goto(station.url)
    page.locator(PLAY).click()
    sounds(page)
    stream.breaks_off()
    expect(page.get_by_role("status")).to_have_text("Playback stopped. Reconnecting …")
    expect(page.get_by_role("status")).to_have_text("")
    sounds(page)
    assert stream.asked == 2


def test_it_comes_back_when_the_stream_hangs(station, stream, page):
    page.clock.install()
    page.goto(station.url)
    page.locator(PLAY).click()
    sounds(page)
    stream.mode = "hangs"
    page.wait_for_timeout(1500)
    stream.mode = "sounds"
    page.clock.run_for(13_500)
    expect(page.get_by_role("status")).to_have_text("Playback stopped. Reconnecting …")
    page.clock.run_for(1_300)
    sounds(page)
    expect(page.get_by_role("status")).to_have_text("")


def test_it_waits_longer_and_longer_for_a_stream_that_is_away(station, stream, page, amiss):
    amiss.forgiven.append("503")
    stream.mode = "refuses"
    page.clock.install()
    page.goto(station.url)
    page.locator(PLAY).click()
    expect(page.get_by_role("status")).to_have_text("Playback stopped. Reconnecting …")
    for tries, wait in enumerate((1, 2, 4, 8), start=1):
        page.wait_for_timeout(100)
        assert stream.asked == tries
        page.clock.run_for(1_300 * wait)
        eventually(lambda count=tries: stream.asked > count)
    stream.mode = "sounds"
    page.clock.run_for(16 * 1_300)
    sounds(page)
    expect(page.get_by_role("status")).to_have_text("")


def test_a_browser_that_stops_it_has_stopped_it(station, stream, page):
    """As when the headphones are pulled out: the sound must not come back by itself."""
    page.clock.install()
    page.goto(station.url)
    page.locator(PLAY).click()
    sounds(page)
    page.evaluate("document.querySelector('audio').pause()")
    expect(page.locator(PLAY)).to_have_attribute("data-wanted", "false")
    page.clock.run_for(40_000)
    eventually(lambda: stream.listeners == 0)
    assert stream.asked == 1


def test_a_change_is_announced_to_those_who_listen(station, page):
    page.goto(station.url)
    headline, said = page.locator(".onair h2"), page.get_by_role("status")
    station.studio.plays("Ropes")
    ask(page)
    expect(headline).to_have_text("Ropes")
    expect(said).to_have_text("")
    page.locator(PLAY).click()
    sounds(page)
    station.studio.plays("Salt", artist="Amber Choir")
    ask(page)
    expect(said).to_have_text("Now playing: Salt by Amber Choir")
    station.studio.goes_on(90)
    ask(page)
    expect(page.locator("[data-track=elapsed]")).to_have_text("1:31")
    expect(said).to_have_text("Now playing: Salt by Amber Choir")


def test_a_forgotten_page_asks_again_when_the_sound_starts(station, page):
    """As when it is started from the keys of the headphones."""
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => true })")
    page.add_init_script(COUNT_ASKS)
    page.clock.install()
    page.goto(station.url)
    while seconds_until_it_asks(page):
        pass
    station.studio.plays("Ropes")
    expect(page.locator(".onair h2")).to_have_text("Tide")
    page.locator(PLAY).click()
    expect(page.locator(".onair h2")).to_have_text("Ropes")


def test_the_system_is_told_what_plays(station, page):
    page.goto(station.url)
    expect(page.locator(".onair h2")).to_have_text("Tide")
    page.locator(PLAY).click()
    sounds(page)
    told = page.evaluate(
        """(({ metadata: { title, artist, album, artwork }, playbackState }) =>
             ({ title, artist, album, art: artwork[0].src, playbackState })
           )(navigator.mediaSession)"""
    )
    assert told.pop("art").startswith(f"{station.url}/player/art/")
    assert told == {
        "title": "Tide",
        "artist": "Anna",
        "album": "Salt",
        "playbackState": "playing",
    }
