"""A listener on a phone, without script, finds a song in three steps; axe finds no fault."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from blueprints.core import clock
from blueprints.player.chart_upkeep import keep_charts
from tests.browser.test_accessibility import SMALL_TARGETS, faults_on_every_screen
from tests.browser.test_screens import TOO_WIDE
from tests.player.public_record import Record

pytestmark = pytest.mark.xdist_group("browser")

PAGES = ("/playlist/", "/playlist/?day=yesterday&time=15:50#heard", "/charts/?of=album")


@pytest.fixture
def yesterday(station):
    """Three songs of yesterday, at ten to four, with a gap and a talk break."""
    record = Record(station.app)
    day = clock.now().astimezone(UTC).date() - timedelta(days=1)
    at = datetime(day.year, day.month, day.day, 15, 30, tzinfo=UTC)
    for number in range(8):
        began = at + timedelta(minutes=4 * number)
        record.play(f"Song {number}", began, 4, album="Salt and the sea", label="Quay Records")
    record.play("Hello " * 50, at + timedelta(minutes=32), 3, source="talk", kind="speech")
    record.gap(at + timedelta(minutes=35), at + timedelta(minutes=50))
    with station.app.app_context():
        keep_charts()


def test_a_song_is_found_in_three_steps_on_a_phone(station, open_page, yesterday):
    page = open_page(java_script_enabled=False, viewport={"width": 375, "height": 667})
    page.goto(f"{station.url}/news/")
    page.get_by_role("link", name="Playlist", exact=True).click()
    page.get_by_label("Yesterday").check()
    page.get_by_label("Time").fill("3.51 pm")
    page.get_by_role("button", name="Find song").click()
    heard = page.locator("#heard")
    expect(heard).to_contain_text("Song 5")
    expect(heard).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("15:46")).to_be_visible()


def test_the_record_is_accessible_and_fits_every_screen(station, page, yesterday):
    for path in PAGES:
        page.goto(station.url + path)
        assert faults_on_every_screen(page) == [], path
        for width in (320, 375, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(TOO_WIDE) == [], f"{path} at {width} px"
            assert page.evaluate(SMALL_TARGETS) == [], f"{path} at {width} px"
