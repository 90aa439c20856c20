"""The weeks, months and years of charts, in the station's zone. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from blueprints.player.lookup_times import start_of

KINDS = ("week", "month", "year")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """A week, month or year: from the day `starts_on` until before the day `ends_on`."""

    kind: str
    starts_on: date
    ends_on: date

    @property
    def last_day(self) -> date:
        """Return its last day."""
        return self.ends_on - DAY

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Return its first moment and the first after it."""
        return start_of(self.starts_on, zone), start_of(self.ends_on, zone)


def period_of(kind: str, day: date, weekday: int) -> Period:
    """Return the period of `kind` that `day` is in; weeks begin on `weekday` (0 is Monday)."""
    if kind == "week":
        begin = day - timedelta(days=(day.weekday() - weekday) % 7)
        return Period(kind, begin, begin + 7 * DAY)
    if kind == "month":
        begin = day.replace(day=1)
        return Period(kind, begin, (begin + 31 * DAY).replace(day=1))
    begin = day.replace(month=1, day=1)
    return Period(kind, begin, begin.replace(year=begin.year + 1))


def period_before(period: Period, weekday: int) -> Period:
    """Return the period of the same kind before this one."""
    return period_of(period.kind, period.starts_on - DAY, weekday)


def period_after(period: Period, weekday: int) -> Period:
    """Return the period of the same kind after this one."""
    return period_of(period.kind, period.ends_on, weekday)


def all_periods(first: date, today: date, weekday: int) -> list[Period]:
    """Return every period from the day `first` until `today`, the newest first."""
    found = [period for kind in KINDS for period in _back(kind, first, today, weekday)]
    return sorted(found, key=lambda period: min(period.last_day, today), reverse=True)


def _back(kind: str, first: date, today: date, weekday: int) -> Iterator[Period]:
    period = period_of(kind, today, weekday)
    while period.ends_on > first:
        yield period
        period = period_before(period, weekday)
