"""Days and times of day as listeners type them, and the moments that they mean. Pure.

Clocks that go back show an hour twice, and clocks that go forward leave one out.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

TYPED = re.compile(r"([0-9]{1,2})(?:[:.h ]?([0-9]{2}))?(?:[:.][0-9]{2})?(?: ?([ap])\.?m\.?)?")
ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EARLIEST, LATEST = 1970, 9990  # years that fit in every zone
LONGEST = 20
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Meant:
    """The moments that a day and a time of day mean: none, one or two.

    `after` is when the clocks went on, if they left the time out.
    """

    moments: tuple[datetime, ...]
    after: datetime | None = None


def time_of_day(text: str) -> time:
    """Return the time that `text` means: “15:50”, “15.50”, “1550”, “15h50”, “3:50 pm”, “3 pm”.

    Raises ValueError.
    """
    found = TYPED.fullmatch(unicodedata.normalize("NFKC", text[:LONGEST]).strip().lower())
    if found is None or len(text) > LONGEST:
        raise ValueError(text)
    hours, minutes, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hours <= 12:
        raise ValueError(text)
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    return time(hours, minutes)


def afternoon_of(text: str) -> time | None:
    """Return 15:50 for “3:50”, which may mean it, too; None for a time that is clear."""
    wall, typed = time_of_day(text), text.strip().lower()
    if typed.startswith("0") or typed.endswith(("m", "m.")) or not 1 <= wall.hour <= 11:
        return None
    return wall.replace(hour=wall.hour + 12)


def day_of(text: str) -> date:
    """Return the day that `text` (“2026-11-28”) names. Raises ValueError."""
    if not ISO.fullmatch(text) or not EARLIEST <= int(text[:4]) <= LATEST:
        raise ValueError(text)
    return date.fromisoformat(text)


def moments_of(day: date, wall: time, zone: str) -> Meant:
    """Return when clocks in `zone` showed `wall` on `day`."""
    both = [_moment(day, wall, zone, fold) for fold in (0, 1)]
    here = datetime.combine(day, wall)
    shown = sorted({m for m in both if m.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == here})
    return Meant(tuple(shown), None if shown else _change_between(both[1], both[0], zone))


def start_of(day: date, zone: str) -> datetime:
    """Return the first moment of `day` in `zone`."""
    return _moment(day, time(), zone, 0)


def bounds_of(day: date, zone: str) -> tuple[datetime, datetime]:
    """Return the first moments of `day` and of the next: 23, 24 or 25 hours apart, as a rule."""
    return start_of(day, zone), start_of(day + timedelta(days=1), zone)


def doubled_as(moment: datetime, zone: str) -> str:
    """Return the zone's abbreviation if clocks show this time twice, else ""."""
    here = moment.astimezone(ZoneInfo(zone))
    other = here.replace(fold=1 - here.fold)
    return here.tzname() or "" if other.utcoffset() != here.utcoffset() else ""


def is_second(moment: datetime, zone: str) -> bool:
    """Return True if clocks showed this time an hour (or so) before, too."""
    return moment.astimezone(ZoneInfo(zone)).fold == 1


def _moment(day: date, wall: time, zone: str, fold: int) -> datetime:
    here = datetime.combine(day, wall, ZoneInfo(zone)).replace(fold=fold)
    return here.astimezone(UTC)


def _change_between(before: datetime, after: datetime, zone: str) -> datetime:
    """Return when, between the two, the clocks in `zone` change: at a full minute."""
    new = after.astimezone(ZoneInfo(zone)).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) / 2
        is_new = middle.astimezone(ZoneInfo(zone)).utcoffset() == new
        before, after = (before, middle) if is_new else (middle, after)
    return after.replace(second=0, microsecond=0)
