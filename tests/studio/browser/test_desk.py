"""Who has the desk, as the console shows it."""

import re

import pytest
from playwright.sync_api import expect

from tests.studio.browser.console import Console, held_by, moment

pytestmark = pytest.mark.xdist_group("browser")

NOBODY = held_by()


@pytest.fixture
def console(desk, page):
    """The console of Dana; Dov has the desk."""
    dov = held_by(desk.cast["other_dj"], "Dov Dial", 60)
    return Console(desk, page, desk=dov).open()


def dana(console):
    return held_by(console.desk.cast["dj"], "Dana Deck")


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


def of_show(console, *keys, name="Dana Deck", show="Harbour Hour"):
    ids = [console.desk.cast[key] for key in keys]
    return held_by(show=show, name=name, user_ids=ids, until="2026-11-29T18:00:00.000Z")


def test_a_shows_presenters_have_it_together_until_its_end(console, page):
    both = "Dana Deck and Dov Dial"
    show = {"title": "Harbour Hour", "ends_at": moment(3599)}
    console.becomes(desk=of_show(console, "dj", "other_dj", name=both), show=show)
    holder, bar = page.locator("#desk-holder"), page.locator("header")
    expect(holder).to_have_text(f"Harbour Hour: {both} have the desk until 18:00")
    expect(bar.locator('[data-part="show"]')).to_have_text(
        re.compile(r"^Harbour Hour: 59:\d\d left$")
    )
    expect(bar.get_by_role("button")).to_have_count(0)  # neither to take nor to give back
    expect(page.get_by_role("button", name="Remove: Salt")).not_to_have_attribute(
        "aria-disabled", "true"
    )
    console.becomes(desk=of_show(console, "dj"))
    expect(holder).to_have_text("Harbour Hour: you have the desk until 18:00")
    nights = of_show(console, "other_dj", name="Dov Dial", show="Night Bus")
    next_show = {"title": "Dawn", "starts_at": moment(3600)}
    console.becomes(desk=nights, show=None, next_show=next_show)
    expect(bar.locator("[data-refusal]")).to_contain_text("Night Bus: Dov Dial has the desk until")
    expect(bar.get_by_text("Next: Dawn,")).to_be_visible()
    page.keyboard.press("n")
    refusal = page.locator('[data-panel="now"] [data-refusal]')
    expect(refusal).to_contain_text("Night Bus: Dov Dial has the desk until 18:00. Take it with d.")


def test_the_end_of_a_show_is_said_to_its_presenters(console, page):
    console.becomes(desk=of_show(console, "dj"))
    expect(page.locator("#desk-holder")).to_contain_text("you have the desk")
    console.becomes(desk=NOBODY)
    expect(page.locator("header [data-refusal]")).to_contain_text("Harbour Hour is over.")


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
