"""The console's single keys: listed, changed, turned off (WCAG 2.1.4)."""

import pytest
from playwright.sync_api import expect

from tests.studio.browser.console import Console

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def console(desk, page):
    """The console of Dana, who has the desk."""
    return Console(desk, page).open()


def open_sheet(page):
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog", name="Keys")
    expect(sheet).to_be_visible()
    return sheet


def test_a_key_is_changed_and_remembered(console, page):
    sheet = open_sheet(page)
    field = sheet.get_by_label("Skip", exact=True)
    expect(field).to_have_value("n")
    field.press("q")
    expect(field).to_have_value("q")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    console.open()
    expect(page.locator("[data-panel=now] [data-act=skip] kbd")).to_have_text("q")
    page.keyboard.press("n")
    page.keyboard.press("q")
    expect(page.locator("[data-panel=now] [data-act=skip]")).to_contain_text("Press again to skip")
    sheet = open_sheet(page)
    sheet.get_by_role("button", name="Reset all keys").click()
    expect(sheet.get_by_label("Skip", exact=True)).to_have_value("n")


def test_no_two_have_the_same_key_at_first(console, page):
    fields = open_sheet(page).locator(".key-list input")
    keys = [field.input_value() for field in fields.all()]
    assert len(keys) > 15
    assert len(set(keys)) == len(keys)


def test_caps_lock_changes_nothing(console, page):
    page.locator("body").dispatch_event("keydown", {"key": "N", "bubbles": True})
    skip = page.locator("[data-panel=now] [data-act=skip]")
    expect(skip).to_contain_text("Press again to skip")


def test_a_key_has_one_meaning(console, page):
    sheet = open_sheet(page)
    field = sheet.get_by_label("Skip", exact=True)
    field.press("u")
    expect(sheet.get_by_role("alert")).to_have_text(
        "u is the key for “Undo the last change” already. Choose another."
    )
    expect(field).to_have_value("n")


def test_keys_are_turned_off(console, page):
    sheet = open_sheet(page)
    sheet.get_by_label("Single keys are on").uncheck()
    sheet.get_by_role("button", name="Close").click()
    page.keyboard.press("s")
    page.keyboard.press("u")
    console.open()
    page.keyboard.press("s")
    page.get_by_role("button", name="All keys").click()
    expect(sheet.get_by_label("Single keys are on")).not_to_be_checked()
    assert console.sent == []


def test_keys_are_letters_in_a_field(console, page):
    field = page.get_by_role("searchbox", name="Find in the queue")
    field.press_sequentially("sun x?")
    expect(field).to_have_value("sun x?")
    assert console.sent == []
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_keys_with_control_are_the_browsers(console, page):
    page.keyboard.press("Control+s")
    page.keyboard.press("Alt+u")
    page.keyboard.press("u")
    expect(page.locator("[data-status]")).to_contain_text("Undone")
    assert [path for _, path, _, _ in console.sent] == ["edits/55/undo"]


def test_escape_leaves_a_field(console, page):
    page.keyboard.press("i")
    page.keyboard.type("bt")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Off the computer")).to_be_focused()
    page.keyboard.press("b")
    expect(page.get_by_role("combobox", name="Log a spin")).to_have_value("bt")
    expect(page.locator("[data-status]")).to_contain_text("Nothing to end")
