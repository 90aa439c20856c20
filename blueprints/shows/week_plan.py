"""The schedule as listeners read it: day by day in the station's zone."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from blueprints.core.station import station
from blueprints.shows.automation import midnight
from blueprints.shows.queries import HORIZON, Face, kept_schedule
from blueprints.shows.schedule import Airing


@dataclass(frozen=True)
class Entry:
    """An airing as a page shows it: what it is called, and if it is the one on air."""

    airing: Airing
    face: Face
    is_on: bool

    @property
    def title(self) -> str:
        """Return the special's own title, else the show's."""
        return self.airing.title or self.face.title

    def is_of(self, today: datetime, at: datetime) -> bool:
        """Return False for what began before `today` and is over at `at`."""
        return self.airing.starts_at >= today or self.airing.ends_at > at


@dataclass(frozen=True)
class Day:
    """A day of the schedule: when it begins and ends, and what is on."""

    begins_at: datetime
    ends_at: datetime
    entries: list[Entry]


def days_from(at: datetime, count: int) -> list[Day]:
    """Return the schedule of so many days, from the day of `at` on.

    An airing stands on the day on which it begins; one that began yesterday and is not over
    stands on the first.
    """
    zone = station().timezone
    begins = [midnight(at, zone, number) for number in range(count + 1)]
    today = begins[0]
    entries = [one for one in _entries(at, today, begins[-1]) if one.is_of(today, at)]
    by_day = [
        [one for one in entries if begin <= max(one.airing.starts_at, today) < end]
        for begin, end in pairwise(begins)
    ]
    return [Day(*day, found) for day, found in zip(pairwise(begins), by_day, strict=True)]


def coming_of(show_id: int, at: datetime, count: int) -> list[Entry]:
    """Return up to so many airings of a show that are on at `at` or later, the next first."""
    entries = _entries(at, at, at + HORIZON)
    return [entry for entry in entries if entry.airing.show_id == show_id][:count]


def _entries(at: datetime, since: datetime, until: datetime) -> list[Entry]:
    """Return what is on from `since` until `until`, but for a show that is gone."""
    kept = kept_schedule(at)
    on, _next = kept.now_and_next(at)
    return [
        Entry(airing, kept.faces[airing.show_id], airing == on)
        for airing in kept.between(since, until)
        if airing.show_id in kept.faces
    ]
