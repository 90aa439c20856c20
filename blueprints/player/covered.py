"""The rule of what a play of MPD's is worth that went on under rows logged by hand. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

HEARD = timedelta(seconds=5)  # or half of its time on air, if that is less

Stretch = tuple[datetime, datetime]  # from, to


def is_covered(play: Stretch, manual: Iterable[Stretch]) -> bool:
    """Return True if too little of `play` was heard: the rest was under `manual` rows.

    Too little is less than five seconds, or than half of its time on air.
    """
    begin, end = play
    rows = list(manual)
    if end <= begin:
        return any(since <= begin < until for since, until in rows)
    return outside(play, rows) < min(HEARD, (end - begin) / 2)


def outside(play: Stretch, manual: Iterable[Stretch]) -> timedelta:
    """Return how much of `play` lies outside all `manual` rows, which may overlap."""
    begin, end = play
    heard, at = timedelta(), begin
    for since, until in sorted(manual):
        if until > at:
            heard += max(timedelta(), min(since, end) - at)
            at = max(at, min(until, end))
    return heard + max(timedelta(), end - at)
