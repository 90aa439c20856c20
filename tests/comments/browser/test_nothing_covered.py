"""Nothing of a reply that has the focus is covered by the bar of the player, on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_nothing_covered import faults
from tests.comments.browser.replies import STORY

pytestmark = pytest.mark.xdist_group("browser")


@pytest.mark.parametrize("address", [f"{STORY}/reply", STORY], ids=["page", "in place"])
def test_the_bar_of_the_player_covers_nothing_of_a_reply(station, page, address):
    station.studio.plays()
    page.goto(station.url + address)
    expect(page.locator("[data-player] [data-listen]")).to_be_visible()
    if address == STORY:
        page.locator("[data-reply-link]").first.click()
        expect(page.locator("[name=text]")).to_be_focused()
    assert faults(page) == []
