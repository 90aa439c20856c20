"""Rows of the log and counts of listeners for tests of reports."""

from datetime import UTC, datetime, timedelta

from blueprints.core.extensions import begin_write, db
from blueprints.player.models import Play
from blueprints.reports.models import ListenerCount

OCTOBER = datetime(2026, 10, 5, 12, tzinfo=UTC)
DAYS = {"first": "2026-10-01", "last": "2026-10-31"}
COMPLETE = {"artist": "Anna", "title": "Tide", "album": "Salt", "label": "Quay Records"}


def played(at=OCTOBER, seconds=180, **fields):
    """Return a song that was played to its end."""
    usual = {"source": "mpd", "title": "Tide", "artist": "Anna", "how": "finished"}
    return Play(**usual | fields, started_at=at, ended_at=at + timedelta(seconds=seconds))


def write(app, *rows):
    """Write rows into the station's database."""
    with app.app_context():
        begin_write()
        db.session.add_all(rows)
        db.session.commit()


def counted(since, minutes, listeners):
    """Return a count for each of so many minutes; `listeners` may be a function of the minute."""
    minute = timedelta(minutes=1)
    number = listeners if callable(listeners) else lambda _place: listeners
    return [
        ListenerCount(at=since + place * minute, listeners=number(place))
        for place in range(minutes)
    ]
