"""A week of the schedule, hour by hour: its days, what is on, what overlaps and what is empty.

A day on which the clocks change has 23 or 25 hours: an hour that comes twice has a row of its own,
and in the row of one that clocks leave out that day has no cell.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from blueprints.shows.schedule import DAY, Airing, holes, moment, overlaps

STEP = timedelta(minutes=30)  # zones change by half an hour at least
Stretch = tuple[datetime, datetime]
Hour = tuple[int, int]  # by the clock, and 1 if it is there for the second time


@dataclass
class Cell:
    """An hour of a day in UTC, and the airings in it.

    `overlapping` are those of them that are not alone in it; `hole_at` is when the first stretch
    of it begins in which nothing is scheduled.
    """

    day: date
    starts_at: datetime
    ends_at: datetime
    airings: list[Airing] = field(default_factory=list)
    overlapping: set[Airing] = field(default_factory=set)
    hole_at: datetime | None = None


@dataclass(frozen=True)
class Day:
    """A day of the week: its hours, and in order what is on and what is empty."""

    date: date
    starts_at: datetime
    ends_at: datetime
    cells: dict[Hour, Cell]
    parts: list[tuple[datetime, datetime, Airing | None]]

    @property
    def hours(self) -> float:
        """Return how many hours the day has."""
        return (self.ends_at - self.starts_at) / timedelta(hours=1)


@dataclass(frozen=True)
class Overlap:
    """Two airings and when both are on."""

    first: Airing
    second: Airing
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Week:
    """Seven days from a Monday on; `rows` has an hour with the cells of the days."""

    days: list[Day]
    rows: list[tuple[Hour, list[Cell | None]]]
    overlaps: list[Overlap]
    holes: list[Stretch]


def bounds(monday: date, zone: str, days: int = 7) -> Stretch:
    """Return when the days from `monday` on begin and end, by clocks in `zone`."""
    first, after = monday, monday + timedelta(days=days)
    return moment(first, time(0), zone), moment(after, time(0), zone)


def week_of(airings: Sequence[Airing], monday: date, zone: str) -> Week:
    """Return the week from `monday` on in `zone`; `airings` are all that overlap it."""
    empty = holes(airings, *bounds(monday, zone))
    pairs = [_overlap(first, second) for first, second in overlaps(airings)]
    dates = [monday + number * DAY for number in range(7)]
    days = [_day(one, zone, airings, empty) for one in dates]
    for day in days:
        for cell in day.cells.values():
            _fill(cell, airings, pairs, empty)
    hours = sorted({hour for day in days for hour in day.cells})
    rows = [(hour, [day.cells.get(hour) for day in days]) for hour in hours]
    begin, end = bounds(monday, zone)
    within = [pair for pair in pairs if pair.starts_at < end and pair.ends_at > begin]
    return Week(days, rows, within, empty)


def _overlap(first: Airing, second: Airing) -> Overlap:
    ends = min(first.ends_at, second.ends_at)
    return Overlap(first, second, max(first.starts_at, second.starts_at), ends)


def _day(one: date, zone: str, airings: Iterable[Airing], empty: Iterable[Stretch]) -> Day:
    begin, end = bounds(one, zone, days=1)
    on = [(max(a.starts_at, begin), min(a.ends_at, end), a) for a in airings]
    off = [(max(starts, begin), min(ends, end), None) for starts, ends in empty]
    parts = [part for part in [*on, *off] if part[0] < part[1]]
    return Day(one, begin, end, _cells(one, zone, begin, end), sorted(parts, key=lambda p: p[:2]))


def _cells(one: date, zone: str, begin: datetime, end: datetime) -> dict[Hour, Cell]:
    cells: dict[Hour, Cell] = {}
    while begin < end:
        local = begin.astimezone(ZoneInfo(zone))
        cell = Cell(one, begin, begin)
        cells.setdefault((local.hour, local.fold), cell).ends_at = begin + STEP
        begin += STEP
    return cells


def _fill(
    cell: Cell, airings: Iterable[Airing], pairs: Iterable[Overlap], empty: Iterable[Stretch]
) -> None:
    def is_in(starts: datetime, ends: datetime) -> bool:
        return starts < cell.ends_at and ends > cell.starts_at

    cell.airings = [one for one in airings if is_in(one.starts_at, one.ends_at)]
    for pair in pairs:
        if is_in(pair.starts_at, pair.ends_at):
            cell.overlapping |= {pair.first, pair.second}
    cell.hole_at = next((max(s[0], cell.starts_at) for s in empty if is_in(*s)), None)
