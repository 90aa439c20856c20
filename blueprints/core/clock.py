"""The one place that reads the time."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The moment, as an aware datetime in UTC."""
    return datetime.now(UTC)


def timestamp() -> float:
    """The moment, in seconds since the epoch of 1970."""
    return time.time()


def monotonic() -> float:
    """Seconds on a clock that nobody can set; for waiting and measuring only."""
    return time.monotonic()


def from_timestamp(seconds: float) -> datetime:
    """The aware UTC datetime of `seconds` since 1970, to the microsecond."""
    return datetime.fromtimestamp(seconds, UTC)


def rfc3339(moment: datetime | None) -> str | None:
    """`moment` as RFC 3339 UTC with milliseconds ("2026-11-22T14:03:11.250Z"); None stays None."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
