"""A station in a real browser, with shows: two of them overlap, and one is by London's clocks."""

from datetime import date, time, timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.shows.models import Episode, Presenter, Show, Slot
from tests.browser.conftest import *  # noqa: F403 - fixtures

TIMES = {
    "Night Ferry": [(0, "22:00", "01:00", "UTC"), (3, "22:00", "01:00", "UTC")],
    "Dub Station": [(1, "19:00", "21:00", "UTC"), (5, "18:30", "20:30", "UTC")],
    "The Harbour Hour": [(day, "08:00", "09:00", "UTC") for day in range(5)],
    "Wireless Lisbon": [(1, "21:30", "22:30", "Europe/Berlin"), (6, "11:00", "13:00", "UTC")],
}


@pytest.fixture
def week(desk):
    """The Monday of a week with shows; Dana presents them all."""
    monday = date(2026, 11, 23)
    with desk.station.app.app_context():
        dana = Presenter(name="Dana Deck", user_id=desk.cast["dj"], bio="Records.")
        for title, times in TIMES.items():
            slug = title.lower().replace(" ", "-")
            show = Show(title=title, slug=slug, presenters=[dana], description="Slow music.")
            show.slots = [
                Slot(weekday=day, starts=time.fromisoformat(starts), ends=time.fromisoformat(ends),
                     zone=zone, first_on=monday + timedelta(days=day))
                for day, starts, ends, zone in times
            ]  # fmt: skip
            db.session.add(show)
        began = clock.now() - timedelta(days=3)
        ended = began + timedelta(hours=2)
        db.session.add(Episode(show=show, starts_at=began, ends_at=ended, title="Ships"))
        db.session.commit()
    return monday
