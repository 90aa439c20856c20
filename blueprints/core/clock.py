"""The clock: the only module that reads the time."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Return the current time as an aware datetime in UTC."""
    return datetime.now(UTC)


def timestamp() -> float:
    """Return the current time in seconds since 1970."""
    return time.time()


def monotonic() -> float:
    """Return seconds on a clock that nobody can set; for waiting and measuring only."""
    return time.monotonic()


def from_timestamp(seconds: float) -> datetime:
    """Return the aware UTC datetime of `seconds` since 1970, to the microsecond."""
    return datetime.fromtimestamp(seconds, UTC)


def rfc3339(moment: datetime | None) -> str | None:
    """Format `moment` as RFC 3339 UTC with milliseconds ("2026-11-22T14:03:11.250Z"), or None."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
