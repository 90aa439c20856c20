"""Dates and times as people read them, in the station's zone and the page's language."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime, get_timezone
from flask import g
from flask_babel import get_locale

from blueprints.core import clock
from blueprints.core.station import station

LOCAL = "%Y-%m-%dT%H:%M"


def _shown(value: datetime | str, pattern: str) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return _formatted(moment.replace(second=0, microsecond=0), pattern, *_readers())


def _readers() -> tuple[str, str]:
    """The zone and the language in which this request's dates are read, found once."""
    try:
        found: tuple[str, str] = g.reads_dates
    except AttributeError:
        found = g.reads_dates = station().timezone, str(get_locale() or "en")
    return found


@lru_cache(maxsize=8192)
def _formatted(minute: datetime, pattern: str, zone: str, locale: str) -> str:
    """Format and cache: Babel is slow, and a page shows the same times again and again."""
    return str(format_datetime(minute, pattern, get_timezone(zone), locale))


def clock_time(value: datetime | str) -> str:
    """Format an aware time or RFC 3339 text as "17:41", or as the language writes it."""
    return _shown(value, "HH:mm")


def long_date(value: datetime | str) -> str:
    """Format an aware time or RFC 3339 text as "Sunday 22 November 2026"."""
    return _shown(value, "EEEE d MMMM y")


def short_date(value: datetime | str) -> str:
    """Format an aware time or RFC 3339 text as "22 Nov"."""
    return _shown(value, "d MMM")


def short_moment(value: datetime | str) -> str:
    """Format an aware time or RFC 3339 text as "22 Nov, 17:41"."""
    return _shown(value, "d MMM, HH:mm")


def list_moment(value: datetime) -> str:
    """Format as "22 Nov, 17:41", or "22 Nov 2024" if that is more than half a year from now."""
    is_near = abs(clock.now() - value) < timedelta(days=183)
    return _shown(value, "d MMM, HH:mm" if is_near else "d MMM y")


def week_moment(value: datetime) -> str:
    """Format as "Sunday 17:41", or "22 Nov, 17:41" if that is more than six days from now."""
    is_near = abs(clock.now() - value) < timedelta(days=6)
    return _shown(value, "EEEE HH:mm" if is_near else "d MMM, HH:mm")


def day_in(moment: datetime, language: str) -> str:
    """Format an aware time as "Sunday 22 November" in a language (BCP 47), or else in English."""
    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        locale = Locale("en")
    zone = get_timezone(station().timezone)
    return str(format_datetime(moment, "EEEE d MMMM", zone, locale))


def day_date(day: date, pattern: str = "EEEE d MMMM y") -> str:
    """Format a date as "Sunday 22 November 2026", or as a pattern of Unicode's CLDR has it."""
    noon = datetime.combine(day, time(12), UTC)
    return _formatted(noon, pattern, "UTC", _readers()[1])


def from_local(text: str, zone: str) -> datetime:
    """Parse the value of <input type=datetime-local> ("2026-11-22T17:41") as a time in `zone`.

    An hour that comes twice is the first; one that is left out moves on. Raises ValueError.
    """
    wall = datetime.fromisoformat(text)
    if wall.tzinfo is not None:
        raise ValueError(text)
    try:
        return wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(text) from error


def times_on_clock(text: str, zone: str) -> int:
    """Return how often clocks in `zone` show the time `text`: 0 in spring's gap, 2 in autumn."""
    wall = datetime.fromisoformat(text)
    moments = {wall.replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sum(to_local(moment, zone) == wall.strftime(LOCAL) for moment in moments)


def to_local(moment: datetime, zone: str) -> str:
    """Format `moment` in `zone` as the value of <input type=datetime-local>, to the minute."""
    return moment.astimezone(ZoneInfo(zone)).strftime(LOCAL)


def at_local(moment: datetime, zone: str, days: int, hour: int) -> datetime:
    """Return the full hour `hour` so many days after the day of `moment`, by clocks in `zone`."""
    day = moment.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)
