"""The moment at which a comment was read on air, as listeners heard it."""

from datetime import datetime, timedelta
from typing import NamedTuple

from blueprints.core.dates import to_local, week_moment
from blueprints.core.station import station


class Reading(NamedTuple):
    """A moment in words, and the query of the playlist's page that shows what was on air then."""

    words: str
    query: str


def reading(read_at: datetime) -> Reading:
    """Return when listeners heard what the studio read at `read_at`."""
    heard = read_at + timedelta(seconds=station().stream_delay)
    day, time = to_local(heard, station().timezone).split("T")
    return Reading(week_moment(heard), f"day={day}&time={time}")
