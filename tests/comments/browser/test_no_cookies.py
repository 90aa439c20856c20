"""A reply leaves nothing in its reader's browser, and nobody else is asked."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_no_cookies import Traffic
from tests.comments.browser.replies import SHOWN, STORY, WRITTEN, fill

pytestmark = pytest.mark.xdist_group("browser")


def test_a_reply_leaves_nothing_behind(station, page, passes):
    traffic = Traffic(page.context)
    station.studio.plays()
    page.goto(station.url + STORY)
    page.locator(".opinion [data-reply-link]").click()
    expect(page.locator("[name=text]")).to_be_focused()
    fill(page, WRITTEN)
    passes(20)
    page.get_by_role("button", name="Send reply").click()
    expect(page.locator(".opinion:focus .words")).to_contain_text(SHOWN)
    traffic.check(station, page)
