"""A week as clocks on the wall show it: an account of what is on, without the site's schedule.

Every minute of UTC is walked, and the clock of each zone is read. A slot begins in the first minute
in which its clock has come to the start, and ends in the first in which it has come to the end: of
an hour that comes twice that is the first, of one that is left out the end of the gap. What began
last is on; of those that begin together a special, then the one that ends first.
"""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """A clock change: on `day`, clocks show `hours` twice, or leave them out."""

    zone: str
    change: str  # spring: left out; autumn: twice
    day: date
    hours: tuple[str, str]
    delay: int = 0  # seconds, of the stream

    def wall(self, minutes=0, after=0):
        """A time of day so many minutes after the odd hours begin, or `after` their end."""
        begin, end = (datetime.combine(self.day, time.fromisoformat(each)) for each in self.hours)
        return (end + after * MINUTE if after else begin + minutes * MINUTE).strftime("%H:%M")

    @property
    def length(self):
        """Minutes that come twice or are left out."""
        begin, end = (datetime.combine(self.day, time.fromisoformat(each)) for each in self.hours)
        return int((end - begin) / MINUTE)


@dataclass(frozen=True)
class PlainSlot:
    """A show on some days, counted from the change's day: every week, or `every` so many."""

    show: str
    days: tuple[int, ...]
    starts: str
    ends: str
    zone: str
    every: int = 1
    first: int = -28  # days before, of the first date; a multiple of seven


@dataclass(frozen=True)
class PlainChange:
    """A cancelled (no `to`), moved or special (no `of`) date; days as a slot's."""

    show: str
    of: int | None
    to: int | None = None
    starts: str = ""
    ends: str = ""
    title: str = ""


@dataclass(frozen=True)
class Times:
    """When something is on, by clocks in its zone, and in UTC as the walk finds it."""

    show: str
    title: str
    begin: datetime
    end: datetime
    is_special: bool = False


def slots_of(case):
    """The week's slots: many of them begin, end or are in the odd hours."""
    here, half = case.zone, case.length // 2
    return [
        PlainSlot("Whole Night", (0,), "00:00", "06:00", here),
        PlainSlot("Late Watch", (-1,), "22:30", case.wall(half), here),
        PlainSlot("Small Hours", (0,), case.wall(-30), case.wall(after=30), here),
        PlainSlot("Short Wave", (0,), case.wall(half // 2), case.wall(half), here),
        PlainSlot("Half Tide", (0,), case.wall(half), case.wall(after=60), here),
        PlainSlot("Second Ferry", (0,), case.hours[1], case.wall(after=90), here),
        PlainSlot("Long Haul", (-1,), "12:00", "11:45", here),
        PlainSlot("Breakfast", (-3, -2, 1, 2, 3), "07:00", "10:00", here),
        PlainSlot("Noon", (-3, -2, -1, 0, 1, 2, 3), "12:00", "13:00", here),
        PlainSlot("Night Ferry", (2,), "23:30", "00:30", here),
        PlainSlot("Midnight", (-1,), "23:00", "00:00", here),
        PlainSlot("After Sunday", (0,), "23:45", "02:15", here),
        PlainSlot("Fortnight", (3,), "18:00", "19:00", here, every=2),
        PlainSlot("Other Fortnight", (3,), "18:30", "20:00", here, every=2, first=-21),
        PlainSlot("Evening", (-2,), "18:00", "22:00", here),
        PlainSlot("Guest", (-2,), "19:00", "20:00", here),
        PlainSlot("From Abroad", (0, 2), "02:15", "05:00", "Europe/Berlin"),
    ]


def changes_of(case):
    """The week's cancelled and moved dates, and specials."""
    half = case.length // 2
    return [
        PlainChange("Breakfast", 1),
        PlainChange("Noon", 0, 0, case.wall(half + 5), case.wall(after=45)),
        PlainChange("Night Ferry", 2, 3, "01:10", "00:00"),
        PlainChange("Late Watch", None, 0, case.wall(-15), case.wall(half // 2), "Clock Night"),
        PlainChange("Guest", None, -2, "18:00", "18:30", "Guest at six"),
    ]


class Account:
    """Who is on in each minute of the seven days around a clock change, and what clocks show."""

    def __init__(self, case):
        self.case = case
        self.zone = ZoneInfo(case.zone)
        self.slots, self.changes = slots_of(case), changes_of(case)
        self._began = datetime.combine(case.day - 10 * DAY, time(), UTC)
        self._reached = {}
        self.since = self.first_at(datetime.combine(case.day - 3 * DAY, time()), case.zone)
        self.until = self.first_at(datetime.combine(case.day + 4 * DAY, time()), case.zone)
        self.minutes = [self.since + n * MINUTE for n in range(self._number(self.until))]
        self.shown = Counter(self.wall(minute) for minute in self.minutes)
        self.times = sorted(filter(None, map(self._walked, self._planned())), key=precedence)

    def _number(self, moment):
        return int((moment - self.since) / MINUTE)

    def wall(self, moment):
        """What the clock on the station's wall shows."""
        return moment.astimezone(self.zone).replace(tzinfo=None)

    def printed(self, moment):
        """The same to the minute, with the zone's name for a time that comes twice."""
        minute = self.wall(moment).replace(second=0, microsecond=0)
        name = f" {moment.astimezone(self.zone).tzname()}" if self.shown[minute] > 1 else ""
        return f"{minute:%H:%M}{name}"

    def first_at(self, wall, zone):
        """The first minute in which the clock in `zone` has come to `wall`."""
        if zone not in self._reached:
            walk = (self._began + n * MINUTE for n in range(22 * 24 * 60))
            walls = (minute.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for minute in walk)
            self._reached[zone] = list(accumulate(walls, max))
        return self._began + bisect_left(self._reached[zone], wall) * MINUTE

    def _planned(self):
        changed = {(change.show, change.of) for change in self.changes}
        for slot in self.slots:
            for week in range(-1, 2):
                for day in slot.days:
                    is_on = (7 * week - slot.first) // 7 % slot.every == 0
                    if is_on and (slot.show, 7 * week + day) not in changed:
                        yield slot, 7 * week + day, slot, ""
        for change in self.changes:
            if change.to is not None:
                yield change, change.to, None, change.title

    def _walked(self, planned):
        what, number, slot, title = planned
        zone = slot.zone if slot else self.case.zone
        day = self.case.day + number * DAY
        begin, end = (
            datetime.combine(day, time.fromisoformat(t)) for t in (what.starts, what.ends)
        )
        end += DAY * (end <= begin)
        on = self.first_at(begin, zone), self.first_at(end, zone)
        special = slot is None and what.of is None
        return Times(what.show, title, *on, special) if on[0] < on[1] else None

    def on_at(self, moment):
        """What is on, or None."""
        on = [one for one in self.times if one.begin <= moment < one.end]
        return max(on, key=precedence, default=None)

    def next_after(self, moment):
        """What begins next."""
        first = min(one.begin for one in self.times if one.begin > moment)
        return self.on_at(first)

    @cached_property
    def airings(self):
        """Those that are on in the week."""
        return [one for one in self.times if one.begin < self.until and one.end > self.since]

    @cached_property
    def borders(self):
        """Each moment at which something begins or ends, the days too."""
        ends = {moment for one in self.airings for moment in (one.begin, one.end)}
        return sorted(end for end in ends if self.since <= end < self.until)

    @cached_property
    def days(self):
        """(first minute, end) of each day, by the walls."""
        dates = [self.case.day + n * DAY for n in range(-3, 5)]
        firsts = [self.first_at(datetime.combine(day, time()), self.case.zone) for day in dates]
        return list(pairwise(firsts))


def precedence(one):
    """The last to begin, then a special, then the first to end."""
    return one.begin, one.is_special, -one.end.timestamp()


def as_tuple(one):
    """What is compared of an airing."""
    return one and (one.show, one.title, one.begin, one.end)
