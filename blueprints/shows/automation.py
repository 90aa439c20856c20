"""Automation: what goes out outside of shows, an episode a day of the station's zone."""

from collections.abc import Callable, Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from blueprints.shows.schedule import DAY, moment

FIRST_MOMENTS: list[Callable[[], datetime | None]] = []


def add_first_moment(find: Callable[[], datetime | None]) -> None:
    """Add a function that returns when the first thing went out that a feature knows of."""
    FIRST_MOMENTS.append(find)


def first_moment() -> datetime | None:
    """Return when the first thing went out, or None."""
    return min(filter(None, (find() for find in FIRST_MOMENTS)), default=None)


def midnight(at: datetime, zone: str, days: int = 0) -> datetime:
    """Return when the day of `at`, or one so many days later, begins by clocks in `zone`."""
    return moment(at.astimezone(ZoneInfo(zone)).date() + days * DAY, time(), zone)


def days_between(
    since: datetime, until: datetime, zone: str
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the stretches from `since` to `until` that end at each midnight in `zone`."""
    while since < until:
        end = min(midnight(since, zone, 1), until)
        yield since, end
        since = end
