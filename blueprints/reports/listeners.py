"""How many listened to a play, from Icecast's count at each full minute."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate

NEAR = timedelta(minutes=2)


class Listeners:
    """Counts of listeners, `(at, listeners)` in order of time."""

    def __init__(self, counts: Sequence[tuple[datetime, int]]) -> None:
        self._times = [at for at, _ in counts]
        self._sums = [0, *accumulate(count for _, count in counts)]

    def number(self, since: datetime, until: datetime) -> int:
        """Return how many counts there are from `since` until `until`."""
        return bisect_left(self._times, until) - bisect_left(self._times, since)

    def during(self, start: datetime, end: datetime) -> float | None:
        """Return how many listened from `start` until `end`: the mean of the counts within.

        Without one, the nearest count that is at most two minutes away; without that, None.
        """
        first, last = bisect_left(self._times, start), bisect_left(self._times, end)
        if last > first:
            return (self._sums[last] - self._sums[first]) / (last - first)
        near = [
            (distance, place)
            for place, distance in self._beside(first, start, max(start, end))
            if distance <= NEAR
        ]
        if not near:
            return None
        place = min(near)[1]
        return float(self._sums[place + 1] - self._sums[place])

    def _beside(self, place: int, start: datetime, end: datetime) -> list[tuple[int, timedelta]]:
        """Return the places of the counts before and after a play, and how far away they are."""
        beside = []
        if place > 0:
            beside.append((place - 1, start - self._times[place - 1]))
        if place < len(self._times):
            beside.append((place, self._times[place] - end))
        return beside
