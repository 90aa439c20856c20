"""Times of rows in the past, as they are typed: by the station's clock, never in the future.

A time of day alone is today's; yesterday's if today's is still to come and yesterday's is less than
twelve hours ago (“23:50”, typed at ten past midnight). An hour that comes twice when the clocks go
back is the first; a time that they leave out moves on, as core.dates.from_local has it. In a list
each time is the first that is not before the one above it.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from blueprints.core.dates import from_local

TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")
DAY_AND_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?")
OF_YESTERDAY = timedelta(hours=12)
USUAL_LENGTH = timedelta(minutes=4)  # between records in a list without times
EARLIEST = 2000


class InFuture(ValueError):
    """A time that is still to come; `place` is its place in a list, from 0."""

    def __init__(self, place: int = 0) -> None:
        super().__init__("in the future")
        self.place = place


def moment_of(text: str, zone: str, now: datetime) -> datetime:
    """Return the moment that `text` means at `now`. Raises InFuture, or ValueError if unreadable.

    “14:03”, “14:03:20”, “2026-11-29T14:03”.
    """
    text = text.strip()
    if TIME.fullmatch(text):
        return _time_of_day(text, zone, now)
    if not DAY_AND_TIME.fullmatch(text) or int(text[:4]) < EARLIEST:
        raise ValueError(text)
    moment = from_local(text, zone)
    if moment > now:
        raise InFuture
    return moment


def moment_near(text: str, near: datetime, zone: str, now: datetime) -> datetime:
    """Return the moment that `text` means for a row that began at `near`: a time of day is the
    nearest that is not in the future. Raises as moment_of does.
    """
    if not TIME.fullmatch(text.strip()):
        return moment_of(text, zone, now)
    day = near.astimezone(ZoneInfo(zone)).date()
    days = [day + timedelta(days=days) for days in (-1, 0, 1)]
    moments = [_at(each, text.strip(), zone, fold) for each in days for fold in (0, 1)]
    past = [moment for moment in moments if moment <= now]
    if not past:
        raise InFuture
    return min(past, key=lambda moment: abs(moment - near))


def starts_of(times: Sequence[str], first: str, zone: str, now: datetime) -> list[datetime]:
    """Return when each record of a list began; `times` are as typed, "" where there is none.

    `first` is the start of the first, or its day if that has a time of its own. Records without a
    time follow every four minutes, or closer where the next one or `now` leaves less.
    """
    known: dict[int, datetime] = {}
    at = _begin(times, first, zone, now)
    if times and not times[0]:
        known[0] = at
    for place, text in enumerate(times):
        if text:
            at = known[place] = _next(text, at, zone)
            if at > now:
                raise InFuture(place)
    return [_between(place, known, len(times), now) for place in range(len(times))]


def _begin(times: Sequence[str], first: str, zone: str, now: datetime) -> datetime:
    """Return the moment before which no record began."""
    if not times or not times[0]:
        return moment_of(first, zone, now)
    if DAY_AND_TIME.fullmatch(first.strip()):
        day = moment_of(first, zone, now).astimezone(ZoneInfo(zone)).date()
        return from_local(f"{day}T00:00", zone)
    return moment_of(times[0], zone, now)


def _time_of_day(text: str, zone: str, now: datetime) -> datetime:
    here = now.astimezone(ZoneInfo(zone)).date()
    today = _at(here, text, zone)
    if today <= now:
        return today
    yesterday = _at(here - timedelta(days=1), text, zone)
    if now - yesterday < OF_YESTERDAY:
        return yesterday
    raise InFuture


def _next(text: str, after: datetime, zone: str) -> datetime:
    """Return the first moment from `after` on at which clocks show `text`."""
    day = after.astimezone(ZoneInfo(zone)).date()
    days = (day, day + timedelta(days=1))
    moments = [_at(each, text, zone, fold) for each in days for fold in (0, 1)]
    return min(moment for moment in moments if moment >= after)


def _at(day: object, text: str, zone: str, fold: int = 0) -> datetime:
    hours, rest = text.split(":", 1)
    wall = datetime.fromisoformat(f"{day}T{int(hours):02}:{rest}")
    return from_local(wall.isoformat(), zone) if not fold else _later(wall, zone)


def _later(wall: datetime, zone: str) -> datetime:
    here = wall.replace(tzinfo=ZoneInfo(zone), fold=1)
    return datetime.fromtimestamp(here.timestamp(), ZoneInfo("UTC"))


def _between(place: int, known: dict[int, datetime], count: int, now: datetime) -> datetime:
    """Return the start at `place`: typed, or so many steps after the last one that was typed."""
    before = max(each for each in known if each <= place)
    after = min((each for each in known if each > place), default=None)
    end, steps = (now, count - before) if after is None else (known[after], after - before)
    step = min(USUAL_LENGTH, (end - known[before]) / steps)
    return known[before] + (place - before) * step
