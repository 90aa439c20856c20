"""The API at a million plays and at ten thousand: server time of each kind of page.

The logs are of eight years, with a weekly show, and a day's automation around it.
"""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta

from flask import Flask
from sqlalchemy import insert

from blueprints.core.extensions import begin_write, db
from blueprints.shows.models import Episode, Show
from tests.performance.record import FEW, MANY, TRIES
from tests.performance.record_log import DAYS_OF_EPISODES, NOW, YEARS, write_log
from tests.performance.rounds import compare
from tests.performance.station import Station, station
from tests.performance.table import Row, at_most, number

LAST_WEEK = (NOW - timedelta(days=7)).strftime("%Y-%m-%dT%H:%M:%S")
LONG_AGO = (NOW - YEARS / 2).date()
PAGES = {
    "spins": "spins",
    "spins, page 400": "spins?page=400",
    "spins, the last page but one": "spins?page={last}",
    "spins since a week ago": f"spins?start={LAST_WEEK}",
    "spins until four years ago": f"spins?end={LONG_AGO}T17:41:00Z&count=100",
    "spins of a playlist": "spins?playlist_id=2&expand=playlist",
    "spins of a weekly show": "spins?show_id={show}",
    "playlists": "playlists?expand=personas",
    "playlists, page 90": "playlists?page=90",
    "shows": "shows",
}


def measure() -> list[Row]:
    """The milliseconds of each page at a million plays, and their ratio to those at 10,000."""
    with ExitStack() as stack:
        many, few = (stack.enter_context(station(0)) for _ in range(2))
        for made, count in ((many, MANY), (few, FEW)):
            write_log(made.app, count)
        show = max(_write_weekly_show(made.app) for made in (many, few))
        return [row for what, path in PAGES.items()
                for row in _rows(what, path.replace("{show}", str(show)), many, few)]  # fmt: skip


def _write_weekly_show(app: Flask) -> int:
    """Write the older episodes, of automation and of a show of two hours; return its number."""
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    with app.app_context():
        begin_write()
        show = Show(slug="long-haul", title="Long Haul")
        db.session.add(show)
        db.session.flush()
        rows: list[dict[str, object]] = []
        for day in range(DAYS_OF_EPISODES, YEARS.days):
            begin = midnight - timedelta(days=day)
            rows.append({"starts_at": begin, "ends_at": begin + timedelta(days=1)})
        for week in range(YEARS.days // 7):
            begin = midnight - timedelta(days=7 * week + 3, hours=-14)
            rows.append({"show_id": show.id, "starts_at": begin,
                         "ends_at": begin + timedelta(hours=2)})  # fmt: skip
        for row in rows:
            row |= {"title": "", "notes": "", "one_off": False, "show_id": row.get("show_id")}
        db.session.execute(insert(Episode), rows)
        db.session.commit()
        return show.id


def _rows(what: str, path: str, many: Station, few: Station) -> list[Row]:
    slow, fast = _opened(many, path), _opened(few, path)
    return [
        number(f"API: {what}, 1,000,000 plays", slow(), at_most(100), " ms"),
        compare(f"API: {what} at 1,000,000 plays ÷ at 10,000", slow, fast, " ms", at_most(1.5)),
    ]


def _opened(made: Station, path: str) -> Callable[[], float]:
    """Return a measure of the server's time for an answer, at best, in milliseconds."""
    browser = made.app.test_client()
    if "{last}" in path:
        pages = browser.get("/api/spins").json["_meta"]["pageCount"]
        path = path.replace("{last}", str(pages - 1))

    def once() -> float:
        began = time.perf_counter()
        answer = browser.get(f"/api/{path}")
        assert answer.status_code == 200, path
        return 1000 * (time.perf_counter() - began)

    return lambda: min(once() for _ in range(TRIES))
