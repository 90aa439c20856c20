"""The week grid in a browser: by keyboard, for axe, and as a list on a phone."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.xdist_group("browser")
WIDE = "() => document.documentElement.scrollWidth > innerWidth"


def test_the_week_works_by_keyboard_and_on_a_phone(desk, page, week):
    desk.sign_in(page.context)
    page.goto(f"{desk.station.url}/desk/shows/week?week={week}")
    grid = page.get_by_role("grid", name="Week of Mon 23 Nov 2026")
    assert grid.locator("a[tabindex='0']").count() == 1
    grid.locator("a").first.focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    focused = page.locator(":focus")
    expect(focused).to_have_text("22:00–01:00 Night Ferry".replace(" ", "\n"), use_inner_text=True)
    page.keyboard.press("Control+End")
    assert focused.inner_text() == "Add a time on Sun 29 Nov 2026 at 23:00"
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/shows/slots/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Monday 22:00–01:00, ends the next day"
    )
    page.go_back()
    grid.locator("a").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("From")).to_have_value("01:00")
    expect(page.get_by_label("First date")).to_have_value("2026-11-23")
    page.go_back()
    for width, scheme in ((375, "light"), (1440, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert faults(page) == []
    page.set_viewport_size({"width": 320, "height": 700})
    assert not page.evaluate(WIDE)
    expect(page.locator(".week-list li:not(.hole)")).to_have_count(13)
