"""The newswire's inbox by keyboard alone, and the same without script on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.held import first_of

pytestmark = pytest.mark.xdist_group("browser")
INBOX = "/desk/wire/"
FERRY, LAMPS, ROPE = "The night ferry", "The last lamplighter", "A rope walk"


@pytest.fixture
def inbox(station, desk, page):
    """The inbox as an editor opens it."""
    desk.sign_in(page.context)
    page.goto(station.url + INBOX)
    return page


def row(page, headline):
    return page.locator(".entries > li").filter(has_text=headline)


def test_read_publish_dismiss_and_undo_by_keys(inbox):
    page = inbox
    page.locator("[data-list-filter]").press("x")
    expect(page.locator(".entries > li")).to_have_count(4)  # only inside the list
    row(page, FERRY).focus()
    page.keyboard.press("j")
    expect(row(page, LAMPS)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("o")
    expect(page.get_by_text("You learn to wait for each other")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You learn to wait for each other")).to_be_hidden()
    page.keyboard.press("k")

    page.keyboard.press("x")
    expect(page.get_by_text("Entry dismissed.")).to_be_visible()
    expect(row(page, ROPE)).to_be_focused()
    expect(row(page, LAMPS)).to_have_count(0)
    page.keyboard.press("z")
    expect(row(page, LAMPS)).to_be_focused()

    page.keyboard.press("p")
    expect(page.get_by_text("“The last lamplighter")).to_be_visible()
    expect(row(page, ROPE)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("p")
    expect(page.get_by_role("heading", name="Publish entry")).to_be_visible()
    page.get_by_label("One sentence of your own").fill("It is in tune up to sea state four.")
    page.get_by_role("button", name="Publish entry").press("Enter")
    expect(page.get_by_text("“The night ferry gets a piano” published.")).to_be_visible()

    row(page, ROPE).focus()
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile(r"/desk/stories/\d+$"))
    expect(page.get_by_text("From the newswire: Slipway Commons")).to_be_visible()


def test_help_and_the_switch(inbox):
    page = inbox
    row(page, FERRY).focus()
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.get_by_label("Use keyboard shortcuts in this browser").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(row(page, FERRY)).to_be_visible()
    page.reload()
    row(page, FERRY).focus()
    page.keyboard.press("x")
    expect(row(page, FERRY)).to_be_visible()


def test_without_script_on_a_phone(station, desk, open_page):
    page = open_page(java_script_enabled=False, viewport={"width": 375, "height": 700})
    desk.sign_in(page.context)
    page.goto(station.url + INBOX)
    row(page, LAMPS).get_by_role("button", name="Dismiss").click()
    page.get_by_role("button", name="Undo").click()
    for headline in (FERRY, LAMPS):
        page.get_by_role("checkbox", name=f"Select “{headline}").check()
    page.get_by_role("button", name="Publish entries").click()
    expect(page.get_by_text("Entry published.")).to_be_visible()
    expect(page.get_by_text("1 entry needs something from you first.")).to_be_visible()


def test_keys_pressed_twice_act_once(inbox):
    page, held = inbox, []
    page.route(re.compile(r"/desk/wire/\d+/"), lambda route: held.append(route))
    row(page, LAMPS).focus()
    for key in "xxp":
        page.keyboard.press(key)
    first_of(page, held).continue_()
    expect(page.get_by_text("Entry dismissed.")).to_be_visible()
    expect(row(page, ROPE)).to_be_focused()
    assert held == []
