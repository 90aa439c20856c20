"""The parameters of a request: moments, numbers, pages, names of fields.

Lenient in what is accepted: other parameters are ignored, and of a repeated one the first counts.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import request
from werkzeug.exceptions import UnprocessableEntity

from blueprints.core.database import LARGEST_NUMBER

USUAL, MOST = 20, 100  # items on a page
LONGEST_NUMBER = 100  # digits
# A "+" that was not escaped in the address arrives as a space.
SPACE_FOR_PLUS = re.compile(r"(:\d{2}(?::\d{2}(?:\.\d+)?)?) (\d{2}:?\d{2})$")
FIRST = datetime(1900, 1, 1, tzinfo=UTC)
LAST = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    """The page that is asked for, from 1, and how many items are on each."""

    number: int
    count: int

    @property
    def offset(self) -> int:
        """Return how many items come before it."""
        return (self.number - 1) * self.count


@dataclass(frozen=True)
class Period:
    """The time that is asked for: both ends belong to it, None is an open end."""

    start: datetime | None
    end: datetime | None


def asked_page() -> Page:
    """Return which page is asked for; 422 for one that is not a number from 1 on."""
    count = min(_number_from_one("count", USUAL), MOST)
    return Page(_number_from_one("page", 1), count)


def asked_id(name: str) -> int | None:
    """Return the number of a record to filter by, or None; 422 if it is not a number.

    One that no record can have is 0.
    """
    number = _number_from_one(name, -1)
    return None if number < 0 else number if number <= LARGEST_NUMBER else 0


def asked_names(name: str) -> frozenset[str]:
    """Return the words of a list with commas."""
    return frozenset(word.strip() for word in _text(name).split(",") if word.strip())


def asked_period() -> Period:
    """Return `start` and `end`; 422 if they are not times, or the end is before the start."""
    start, end = asked_moment("start"), asked_moment("end")
    if start is not None and end is not None and end < start:
        raise UnprocessableEntity("The parameter “end” is before “start”.")
    return Period(start, end)


def asked_moment(name: str) -> datetime | None:
    """Return the time that a parameter names, or None without it; 422 if it is not a time."""
    text = _text(name)
    if not text:
        return None
    found = parse_moment(text)
    if found is None:
        raise UnprocessableEntity(
            f"The parameter “{name}” is not a time. Write it like 2026-11-22T17:41:00+0000."
        )
    return found


def parse_moment(text: str) -> datetime | None:
    """Parse a time in one of ISO 8601's forms, UTC if it names no zone; None if it is not one."""
    try:
        found = datetime.fromisoformat(SPACE_FOR_PLUS.sub(r"\1+\2", text.strip()))
    except ValueError:
        return None
    if not FIRST.year < found.year < LAST.year:
        return FIRST if found.year <= FIRST.year else LAST
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def to_the_second(moment: datetime) -> datetime:
    """Return `moment` without its fraction, as answers show it."""
    return moment.replace(microsecond=0)


def second_after(moment: datetime) -> datetime:
    """Return the first moment that is shown as later than `moment`."""
    return to_the_second(moment) + timedelta(seconds=1)


def _number_from_one(name: str, usual: int) -> int:
    text = _text(name)
    if not text:
        return usual
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    if not is_number or int(text) < 1:
        raise UnprocessableEntity(f"The parameter “{name}” must be a whole number from 1 on.")
    return int(text)


def _text(name: str) -> str:
    return request.args.get(name, "").strip()
