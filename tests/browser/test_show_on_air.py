"""The show on air and the next one, kept current by the page's poll."""

import pytest
from playwright.sync_api import expect

from blueprints.core.extensions import db
from blueprints.shows.models import Show
from tests.shows.week import add_show, touch

pytestmark = pytest.mark.xdist_group("browser")

ALWAYS = [
    (f"2026-11-{day}", times) for day in range(16, 23) for times in ("00:00-23:59", "23:30-00:30")
]


def rename(app, number, title):
    with app.app_context():
        db.session.get(Show, number).title = title
        touch()
        db.session.commit()


def test_the_page_names_the_show_and_follows_it(station, page):
    station.studio.plays_a_jingle()
    page.goto(station.url)
    number = add_show(station.app, "always", ALWAYS, ["Anna"], title="All the <b>time")
    expect(page.locator(".onair [data-track=headline]")).to_have_text("Aerial 87.9")
    for title in ("All the <b>time", "Renamed"):
        rename(station.app, number, title)
        station.studio.plays_a_jingle()
        page.evaluate("dispatchEvent(new Event('online'))")
        for place in (".onair", "[data-player]"):
            expect(page.locator(f"{place} [data-track=headline]")).to_have_text(title)
            expect(page.locator(f"{place} [data-track=details]")).to_have_text("Anna")
        expect(page.locator("[data-track=show-link]")).to_have_text(title)
        expect(page.locator("[data-track=show-link]")).to_have_attribute("href", "/shows/always")
        expect(page.locator("[data-track=next-show-link]")).to_have_text(title)
    station.studio.plays("Tide")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".onair [data-track=headline]")).to_have_text("Tide")
    expect(page.locator("[data-track=show-link]")).to_be_visible()
