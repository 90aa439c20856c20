"""Moments as people read them, in the station's zone and the page's language."""

from datetime import datetime

from flask_babel import format_datetime, format_time


def _moment(value: datetime | str) -> datetime:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def clock_time(value: datetime | str) -> str:
    """ "17:41" (or as the language writes it) of an aware time or of RFC 3339."""
    return str(format_time(_moment(value), "HH:mm"))


def long_date(value: datetime | str) -> str:
    """ "Sunday 22 November 2026" of an aware time or of RFC 3339."""
    return str(format_datetime(_moment(value), "EEEE d MMMM y"))


def short_date(value: datetime | str) -> str:
    """ "22 Nov" of an aware time or of RFC 3339."""
    return str(format_datetime(_moment(value), "d MMM"))
