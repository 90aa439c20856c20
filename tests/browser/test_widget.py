"""The player bar and the on-air panel: what they say in each state, and when they ask."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.station import STATES
from tests.player.conftest import mpd, watch, watch_port  # noqa: F401 - fixtures
from tests.player.helpers import eventually, is_on_air

pytestmark = pytest.mark.xdist_group("browser")

IN_WORDS = {
    "playing": ("On air now", "Tide", "Anna · Salt"),
    "paused": ("Paused", "Tide", "Anna · Salt"),
    "jingle": ("On air now", "Aerial 87.9", ""),
    "off_air": ("Off air", "Off air", "The station is not broadcasting right now."),
    "unknown": ("Unknown", "Now playing is unavailable", "Last update "),
}
COUNT_CHANGES = """() => {
  window.changes = [];
  const still = '[data-track="progress"], [data-track="elapsed"]';
  const note = (records) => {
    for (const { target } of records) {
      const element = target.nodeType === 1 ? target : target.parentElement;
      if (!element.closest(still)) window.changes.push(element.dataset.track ?? element.localName);
    }
  };
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(note).observe(document.body, all);
}"""


def ask(page):
    """Make the page ask at once, as it does when the network returns."""
    page.evaluate("dispatchEvent(new Event('online'))")


def wait_for_polls(station, page, count):
    """Wait until `count` polls were answered, and a moment for the page to take them in."""
    for _ in range(100):
        if len(station.polls()) >= count:
            break
        page.wait_for_timeout(20)
    page.wait_for_timeout(100)
    assert len(station.polls()) == count


def shows(page, headline, place=".onair"):
    """Wait until the panel (or the bar) shows `headline`."""
    expect(page.locator(f"{place} [data-track=headline]")).to_have_text(headline)


def test_every_state_is_said_in_words(station, page):
    page.goto(station.url)
    for state in (*STATES, *reversed(STATES)):
        station.studio.brings_about(state)
        ask(page)
        lamp, headline, details = IN_WORDS[state]
        for place in (page.locator(".onair"), page.locator("[data-player]")):
            expect(place.locator(".lamp")).to_have_attribute("data-state", state)
            expect(place.locator(".lamp")).to_have_text(lamp)
            expect(place.locator("[data-track=headline]")).to_have_text(headline)
            expect(place.locator("[data-track=details]")).to_contain_text(details)


def test_unknown_says_when_mpd_was_last_heard(station, page):
    station.studio.plays()
    heard_at = station.studio.loses_sight()
    page.goto(station.url)
    expect(page.locator(".onair .artist")).to_have_text(f"Last update {heard_at:%H:%M}")
    station.studio.plays()
    ask(page)
    shows(page, "Tide")
    heard_at = station.studio.loses_sight()
    ask(page)
    expect(page.locator(".onair .artist")).to_have_text(f"Last update {heard_at:%H:%M}")


def test_cover_progress_and_the_last_five_plays(station, page):
    station.studio.has_played("First", "Second", "Third", "Fourth", "Fifth", "Sixth")
    page.goto(station.url)
    began = time.time() - 65
    station.studio.plays("Tide", elapsed=65, cover=True)
    ask(page)
    shows(page, "Tide")
    panel, bar = page.locator(".onair"), page.locator("[data-player]")
    for place in (panel, bar):
        expect(place.locator(".cover img")).to_have_js_property("naturalWidth", 256)
        expect(place.locator("progress")).to_have_attribute("max", "180")
    expect(panel.locator("[data-track=duration]")).to_have_text("3:00")
    seen = float(panel.locator("progress").get_attribute("value"))
    assert 65 <= seen <= time.time() - began + 1
    minutes, seconds = panel.locator("[data-track=elapsed]").text_content().split(":")
    assert abs(60 * int(minutes) + int(seconds) - seen) < 2
    titles = page.locator("main .plays b")
    expect(titles).to_have_text(["Sixth", "Fifth", "Fourth", "Third", "Second"])
    expect(page.locator("main .plays span").first).to_have_text("Artist of Sixth")
    station.studio.plays("Without a cover", duration=None)
    ask(page)
    shows(page, "Without a cover")
    for place in (panel, bar):
        expect(place.locator(".cover")).to_be_visible()
        expect(place.locator(".cover img")).to_have_count(0)
        expect(place.locator("progress")).to_be_hidden()


def test_the_sheet_of_what_was_played_closes_by_escape_and_by_a_press_beside_it(station, page):
    station.studio.has_played("Ropes", "Salt")
    page.goto(f"{station.url}/news/")
    expect(page.locator("[data-player] [data-listen]")).to_be_visible()
    summary, sheet = page.locator(".just-played summary"), page.locator(".just-played .sheet")
    summary.click()
    expect(sheet.locator("b")).to_have_text(["Salt", "Ropes"])
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    expect(sheet).to_be_visible()
    page.locator("h1").click()
    expect(sheet).to_be_hidden()


def test_a_change_is_shown_once_and_without_a_reload(station, page):
    station.studio.plays("Before", album="Salt")
    page.goto(station.url)
    wait_for_polls(station, page, 1)
    page.evaluate(COUNT_CHANGES)
    station.studio.plays("After", album="Salt")
    ask(page)
    shows(page, "After")
    shows(page, "After", "[data-player]")
    station.studio.goes_on(elapsed=150)
    ask(page)
    expect(page.locator("[data-track=elapsed]")).to_have_text("2:31")
    assert page.evaluate("changes.filter((name) => name === 'headline')") == ["headline"] * 2


def test_what_a_tag_says_is_text(station, page):
    evil = "<b>Bold</b><img src=x onerror=alert(1)>"
    station.studio.has_played(evil)
    station.studio.plays(evil, artist=evil, album="</script><script>alert(1)</script>")
    page.goto(station.url)
    shows(page, evil)
    station.studio.plays(f"Again {evil}", artist=evil)
    ask(page)
    shows(page, f"Again {evil}")
    expect(page.locator(".onair .artist")).to_have_text(evil)
    expect(page.locator("main .plays b").first).to_have_text(evil)


def test_a_stream_without_a_title_is_called_so(station, page):
    station.studio.plays("", artist="", file="http://example.org/live", duration=None)
    page.goto(station.url)
    shows(page, "Aerial 87.9")
    expect(page.locator(".onair .artist")).to_have_text("")


def test_a_change_waits_until_it_is_heard(make_station, page):
    station = make_station(RADIO_STREAM_DELAY=5)
    station.studio.plays("Before")
    page.goto(station.url)
    shows(page, "Before")
    wait_for_polls(station, page, 1)
    station.studio.plays("After", elapsed=0)
    changed_at = time.time()
    ask(page)
    wait_for_polls(station, page, 2)
    shows(page, "Before")
    html = page.request.get(station.url).text()
    assert "Before</h2>" in html
    shows(page, "After")
    assert time.time() - changed_at > 4.5
    minutes, seconds = page.locator("[data-track=elapsed]").text_content().split(":")
    assert 60 * int(minutes) + int(seconds) <= time.time() - changed_at - 5 + 1
    assert "After</h2>" in page.request.get(station.url).text()


@pytest.mark.parametrize("state", ["off_air", "unknown"])
def test_silence_is_shown_at_once(make_station, page, state):
    station = make_station(RADIO_STREAM_DELAY=100)
    station.studio.plays("Before", elapsed=150)
    page.goto(station.url)
    shows(page, "Before")
    wait_for_polls(station, page, 1)
    station.studio.brings_about(state)
    ask(page)
    shows(page, IN_WORDS[state][1])
    assert IN_WORDS[state][1] in page.request.get(station.url).text()


def test_from_mpd_to_the_page(watch, mpd, serve, free_port, page):  # noqa: F811
    watch()
    station = serve(watch.app, free_port())
    mpd.add("two.wav", "long.wav")
    page.goto(station.url)
    shows(page, "Off air")
    with mpd.client() as client:
        client.play()
    eventually(lambda: is_on_air(watch.app, "Two"))
    ask(page)
    shows(page, "Two")
    expect(page.locator(".onair .artist")).to_have_text("First, Second · Numbers")
    shows(page, "Long")
    expect(page.locator("main .plays b")).to_have_text(["Two"])
