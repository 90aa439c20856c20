"""The desk on a phone: a whole menu without script, a whole audit log, fields that grow."""

import pytest
from playwright.sync_api import expect

from blueprints.core.desk_menu import MENU

pytestmark = pytest.mark.xdist_group("browser")
PHONE = {"width": 375, "height": 667}


def test_the_menu_shows_every_entry_on_a_phone(desk, open_page):
    page = open_page(viewport=PHONE, java_script_enabled=False)
    desk.sign_in(page.context, "admin")
    page.goto(f"{desk.station.url}/desk/tags/")
    entries = page.get_by_role("navigation", name="Desk").get_by_role("link")
    expect(entries).to_have_count(0)
    page.get_by_role("button", name="Menu").click()
    expect(entries).to_have_count(len(MENU))
    for entry in entries.all():
        expect(entry).to_be_in_viewport(ratio=1)
        assert entry.bounding_box()["height"] >= 44
    entries.filter(has_text="Audit log").click()
    expect(page.locator("h1")).to_have_text("Audit log")


def test_an_entry_of_the_audit_log_is_whole_on_a_phone(desk, open_page):
    page = open_page(viewport=PHONE)
    desk.sign_in(page.context, "admin")
    page.goto(f"{desk.station.url}/desk/people/")
    page.get_by_label("Email").fill("gail.with.a.very.long.name@station-far-away.example")
    page.get_by_label("DJ").check()
    page.get_by_role("button", name="Send invitation").click()
    page.goto(f"{desk.station.url}/desk/audit-log/")
    cells = page.get_by_role("row").nth(1).get_by_role("cell")
    expect(cells).to_have_count(5)
    for cell in cells.all():
        expect(cell).to_be_in_viewport(ratio=1)


def test_an_empty_field_is_one_line_high_and_grows(desk, open_page):
    page = open_page(viewport=PHONE)
    desk.sign_in(page.context)
    page.goto(f"{desk.station.url}/desk/stories/new")
    for name in ("Headline", "Standfirst"):
        field = page.get_by_label(name)
        empty = field.bounding_box()["height"]
        assert 44 <= empty < 80
        field.fill("The boats stay in the outer harbour until the fog has gone. " * 3)
        assert field.bounding_box()["height"] > 2 * empty
