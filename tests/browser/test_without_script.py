"""The site without script: whole, and without a button that does nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.station import PAGES, STATES

pytestmark = pytest.mark.xdist_group("browser")

IN_WORDS = {
    "playing": "Tide",
    "paused": "Tide",
    "jingle": "Aerial 87.9",
    "off_air": "Off air",
    "unknown": "Now playing is unavailable",
}


@pytest.fixture
def page(open_page):
    """A page in a browser that runs no script."""
    return open_page(java_script_enabled=False)


def test_it_says_what_was_on_air_and_what_was_played(station, page):
    station.studio.has_played("Ropes", "Salt")
    for state in STATES:
        station.studio.brings_about(state)
        page.goto(station.url)
        expect(page.locator(".onair h2")).to_have_text(IN_WORDS[state])
        expect(page.locator("[data-player] [data-track=headline]")).to_have_text(IN_WORDS[state])
        expect(page.locator(".onair noscript")).to_be_visible()
    station.studio.plays("Ferry")
    page.goto(station.url)
    expect(page.locator("main .plays b").first).to_have_text("Tide")
    expect(page.locator("[data-player] .plays b").first).to_be_hidden()
    page.locator(".just-played summary").click()
    expect(page.locator("[data-player] .plays b").first).to_have_text("Tide")


def test_the_stream_is_a_plain_link(station, page):
    page.goto(station.url)
    for place in (".onair", "[data-player]"):
        link = page.locator(place).get_by_role("link", name="Listen live")
        expect(link).to_be_visible()
        expect(link).to_have_attribute("href", station.app.config["RADIO_STREAM_URL"])


def test_no_button_is_dead(station, page, amiss):
    amiss.forgiven.append("404")
    station.studio.plays()
    for address in PAGES.values():
        page.goto(station.url + address)
        expect(page.locator("h1"), address).to_have_count(1)
        dead = page.locator("button:visible:not(form button), progress:visible, audio:visible")
        expect(dead, address).to_have_count(0)


def test_a_story_can_be_read(station, page):
    page.goto(station.url + PAGES["story"])
    expect(page.locator("h1")).to_contain_text("Seventeen takes in the rain")
    expect(page.locator(".story p").first).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="News").click()
    expect(page.locator("h1")).to_have_text("News")
    page.get_by_role("link", name="A tour by cargo bike").click()
    expect(page.locator("h1")).to_have_text("A tour by cargo bike")
