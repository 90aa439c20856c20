"""Dates in feeds: RFC 822, RFC 3339, months in other languages, and those to be doubted."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan ene", "feb fev fév", "mar mär mrz", "apr abr avr", "may mai", "jun juin", "jul juil",
         "aug ago aoû", "sep set", "oct out okt", "nov", "dec dez dic déc"), 1,
    )
    for name in names.split()
}  # fmt: skip
DAY = re.compile(
    r"(\d{1,2})\.? +(?:de +)?([^\W\d_]{3,12})\.? +(?:de +)?(\d{4})"
    r"(?:,? +(\d{1,2}):(\d\d)(?::(\d\d))?)?(?: *([+-])(\d\d):?(\d\d))?"
)
TIMESTAMP = re.compile(r"\d{9,10}")
LONGEST = 80
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # 1970 is a machine's zero, and no day of news
SPARE = timedelta(minutes=10)  # clocks differ


def moment_of(text: str) -> datetime | None:
    """Return the moment that `text` tells, in UTC, or None if it cannot be read."""
    text = " ".join(text.split())[:LONGEST]
    for read in (_rfc3339, parsedate_to_datetime, _in_words, _timestamp):
        with suppress(ValueError, TypeError, OverflowError, IndexError):
            found = read(text)
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return None


def _rfc3339(text: str) -> datetime:
    return datetime.fromisoformat(re.sub(r" ?(?:UTC|GMT)$", "Z", text))


def _in_words(text: str) -> datetime:
    """Return the moment of "Seg, 24 Set 2018 19:42:40 -0300". Raises ValueError."""
    found = DAY.search(text)
    month = _month(found[2].casefold()) if found else None
    if not found or not month:
        raise ValueError
    day, hour, minute, second = (int(found[n] or 0) for n in (1, 4, 5, 6))
    away = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
    local = datetime(int(found[3]), month, day, hour, minute, second, tzinfo=UTC)
    return local + away if found[7] == "-" else local - away


def _month(name: str) -> int | None:
    return MONTHS.get(name[:4]) or MONTHS.get(name[:3])


def _timestamp(text: str) -> datetime:
    if not TIMESTAMP.fullmatch(text):
        raise ValueError
    return datetime.fromtimestamp(int(text), UTC)


def believed(moment: datetime | None, now: datetime) -> datetime | None:
    """Return `moment` if news can be of it, at most `now`; None for 1970, 2099 and none."""
    if moment is None or moment < EARLIEST or moment > now + SPARE:
        return None
    return min(moment, now)
