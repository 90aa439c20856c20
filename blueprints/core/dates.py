"""Moments as people read them, in the station's zone and the page's language."""

from datetime import datetime
from functools import lru_cache

from babel.dates import format_datetime, get_timezone
from flask import g
from flask_babel import get_locale

from blueprints.core.station import station


def _shown(value: datetime | str, pattern: str) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if "reads_dates" not in g:
        g.reads_dates = station().timezone, str(get_locale() or "en")
    return _formatted(moment.replace(second=0, microsecond=0), pattern, *g.reads_dates)


@lru_cache(maxsize=8192)
def _formatted(minute: datetime, pattern: str, zone: str, locale: str) -> str:
    """Babel is slow, and a page says the same moments again and again."""
    return str(format_datetime(minute, pattern, get_timezone(zone), locale))


def clock_time(value: datetime | str) -> str:
    """ "17:41" (or as the language writes it) of an aware time or of RFC 3339."""
    return _shown(value, "HH:mm")


def long_date(value: datetime | str) -> str:
    """ "Sunday 22 November 2026" of an aware time or of RFC 3339."""
    return _shown(value, "EEEE d MMMM y")


def short_date(value: datetime | str) -> str:
    """ "22 Nov" of an aware time or of RFC 3339."""
    return _shown(value, "d MMM")


def short_moment(value: datetime | str) -> str:
    """ "22 Nov, 17:41" of an aware time or of RFC 3339."""
    return _shown(value, "d MMM, HH:mm")
