"""Who has the desk, as the console shows it."""

import pytest
from playwright.sync_api import expect

from tests.studio.browser.console import Console, moment

pytestmark = pytest.mark.xdist_group("browser")

NOBODY = {"user_id": None, "name": "", "taken_at": None}


@pytest.fixture
def console(desk, page):
    """The console of Dana; Dov has the desk."""
    dov = {"user_id": desk.cast["other_dj"], "name": "Dov Dial", "taken_at": moment(-60)}
    return Console(desk, page, desk=dov).open()


def dana(console):
    return {"user_id": console.desk.cast["dj"], "name": "Dana Deck", "taken_at": moment()}


def test_others_have_the_desk(console, page):
    expect(page.locator("#desk-holder")).to_have_text("Dov Dial has the desk")
    remove = page.get_by_role("button", name="Remove: Salt")
    expect(remove).to_have_attribute("aria-disabled", "true")
    remove.click(force=True)
    refusal = page.locator('[data-panel="queue"] [data-refusal]')
    expect(refusal).to_contain_text("Dov Dial has the desk. Take it with d.")
    page.keyboard.press("n")
    refusal = page.locator('[data-panel="now"] [data-refusal]')
    expect(refusal).to_contain_text("Dov Dial has the desk. Take it with d.")
    assert console.sent == []
    console.becomes(desk=dana(console))
    expect(page.locator("#desk-holder")).to_have_text("You have the desk")
    expect(page.get_by_text("Take it with d.")).to_have_count(0)


def test_the_desk_is_taken_by_a_key_and_given_back(console, page):
    console.state = console.state | {"desk": dana(console)}
    page.keyboard.press("d")
    expect(page.locator("#desk-holder")).to_have_text("You have the desk")
    expect(page.get_by_role("button", name="Remove: Salt")).not_to_have_attribute(
        "aria-disabled", "true"
    )
    assert len(console.requests("POST", "desk")) == 1
    console.state = console.state | {"desk": NOBODY}
    page.get_by_role("button", name="Give back").click()
    expect(page.locator("#desk-holder")).to_have_text("Nobody has the desk")
    expect(page.get_by_role("button", name="Take the desk")).to_be_focused()
    expect(page.locator("header [data-refusal]")).to_be_empty()
    assert len(console.requests("DELETE", "desk")) == 1


def test_a_taken_desk_is_said_to_who_had_it(console, page):
    dov = console.state["desk"]
    console.becomes(desk=dana(console))
    expect(page.locator("#desk-holder")).to_have_text("You have the desk")
    console.becomes(desk=dov)
    notice = page.locator("header [data-refusal]")
    expect(notice).to_contain_text("Dov Dial took the desk at ")
    page.get_by_role("button", name="Close").click()
    expect(notice).to_be_empty()
    expect(page.get_by_role("button", name="Take the desk")).to_be_focused()


def test_a_released_desk_is_said(console, page):
    console.becomes(desk=dana(console))
    expect(page.locator("#desk-holder")).to_have_text("You have the desk")
    console.becomes(desk=NOBODY)
    expect(page.locator("header [data-refusal]")).to_contain_text("The desk was released.")


def test_who_else_is_here(console, page):
    console.becomes(here=[{"user_id": 77, "name": "Noor"}, {"user_id": 78, "name": "<b>Bo</b>"}])
    expect(page.get_by_text("Also here: Noor, <b>Bo</b>")).to_be_visible()
    console.becomes(here=[], listeners=None)
    expect(page.get_by_text("Also here")).to_be_hidden()
    expect(page.locator('[data-part="listeners"]')).to_be_hidden()


def test_the_console_says_that_somebody_is_here(desk, page):
    console = Console(desk, page)
    with page.expect_request("**/presence") as sent:
        console.open()
    assert sent.value.post_data_json == {"active": True}
    assert sent.value.headers["x-csrftoken"]
