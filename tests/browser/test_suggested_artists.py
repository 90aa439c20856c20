"""Suggested artists on a story's form are boxes: with script and without it."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import faults

pytestmark = pytest.mark.xdist_group("browser")

EARTH, ANNA = "Earth, Wind & Fire", "Anna and the Harbour Band"


@pytest.fixture
def open_story(desk, open_page):
    """Open the form of a draft that names both, in a browser with `options`; return its page."""
    for artist in (EARTH, ANNA):
        desk.station.studio.plays(artist=artist)

    def open_(**options):
        page = open_page(viewport={"width": 375, "height": 800}, **options)
        desk.sign_in(page.context)
        page.goto(f"{desk.station.url}/desk/stories/new")
        page.get_by_label("Headline").fill(f"{EARTH} meet {ANNA}")
        page.get_by_role("button", name="Save draft").click()
        page.get_by_role("heading", name="Tags and artists").click()
        return page

    return open_


def test_a_box_is_a_line_of_the_field(open_story):
    page = open_story()
    field, box = page.get_by_label("Artists", exact=True), page.get_by_label(EARTH)
    field.fill("Quay Dogs")
    box.check()
    expect(field).to_have_value(f"Quay Dogs\n{EARTH}")
    page.get_by_label(ANNA).check()
    box.uncheck()
    expect(field).to_have_value(f"Quay Dogs\n{ANNA}")
    field.fill(EARTH)
    expect(box).to_be_checked()
    expect(page.get_by_label(ANNA)).not_to_be_checked()
    assert faults(page) == []
    expect(page.locator("[data-saved]")).to_contain_text("Autosaved")
    page.reload()
    page.get_by_role("heading", name="Tags and artists").click()
    expect(field).to_have_value(EARTH)
    field.fill("Quay Dogs")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.", exact=True)).to_be_visible()
    expect(field).to_have_value("Quay Dogs")


def test_without_script_a_box_is_added_by_saving(open_story):
    page = open_story(java_script_enabled=False)
    field = page.get_by_label("Artists", exact=True)
    field.fill("Quay Dogs")
    page.get_by_label(EARTH).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(field).to_have_value(f"{EARTH}\nQuay Dogs")
    expect(page.get_by_label(EARTH)).to_have_count(0)
    expect(page.get_by_label(ANNA)).to_have_count(1)
