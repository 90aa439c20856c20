"""When a source is asked again: its interval, what the server asks for, patience after faults."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from random import Random

DAY = timedelta(days=1)
SPREAD = 0.1  # so that sources of one interval do not come all at once
MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)


def after_success(interval: int, source: int, cache_control: str = "", ttl: int = 0) -> timedelta:
    """Return the time until the next fetch; `interval` and the feed's `ttl` are in minutes.

    The server's max-age and the feed's ttl make it longer, up to a day.
    """
    age = MAX_AGE.search(cache_control)
    asked = max(timedelta(seconds=int(age[1])) if age else timedelta(), timedelta(minutes=ttl))
    asked = min(asked, DAY)
    return max(max(timedelta(minutes=interval), asked) * jitter(source), asked)


def after_failure(
    interval: int, source: int, failures: int, asked: timedelta | None = None
) -> timedelta:
    """Return the time until the next try after so many `failures` in a row (at least 1).

    It doubles each time, up to a day (or the interval, if that is longer); `asked` is the least.
    """
    longest = max(DAY, timedelta(minutes=interval))
    wait = min(timedelta(minutes=interval << min(failures - 1, 12)), longest) * jitter(source)
    return max(wait, asked or timedelta())


def jitter(source: int) -> float:
    """Return a factor from 0.9 to 1.1, always the same for one source."""
    chance = Random(source).random()  # noqa: S311 - nobody gains by guessing it
    return 1 - SPREAD + 2 * SPREAD * chance


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Return how long a Retry-After header asks to wait, a day at most; None if it does not.

    It is in seconds or a date (RFC 9110, 10.2.3).
    """
    value = value.strip()
    if re.fullmatch(r"\d+", value):
        return min(timedelta(seconds=int(value[:9])), DAY)
    with suppress(ValueError, TypeError, IndexError, OverflowError):
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return min(max(moment - now, timedelta()), DAY)
    return None
