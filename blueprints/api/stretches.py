"""Stretches of time of which each belongs to one episode, and pages of what is in them. Pure."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import accumulate, pairwise
from typing import NamedTuple, Protocol


class Episode(Protocol):
    """An episode, as far as it matters here."""

    @property
    def id(self) -> int: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


class Stretch(NamedTuple):
    """The time from `since` to `until`, and whose it is; None: it does not matter."""

    since: datetime
    until: datetime
    episode_id: int | None = None


class Place(NamedTuple):
    """Where a page is: in stretches `first` to `last`, after `skipped` rows of the first."""

    first: int
    last: int
    skipped: int


def owned(
    episodes: Sequence[Episode],
    owner: Callable[[datetime], Episode | None],
    since: datetime,
    until: datetime,
) -> list[Stretch]:
    """Return the parts of [since, until) with their owners, by time; parts of nobody left out.

    `owner` returns which of the episodes has a moment.
    """
    ends = (end for one in episodes for end in (one.starts_at, one.ends_at))
    borders = sorted({since, until, *(end for end in ends if since < end < until)})
    owners = ((owner(begin), begin, end) for begin, end in pairwise(borders))
    return [Stretch(begin, end, one.id) for one, begin, end in owners if one is not None]


def owner_of(stretches: Iterable[Stretch], moment: datetime) -> int | None:
    """Return the episode whose stretch holds `moment`, or None."""
    return next((one.episode_id for one in stretches if one.since <= moment < one.until), None)


def clipped(stretch: Stretch, since: datetime, until: datetime) -> Stretch | None:
    """Return the part of a stretch that is within [since, until), or None."""
    begin, end = max(stretch.since, since), min(stretch.until, until)
    return stretch._replace(since=begin, until=end) if begin < end else None


def place_of_page(counts: Sequence[int], offset: int, length: int) -> Place | None:
    """Return where rows `offset` to `offset + length` are, in stretches with so many rows each."""
    upto = list(accumulate(counts, initial=0))
    if offset >= upto[-1]:
        return None
    first = bisect_right(upto, offset) - 1
    last = bisect_right(upto, min(offset + length, upto[-1]) - 1) - 1
    return Place(first, last, offset - upto[first])
