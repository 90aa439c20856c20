"""The desk's list by keyboard alone: move, choose, tag, undo, open, page, help; and keys off."""

import re

import pytest
from playwright.sync_api import expect

from tests.news.helpers import write_story

pytestmark = pytest.mark.xdist_group("browser")
LIST = "/desk/stories/"


@pytest.fixture
def listed(station, desk, page):
    """The desk's list of thirty stories, as an editor opens it."""
    for number in range(24):
        write_story(station.app, f"rain-{number}", headline=f"Rain {number}", hours_ago=None)
    desk.sign_in(page.context)
    page.goto(station.url + LIST)
    return page


def row(page, place):
    return page.locator(".story-list .what a").nth(place)


def test_the_list_by_keys(listed, station):
    page = listed
    page.locator("[data-list-search]").press("j")
    expect(row(page, 0)).not_to_be_focused()  # only inside the list
    page.locator("[data-list-search]").fill("")
    row(page, 0).focus()
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    expect(row(page, 1)).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.get_by_role("checkbox", name="Select “Rain 22”")).to_be_checked()
    expect(page.locator("[data-picked]")).to_have_text("2 selected")
    page.locator("details.several summary").press("Enter")
    page.locator("#tag").fill("By keys")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 stories were tagged “By keys”.")).to_be_visible()
    page.get_by_role("button", name="Undo", exact=True).press("Enter")
    expect(page.get_by_text("Undone: 2 stories are as they were.")).to_be_visible()

    row(page, 0).focus()
    page.keyboard.press("Shift+?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row(page, 0)).to_be_focused()
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("page=2"))
    expect(row(page, 0)).to_be_focused()
    page.keyboard.press("j")
    expect(row(page, 1)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("[data-list-search]")).to_be_focused()
    row(page, 1).focus()
    page.keyboard.press("e")
    expect(page).to_have_url(re.compile(r"/desk/stories/\d+$"))


def test_keys_turned_off_stay_off_and_a_telephone_chooses_all(listed, station):
    page = listed
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_label("Use keyboard shortcuts in this browser").uncheck()
    page.get_by_role("button", name="Close").click()
    page.goto(station.url + LIST)
    row(page, 0).focus()
    page.keyboard.press("j")
    expect(row(page, 0)).to_be_focused()
    page.keyboard.press("Tab")
    expect(row(page, 0)).not_to_be_focused()
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_label("All on this page").check()
    expect(page.locator("[data-picked]")).to_have_text("20 selected")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
