"""The schedule: which airings weekly slots and changes of single dates make, and who is on air.

Slots are wall time in a zone, so an airing on a day of a clock change may be longer or shorter:
it begins and ends when clocks first reach its times. A time that they leave out is the end of the
gap, and an airing that lies within the gap is none.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeVar
from zoneinfo import ZoneInfo

CANCELLED, MOVED, SPECIAL = "cancelled", "moved", "special"
DAY = timedelta(days=1)
MARGIN = 2 * DAY  # an airing that is on may have begun on the day before, by clocks far away


class Timed(Protocol):
    """An airing, or an episode that was made of one."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def one_off(self) -> bool: ...


AnyTimed = TypeVar("AnyTimed", bound=Timed)


@dataclass(frozen=True)
class Rule:
    """A weekly slot: weekday 0 is Monday; `every` counts weeks from `first_on`."""

    slot_id: int
    show_id: int
    weekday: int
    starts: time
    ends: time
    zone: str
    every: int
    first_on: date
    last_on: date | None

    def is_on(self, day: date) -> bool:
        """Return True if this slot has an airing on `day`, changes aside."""
        since = (day - self.first_on).days
        in_range = since >= 0 and (self.last_on is None or day <= self.last_on)
        return in_range and day.weekday() == self.weekday and since // 7 % self.every == 0


@dataclass(frozen=True)
class Change:
    """A change of one date: `what` is cancelled, moved (a slot's `on_day`) or special."""

    what: str
    show_id: int
    slot_id: int | None
    on_day: date | None
    day: date | None
    starts: time | None
    ends: time | None
    zone: str
    title: str
    note: str


@dataclass(frozen=True)
class Airing:
    """A show on air from `starts_at` to `ends_at` (UTC); `day` is the date on which it begins.

    `one_off` is True for specials, which are of no slot.
    """

    show_id: int
    slot_id: int | None
    day: date
    starts_at: datetime
    ends_at: datetime
    one_off: bool
    title: str
    note: str


def airings(
    rules: Iterable[Rule], changes: Iterable[Change], since: datetime, until: datetime
) -> list[Airing]:
    """Return the airings that overlap [since, until), by beginning and show."""
    by_slot = {rule.slot_id: rule for rule in rules}
    known = list(changes)
    left_out = {(change.slot_id, change.on_day) for change in known}
    found = [*_regular(by_slot.values(), left_out, since, until), *_changed(by_slot, known)]
    overlapping = (a for a in found if a.starts_at < until and a.ends_at > since)
    return sorted(overlapping, key=lambda a: (a.starts_at, a.show_id, a.one_off, a.ends_at))


def on_air(candidates: Iterable[AnyTimed], at: datetime) -> AnyTimed | None:
    """Return the one that began last and is not over, or None."""
    running = (one for one in candidates if one.starts_at <= at < one.ends_at)
    return max(running, key=_precedence, default=None)


def next_after(candidates: Iterable[AnyTimed], at: datetime) -> AnyTimed | None:
    """Return the first that begins after `at`, or None."""
    coming = [one for one in candidates if one.starts_at > at]
    first = min((one.starts_at for one in coming), default=None)
    return None if first is None else on_air(coming, first)


def overlaps(candidates: Iterable[Airing]) -> list[tuple[Airing, Airing]]:
    """Return each two airings that are on at the same time, the earlier first."""
    pairs: list[tuple[Airing, Airing]] = []
    running: list[Airing] = []
    for airing in sorted(candidates, key=lambda a: a.starts_at):
        running = [one for one in running if one.ends_at > airing.starts_at]
        pairs += [(one, airing) for one in running]
        running.append(airing)
    return pairs


def holes(
    candidates: Iterable[Airing], since: datetime, until: datetime
) -> list[tuple[datetime, datetime]]:
    """Return the stretches of [since, until) in which nothing is scheduled."""
    found = []
    for airing in sorted(candidates, key=lambda a: a.starts_at):
        if since < min(airing.starts_at, until):
            found.append((since, min(airing.starts_at, until)))
        since = max(since, airing.ends_at)
    return [*found, (since, until)] if since < until else found


def moment(day: date, wall: time, zone: str) -> datetime:
    """Return the UTC time at which clocks in `zone` first reach `wall` on `day`."""
    local = datetime.combine(day, wall, ZoneInfo(zone))
    at, by_later_clocks = local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)
    gap = at - by_later_clocks  # longer than nothing for a time that clocks leave out (PEP 495)
    return at if gap <= timedelta() else _clock_change(by_later_clocks, gap, local)


def _clock_change(since: datetime, gap: timedelta, local: datetime) -> datetime:
    """Return when within `gap` after `since` clocks go forward past `local`."""

    def is_past(second: int) -> bool:
        clocks = (since + timedelta(seconds=second)).astimezone(local.tzinfo)
        return clocks.replace(tzinfo=None) >= local.replace(tzinfo=None)

    seconds = range(round(gap.total_seconds()))
    return since + timedelta(seconds=bisect(seconds, False, key=is_past))


def stretch(day: date, starts: time, ends: time, zone: str) -> tuple[datetime, datetime]:
    """Return the UTC times of a wall-clock stretch; an end at or before the start is next day's."""
    return moment(day, starts, zone), moment(day + DAY if ends <= starts else day, ends, zone)


def _regular(
    rules: Iterable[Rule], left_out: set[tuple[int | None, date | None]], *between: datetime
) -> Iterator[Airing]:
    for rule in rules:
        for day in days_of(rule, *between):
            if (rule.slot_id, day) not in left_out:
                times = stretch(day, rule.starts, rule.ends, rule.zone)
                yield from _airing(rule.show_id, rule.slot_id, day, times)


def days_of(rule: Rule, since: datetime, until: datetime) -> Iterator[date]:
    """Yield the dates from about `since` to about `until` on which `rule` has an airing."""
    first = max((since - MARGIN).date(), rule.first_on)
    last = min((until + MARGIN).date(), rule.last_on or date.max)
    first += timedelta(days=(rule.weekday - first.weekday()) % 7)
    for number in range(max((last - first).days // 7 + 1, 0)):
        day = first + timedelta(weeks=number)
        if rule.is_on(day):
            yield day


def _changed(rules: dict[int, Rule], changes: Sequence[Change]) -> Iterator[Airing]:
    for change in changes:
        if change.day is None or change.starts is None or change.ends is None:
            continue
        times = stretch(change.day, change.starts, change.ends, change.zone)
        words = change.title, change.note
        if change.what == SPECIAL:
            yield from _airing(change.show_id, None, change.day, times, True, *words)
        elif change.what == MOVED and _is_of_slot(change, rules):
            yield from _airing(change.show_id, change.slot_id, change.day, times, False, *words)


def _is_of_slot(change: Change, rules: dict[int, Rule]) -> bool:
    rule = rules.get(change.slot_id or 0)
    return rule is not None and change.on_day is not None and rule.is_on(change.on_day)


def _airing(
    show_id: int,
    slot_id: int | None,
    day: date,
    times: tuple[datetime, datetime],
    one_off: bool = False,
    title: str = "",
    note: str = "",
) -> Iterator[Airing]:
    if times[0] < times[1]:
        yield Airing(show_id, slot_id, day, *times, one_off, title, note)


def _precedence(one: Timed) -> tuple[datetime, bool, float]:
    """Order those that are on: the last to begin, then a special, then the first to end."""
    return one.starts_at, one.one_off, -one.ends_at.timestamp()
