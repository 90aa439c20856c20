"""When the page asks what is on air: its clock is the test's."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.test_widget import COUNT_CHANGES, ask, shows, wait_for_polls

pytestmark = pytest.mark.xdist_group("browser")

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


def test_it_asks_again_only_when_no_process_keeps_an_older_answer(station, page):
    station.studio.plays()
    page.clock.install()
    page.goto(station.url)
    wait_for_polls(station, page, 1)
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 1)
    ask(page)
    wait_for_polls(station, page, 2)
    ask(page)
    page.wait_for_timeout(300)  # of ours, while the page's clock stands still
    assert page.evaluate("asks.begun") == 2
    page.clock.run_for(110)
    wait_for_polls(station, page, 3)


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
