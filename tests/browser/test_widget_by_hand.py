"""The player bar and the on-air panel while something is on air that was logged by hand."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from blueprints.core import clock
from tests.browser.test_widget import ask, wait_for_polls
from tests.player.by_hand import Entry, Hand

pytestmark = pytest.mark.xdist_group("browser")

SPIN = Entry("spin", "Ropes", "The Slipways", "Knots", duration=240.0)
SAID = [
    (SPIN, "On air now: vinyl", "Ropes", "The Slipways · Knots"),
    (Entry("talk"), "On air now: talk", "Aerial 87.9", ""),
    (Entry("talk", "News"), "On air now: talk", "News", ""),
    (Entry("live", "On the pier"), "Live", "On the pier", ""),
]


def test_each_is_said_in_words_and_a_spin_of_known_length_moves(station, page):
    hand = Hand(station.app, None)
    station.studio.plays()
    page.goto(station.url)
    for entry, lamp, headline, details in SAID:
        hand.starts(entry)
        station.studio.goes_on(61.0)
        ask(page)
        for place in (page.locator(".onair"), page.locator("[data-player]")):
            expect(place.locator("[data-track=headline]")).to_have_text(headline)
            expect(place.locator(".lamp")).to_have_text(lamp)
            expect(place.locator("[data-track=details]")).to_have_text(details)
        expect(page.locator(".onair .progress")).to_be_visible(visible=entry is SPIN)
        page.reload()
        expect(page.locator(".onair [data-track=headline]")).to_have_text(headline)
    hand.ends()
    station.studio.goes_on(62.0)
    ask(page)
    expect(page.locator(".onair [data-track=headline]")).to_have_text("Tide")
    expect(page.locator(".onair .plays")).to_have_count(0)
    expect(page.locator(".plays").first).to_contain_text("Ropes")


def test_with_a_delay_a_page_of_just_after_a_spin_shows_the_spin_until_it_is_heard(station, page):
    station.app.config["RADIO_STREAM_DELAY"] = 30.0
    hand = Hand(station.app, None)
    station.studio.plays(elapsed=120.0)
    number = hand.starts(SPIN)
    hand.corrects(number, clock.now() - timedelta(seconds=100))
    station.studio.goes_on(120.1)
    hand.ends()
    station.studio.goes_on(120.2)
    page.clock.install()
    page.goto(station.url)
    wait_for_polls(station, page, 1)
    headline = page.locator(".onair [data-track=headline]")
    page.clock.run_for(1000)
    expect(headline).to_have_text("Ropes")
    page.clock.run_for(31_000)
    expect(headline).to_have_text("Tide")
