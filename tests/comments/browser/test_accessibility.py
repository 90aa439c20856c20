"""Where replies are left: what axe finds, what a keyboard reaches, how large the targets are."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import (
    SCREENS,
    check_targets,
    faults_on_every_screen,
    tab_through,
)
from tests.comments.browser.replies import STORY, WAITS, WRITTEN, fill

pytestmark = pytest.mark.xdist_group("browser")


def test_axe_finds_nothing_where_replies_are_left(station, newsroom, page, passes, amiss):
    amiss.forgiven += ["status of 422", "status of 403"]
    newsroom.hear_a_quarrel("Cry", "https://example.org/" + "long" * 60, "موج", "Cry", "Cry", "Cry")
    send = page.get_by_role("button", name="Send reply")
    page.goto(station.url + STORY)
    page.locator(".opinion [data-reply-link]").nth(3).click()
    expect(page.locator("[name=text]")).to_be_focused()
    passes(20)
    send.click()
    expect(page.locator("[aria-invalid]").first).to_be_focused()
    assert faults_on_every_screen(page) == [], "errors in place"
    page.goto(f"{station.url}{STORY}/reply?to={newsroom.first_opinion()}")
    assert faults_on_every_screen(page) == [], "form"
    passes(20)
    send.click()
    expect(page.locator("[aria-invalid]")).to_have_count(3)
    assert faults_on_every_screen(page) == [], "errors"
    fill(page, WRITTEN | {"name": "A gull"})
    send.click()
    expect(page.locator("h1")).to_have_text(WAITS)
    assert faults_on_every_screen(page) == [], "notice"
    newsroom.close()
    page.goto(f"{station.url}{STORY}/reply")
    assert faults_on_every_screen(page) == [], "closed"


@pytest.mark.parametrize("screen", SCREENS, ids=("phone", "desk"))
def test_tab_reaches_the_form_but_not_the_field_for_machines(station, page, screen):
    page.set_viewport_size(screen)
    page.goto(f"{station.url}{STORY}/reply")
    expect(page.locator("[data-player] [data-listen]")).to_be_visible()
    assert "input subject" not in tab_through(page)
    page.goto(station.url + STORY)
    page.locator(".opinion [data-reply-link]").click()
    expect(page.locator("[name=text]")).to_be_focused()
    page.locator("[data-player] [data-listen]").focus()
    page.keyboard.press("Tab")
    assert "input subject" not in tab_through(page)


def test_targets_are_large_enough(station, page):
    check_targets(station, page, [f"{STORY}/reply"])
