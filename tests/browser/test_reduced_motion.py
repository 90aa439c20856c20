"""A reader can stop what moves by itself."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")

WATCH = """() => {
  window.moved = 0;
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver((records) => (window.moved += records.length)).observe(document.body, all);
}"""


def test_moving_parts_stop_and_stay_stopped(station, page):
    station.studio.plays()
    page.goto(station.url)
    position = page.locator(".onair .progress")
    expect(position).to_be_visible()
    page.get_by_role("button", name="Pause animations").click()
    again = page.get_by_role("button", name="Play animations")
    expect(again).to_be_visible()
    expect(position).to_be_hidden()
    page.evaluate(WATCH)
    page.wait_for_timeout(1100)
    assert page.evaluate("moved") == 0
    page.goto(f"{station.url}/news/")
    expect(again).to_be_visible()
    page.goto(station.url)
    expect(page.locator(".onair h2")).to_have_text("Tide")
    again.click()
    expect(position).to_be_visible()
    elapsed = page.locator("[data-track=elapsed]")
    expect(elapsed).not_to_have_text(elapsed.text_content())


def test_what_stands_still_says_nothing_untrue(station, page):
    station.studio.plays()
    page.goto(station.url)
    expect(page.locator(".onair .progress")).to_be_visible()
    page.get_by_role("button", name="Pause animations").click()
    expect(page.locator("[data-track=elapsed]")).to_be_hidden()
    expect(page.locator("progress:visible")).to_have_count(0)
    station.studio.plays("Ropes")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".onair h2")).to_have_text("Ropes")
    expect(page.locator("progress:visible")).to_have_count(0)
