"""“What was that song?”: what a listener asks for, and the rows around that moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from blueprints.core import clock
from blueprints.core.text import plain
from blueprints.player.lookup_times import Meant, afternoon_of, day_of, moments_of, time_of_day
from blueprints.player.public_log import rows_between, stream_delay
from blueprints.player.public_rows import Row, row_heard_at

AROUND = timedelta(minutes=20)
OTHER_DAY = "other"


class Unanswerable(ValueError):
    """A question without an answer; `field` is the one to change: day or time."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field, self.message = field, message


@dataclass(frozen=True)
class Search:
    """The form's fields as they were sent: `day` is a date, or `other` for the one in `date`."""

    day: str = ""
    date: str = ""
    time: str = ""


@dataclass(frozen=True)
class Answer:
    """The rows around `moment`, newest first, and the one that was `heard` then, if any."""

    moment: datetime
    rows: list[Row]
    heard: Row | None


def search_from(values: Mapping[str, str]) -> Search:
    """Return the search in a query string, its texts made safe to show again."""
    return Search(*(plain(values.get(name, ""), 60) for name in ("day", "date", "time")))


def wanted_day(search: Search, today: date) -> date:
    """Return the day that is asked for, today if none is. Raises Unanswerable."""
    named = {"": today, "today": today, "yesterday": today - timedelta(days=1)}
    text = search.date if search.day == OTHER_DAY else search.day
    try:
        day = named[search.day] if search.day in named else day_of(text)
    except ValueError as error:
        raise Unanswerable("day", _("Enter a date, like 2026-11-28.")) from error
    if day > today:
        raise Unanswerable("day", _("That day is still to come. Choose an earlier one."))
    return day


def wanted_moments(search: Search, day: date, zone: str) -> Meant:
    """Return the moments that are asked for and have passed. Raises Unanswerable."""
    try:
        wall = time_of_day(search.time)
    except ValueError as error:
        message = _("Enter a time, like 15:50 or 3:50 pm.")
        raise Unanswerable("time", message) from error
    meant, now = moments_of(day, wall, zone), clock.now()
    past = tuple(moment for moment in meant.moments if moment <= now)
    if not past and (meant.after is None or meant.after > now):
        raise Unanswerable("time", _("That time is still to come. Enter an earlier one."))
    return Meant(past, meant.after)


def afternoon(search: Search, day: date, zone: str) -> str:
    """Return the time in the afternoon that may be meant, too (“15:50” by “3:50”), or ""."""
    wall = afternoon_of(search.time)
    if wall is None or not any(m <= clock.now() for m in moments_of(day, wall, zone).moments):
        return ""
    return f"{wall:%H:%M}"


def answers_at(meant: Meant) -> list[Answer]:
    """Return an answer for each moment; for a time that was left out, what came next."""
    if meant.after is not None:
        return [Answer(meant.after, _rows(meant.after, meant.after + AROUND), None)]
    return [_answer(moment) for moment in meant.moments]


def _answer(moment: datetime) -> Answer:
    found = _rows(moment - AROUND, moment + AROUND)
    return Answer(moment, found, row_heard_at(found, moment))


def _rows(since: datetime, until: datetime) -> list[Row]:
    """Return the rows that were heard in this time, newest first."""
    delay = stream_delay()
    return rows_between(since - delay, until - delay, running=True)[::-1]
