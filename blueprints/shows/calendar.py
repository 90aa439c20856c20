"""The schedule as a calendar (RFC 5545): a series for each slot, by clocks in its own zone.

Dates that the series alone would get wrong are written out in UTC: those that were moved, and those
on which a clock change makes an airing longer, shorter or begin at another time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vDDDLists

from blueprints.shows.models import ScheduleChange, Show, Slot
from blueprints.shows.queries import rule_of
from blueprints.shows.schedule import CANCELLED, DAY, SPECIAL, Rule, days_of, stretch

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
BEFORE = timedelta(days=60)  # so long are dates written out afterwards
AHEAD = timedelta(days=2 * 366)  # so far ahead are clock changes taken into account
FIRST_STAMP = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Source:
    """The station's side of a calendar: its name, its address, and the schedule's version."""

    name: str
    url: str
    version: int

    def uid(self, kind: str, number: object) -> str:
        """Return the identifier of an event for good."""
        return f"{kind}-{number}@{self.url.split('//', 1)[1].split('/', 1)[0]}"

    @property
    def stamp(self) -> datetime:
        """Return a time that grows with each change of the schedule, and only then."""
        return FIRST_STAMP + timedelta(seconds=self.version)


def calendar_of(
    source: Source, slots: Iterable[Slot], changes: Iterable[ScheduleChange], at: datetime
) -> bytes:
    """Return the calendar of these slots and changes, as clocks go from before `at` to long after.

    Slots and changes need their show.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Aerial//Schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", source.name)
    by_slot: defaultdict[int | None, list[ScheduleChange]] = defaultdict(list)
    for change in changes:
        by_slot[change.slot_id].append(change)
    series = [(slot, rule_of(slot)) for slot in slots]
    for zone in sorted({rule.zone for _slot, rule in series} - {"UTC"}):
        first = min(rule.first_on for _slot, rule in series if rule.zone == zone)
        calendar.add_component(_timezone(zone, min(first.year, at.year), at.year + 3))
    specials = (_special(source, one) for one in by_slot[None] if one.what == SPECIAL)
    of_slots = (_Series(source, *one, by_slot[one[0].id], at).events() for one in series)
    for event in chain(*of_slots, filter(None, specials)):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


class _Series:
    """The events of one slot."""

    def __init__(
        self, source: Source, slot: Slot, rule: Rule, changes: list[ScheduleChange], at: datetime
    ) -> None:
        self._source, self._show, self._rule = source, slot.show, rule
        self._changes = {c.on_day: c for c in changes if c.on_day and rule.is_on(c.on_day)}
        days = days_of(rule, at - BEFORE, at + AHEAD)
        self._odd = {day for day in days if _is_odd(rule, day)} - self._changes.keys()

    def events(self) -> Iterator[Event]:
        """Yield the series, and each date that is not as it says."""
        first, apart = self._rule.first_on, []
        while self._rule.is_on(first) and _is_odd(self._rule, first):
            apart.append(first)
            first += timedelta(weeks=self._rule.every)
        if self._rule.is_on(first):
            yield self._series(first)
        for day in sorted({*self._odd, *self._changes, *apart}):
            yield from self._date(day, is_apart=day in apart)

    def _series(self, first: date) -> Event:
        rule = self._rule
        event = _event(self._source, self._show, self._uid)
        ends_on = first + DAY if rule.ends <= rule.starts else first
        event.add("dtstart", self._local(first))
        event.add("dtend", datetime.combine(ends_on, rule.ends, ZoneInfo(rule.zone)))
        weekly = {"freq": "weekly", "interval": rule.every, "byday": WEEKDAYS[rule.weekday]}
        if rule.last_on is not None:
            weekly["until"] = self._local(rule.last_on).astimezone(UTC)
        event.add("rrule", weekly)
        for day in sorted({*self._odd, *self._changes}):
            if day >= first and self._times(day) is None:
                event.add("exdate", self._local(day))
        return event

    def _date(self, day: date, is_apart: bool) -> Iterator[Event]:
        """Yield the event of `day`, if it has one; `is_apart` if the series does not have it."""
        times = self._times(day)
        if times is None:
            return
        uid = self._source.uid("date", f"{self._rule.slot_id}-{day}") if is_apart else self._uid
        event = _event(self._source, self._show, uid, self._changes.get(day))
        if not is_apart:
            event.add("recurrence-id", self._local(day))
        yield _timed(event, times)

    def _times(self, day: date) -> tuple[datetime, datetime] | None:
        """Return from when until when the airing of `day` is, None if it is none."""
        change, rule = self._changes.get(day), self._rule
        if change is not None:
            return _times(change)
        times = stretch(day, rule.starts, rule.ends, rule.zone)
        return times if times[0] < times[1] else None

    @property
    def _uid(self) -> str:
        return self._source.uid("slot", self._rule.slot_id)

    def _local(self, day: date) -> datetime:
        return datetime.combine(day, self._rule.starts, ZoneInfo(self._rule.zone))


def _is_odd(rule: Rule, day: date) -> bool:
    """Return True if clocks change under the airing of `day`: the series alone would be wrong."""
    zone = ZoneInfo(rule.zone)
    midnight = datetime.combine(day, time(), zone)
    if midnight.utcoffset() == (midnight + 2 * DAY).utcoffset():
        return False
    starts_at, ends_at = stretch(day, rule.starts, rule.ends, rule.zone)
    usual = stretch(day, rule.starts, rule.ends, "UTC")
    walls = starts_at.astimezone(zone).time(), ends_at.astimezone(zone).time()
    return ends_at - starts_at != usual[1] - usual[0] or walls != (rule.starts, rule.ends)


def _special(source: Source, change: ScheduleChange) -> Event | None:
    times = _times(change)
    event = _event(source, change.show, source.uid("special", change.id), change)
    return _timed(event, times) if times else None


def _times(change: ScheduleChange) -> tuple[datetime, datetime] | None:
    """Return from when until when a moved airing or a special is, None for a cancelled one."""
    if change.day is None or change.starts is None or change.ends is None:
        return None
    times = stretch(change.day, change.starts, change.ends, change.zone)
    return times if change.what != CANCELLED and times[0] < times[1] else None


def _event(source: Source, show: Show, uid: str, change: ScheduleChange | None = None) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", source.stamp)
    event.add("sequence", source.version)
    event.add("summary", (change and change.title) or show.title)
    words = (change.note if change else "", show.description)
    if any(words):
        event.add("description", "\n\n".join(filter(None, words)))
    event.add("url", f"{source.url}/shows/{quote(show.slug)}")
    return event


def _timed(event: Event, times: tuple[datetime, datetime]) -> Event:
    event.add("dtstart", times[0])
    event.add("dtend", times[1])
    return event


@lru_cache(maxsize=64)
def _timezone(zone: str, first_year: int, last_year: int) -> Timezone:
    """Return the VTIMEZONE of `zone`; onsets are by clocks that have not changed yet."""
    found = Timezone.from_tzid(
        zone, first_date=date(first_year - 1, 1, 1), last_date=date(last_year, 1, 1)
    )
    part: Any
    for part in found.subcomponents:
        forward = part["TZOFFSETTO"].td - part["TZOFFSETFROM"].td
        if forward > timedelta():  # the library tells those by clocks that have changed
            part["DTSTART"].dt -= forward
            if "RDATE" in part:
                part["RDATE"] = vDDDLists([moved.dt - forward for moved in part["RDATE"].dts])
    return found
