"""A period of a report: whole days by the station's clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from blueprints.core.dates import from_local

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """The days from `first` to `last`, both included, in `zone`."""

    first: date
    last: date
    zone: str

    @property
    def since(self) -> datetime:
        """Return when it begins."""
        return from_local(f"{self.first}T00:00", self.zone)

    @property
    def until(self) -> datetime:
        """Return when it is over."""
        return from_local(f"{self.last + A_DAY}T00:00", self.zone)

    @property
    def days(self) -> int:
        """Return the number of its days."""
        return (self.last - self.first).days + 1

    def minutes_by(self, now: datetime) -> int:
        """Return how many of its minutes are over at `now`."""
        return max(0, int((min(now, self.until) - self.since).total_seconds() // 60))


def this_month(now: datetime, zone: str) -> Period:
    """Return the month of `now`, until its last day."""
    first = now.astimezone(ZoneInfo(zone)).date().replace(day=1)
    return Period(first, (first + 31 * A_DAY).replace(day=1) - A_DAY, zone)


def last_month(now: datetime, zone: str) -> Period:
    """Return the month before that of `now`."""
    last = this_month(now, zone).first - A_DAY
    return Period(last.replace(day=1), last, zone)
