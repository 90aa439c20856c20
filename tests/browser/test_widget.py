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
HIDE = """Object.defineProperty(document, "hidden", { get: () => window.isHidden ?? false })"""
SHOW = """(shown) => {
  window.isHidden = !shown;
  document.dispatchEvent(new Event("visibilitychange"));
}"""
COUNT_ASKS = """(() => {
  const { fetch } = window;
  window.asks = { begun: 0, ended: 0 };
  window.fetch = async (address, options) => {
    if (!String(address).includes("current-track")) return fetch(address, options);
    window.asks.begun += 1;
    try {
      const answer = await fetch(address, options);
      await answer.clone().arrayBuffer();
      return answer;
    } finally {
      window.asks.ended += 1;
    }
  };
})()"""


def ask(page):
    """Makes the page ask at once, as it does when the network returns."""
    page.evaluate("dispatchEvent(new Event('online'))")


@pytest.fixture(autouse=True)
def _asks_are_counted(page):
    page.add_init_script(COUNT_ASKS)


def seconds_until_it_asks(page, patience=200):
    """Lets the page's clock run until it asks; gives how long that took, None past `patience`.

    What the page has asked before is answered first; its clock moves only while nothing is open.
    """
    while page.evaluate("asks.begun > asks.ended"):
        page.wait_for_timeout(20)
    page.wait_for_timeout(100)
    began, before = page.evaluate("[Date.now(), asks.begun]")
    seconds = 0
    while page.evaluate("asks.begun") == before:
        if seconds > patience:
            return None
        page.clock.fast_forward(500 if seconds < 10 else 2000)
        seconds = (page.evaluate("Date.now()") - began) / 1000
    return seconds


def wait_for_polls(station, page, count):
    """Waits until `count` polls were answered, and a moment for the page to take them in."""
    for _ in range(100):
        if len(station.polls()) >= count:
            break
        page.wait_for_timeout(20)
    page.wait_for_timeout(100)
    assert len(station.polls()) == count


def shows(page, headline, place=".onair"):
    """Waits until the panel (or the bar) shows `headline`."""
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


def test_it_asks_every_five_seconds_and_redraws_nothing(station, page):
    station.studio.plays()
    page.clock.install()
    page.goto(station.url)
    wait_for_polls(station, page, 1)
    page.evaluate(COUNT_CHANGES)
    for _ in range(3):
        assert 4.5 < seconds_until_it_asks(page) < 6
    wait_for_polls(station, page, 4)
    assert [status for status, _ in station.polls()] == [200, 304, 304, 304]
    assert page.evaluate("changes") == []


def test_it_asks_soon_after_the_predicted_end(station, page):
    station.studio.plays("Short", elapsed=0, duration=2.4)
    ends_at = time.time() + 2.4
    page.goto(station.url)
    shows(page, "Short")
    page.wait_for_timeout(1000 * (ends_at - time.time()))
    station.studio.plays("Next", elapsed=0)
    shows(page, "Next")
    first, second, *_ = (when for _, when in station.polls())
    assert second - first < 5  # the usual interval


def test_without_answers_it_asks_more_rarely_and_says_that_it_does_not_know(station, page, amiss):
    amiss.forgiven.append("Failed to load resource")
    station.studio.plays("Before")
    page.clock.install()
    page.goto(station.url)
    shows(page, "Before")
    wait_for_polls(station, page, 1)
    page.route("**/current-track.json", lambda route: route.abort())
    ask(page)
    for pause in (5, 10, 20, 40, 60, 60):
        # A quarter of jitter; the clock is moved by steps of up to 2 s, and runs by itself, too.
        assert 0.74 * pause < seconds_until_it_asks(page) < 1.25 * pause + 2.5
    shows(page, "Now playing is unavailable")
    expect(page.locator("main .lamp")).to_have_text("Unknown")
    expect(page.locator(".onair .artist")).to_contain_text("Last update")
    page.unroute("**/current-track.json")
    assert seconds_until_it_asks(page) < 80  # a minute, give or take a quarter
    shows(page, "Before")
    assert 4.9 < seconds_until_it_asks(page) < 5.6


def test_hidden_it_asks_rarely_and_in_the_end_no_more(station, page):
    station.studio.plays(elapsed=0, duration=3600.0)
    page.add_init_script(HIDE)
    page.clock.install()
    page.goto(station.url)
    wait_for_polls(station, page, 1)
    page.evaluate(SHOW, False)
    assert seconds_until_it_asks(page) < 6
    for _ in range(10):
        assert 29 < seconds_until_it_asks(page) < 34
    assert seconds_until_it_asks(page) is None
    page.evaluate(SHOW, True)
    wait_for_polls(station, page, 13)
    ask(page)
    wait_for_polls(station, page, 14)


def test_a_page_that_was_opened_out_of_sight_stops_asking_too(station, page):
    page.add_init_script(f"window.isHidden = true; {HIDE}")
    page.clock.install()
    page.goto(station.url)
    wait_for_polls(station, page, 1)
    while seconds_until_it_asks(page):
        assert len(station.polls()) < 13


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
    assert page.locator("[data-track=elapsed]").text_content() in ("0:00", "0:01", "0:02", "0:03")
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
