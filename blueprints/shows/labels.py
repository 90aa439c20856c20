"""Slots and dates in words."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_day_names
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from blueprints.core import clock
from blueprints.core.station import station
from blueprints.shows.models import ScheduleChange, Slot
from blueprints.shows.schedule import MOVED, SPECIAL, Airing

EVERY = {
    1: _l("Every week"),
    2: _l("Every other week"),
    3: _l("Every third week"),
    4: _l("Every fourth week"),
}


def today_in(zone: str) -> date:
    """Return today's date in `zone`."""
    return clock.now().astimezone(ZoneInfo(zone)).date()


def _locale() -> str:
    return str(get_locale() or "en")


def weekday_names() -> list[str]:
    """Return the names of the weekdays, Monday first."""
    names = get_day_names("wide", "stand-alone", _locale())
    return [names[number] for number in range(7)]


def weekday_name(weekday: int) -> str:
    """Return the name of a weekday; 0 is Monday."""
    return weekday_names()[weekday]


def day_words(day: date, short: bool = False) -> str:
    """Format a date as "Sun 29 Nov 2026", or "Sun 29 Nov"."""
    return str(format_date(day, "EEE d MMM" if short else "EEE d MMM y", _locale()))


def times_words(slot: Slot | ScheduleChange) -> str:
    """Return from when until when, with the zone if it is not the station's."""
    if slot.starts is None or slot.ends is None:
        return ""
    words = f"{slot.starts:%H:%M}–{slot.ends:%H:%M}"
    if slot.zone != station().timezone:
        words = f"{words} {slot.zone}"
    if slot.ends <= slot.starts:
        words = _("%(times)s, ends the next day", times=words)
    return words


def slot_words(slot: Slot) -> str:
    """Return when a slot is on, like "Monday 19:00–21:00, every other week"."""
    words = [f"{weekday_name(slot.weekday)} {times_words(slot)}"]
    if slot.every > 1:
        words.append(str(EVERY[slot.every]).lower() if slot.every in EVERY else
                     _("every %(number)s weeks", number=slot.every))  # fmt: skip
    today = today_in(slot.zone)
    if slot.first_on > today:
        words.append(_("from %(day)s", day=day_words(slot.first_on)))
    if slot.last_on:
        words.append(_("until %(day)s", day=day_words(slot.last_on)))
    return ", ".join(words)


def change_words(change: ScheduleChange) -> str:
    """Return what a change does, like "Cancelled: Mon 30 Nov 2026"."""
    to = f"{day_words(change.day)} {times_words(change)}" if change.day else ""
    if change.what == SPECIAL:
        return str(_("Special: %(time)s", time=to))
    on = day_words(change.on_day) if change.on_day else ""
    if change.what == MOVED:
        return str(_("Moved from %(day)s to %(time)s", day=on, time=to))
    return str(_("Cancelled: %(day)s", day=on))


def span_words(starts_at: datetime, ends_at: datetime) -> str:
    """Return a stretch in station time, like "Sun 29 Nov 21:00–23:00"."""
    zone = ZoneInfo(station().timezone)
    first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
    is_one_day = first.date() == (last - timedelta(seconds=1)).date()
    end = f"{last:%H:%M}" if is_one_day else _moment_words(last)
    return f"{_moment_words(first)}{'–' if is_one_day else ' – '}{end}"


def _moment_words(local: datetime) -> str:
    return str(format_datetime(local, "EEE d MMM HH:mm", locale=_locale()))


def own_times(airing: Airing, zone: str | None) -> str:
    """Return an airing's times by clocks in its own zone, "" if that is the station's."""
    if zone is None or zone == station().timezone:
        return ""
    first, last = (at.astimezone(ZoneInfo(zone)) for at in (airing.starts_at, airing.ends_at))
    return f"{first:%H:%M}–{last:%H:%M} {zone}"
