"""Single flight: answers that are kept for a moment, each made once however many ask for it."""

import math
from collections.abc import Callable
from operator import attrgetter
from threading import Event, Lock
from typing import Any

from cachetools import TLRUCache

from blueprints.core.page_cache.cached_answer import CachedAnswer
from blueprints.core.page_cache.places import OverloadedError

Key = tuple[str, str]

PATIENCE = 30.0  # seconds that a request waits for a rendering


class Flight:
    """One rendering: until when others may join it, and its outcome.

    It begins when `previous` has landed: a rendering of the same page that is too old to be
    joined. Before it has begun, everybody may join: `expires` is infinite.
    """

    def __init__(self, key: Key, patience: float, previous: "Flight | None" = None) -> None:
        self.key, self._patience, self.previous = key, patience, previous
        self.expires = math.inf
        self.has_failed = False
        self._landed = Event()
        self._answer: CachedAnswer | None = None

    def land(self, answer: CachedAnswer | None, has_failed: bool = False) -> None:
        """Give `answer` to those who wait; None if it is not to be shared. Only once."""
        if not self._landed.is_set():
            self._answer, self.has_failed, self.previous = answer, has_failed, None
            self._landed.set()

    def wait(self) -> CachedAnswer | None:
        """Return the answer, or None if it is not to be shared.

        Raise OverloadedError if it does not come within `patience`.
        """
        if not self._landed.wait(self._patience):
            raise OverloadedError
        return self._answer


class AnswerStore:
    """Kept answers, at most `most_bytes` of them, and the renderings that run.

    An answer expires one lifetime after its rendering began: what a request is given was begun
    to be made at most one lifetime before the request came.
    """

    def __init__(
        self, most_bytes: int, timer: Callable[[], float], patience: float = PATIENCE
    ) -> None:
        self._timer, self._patience = timer, patience
        self._lock = Lock()
        self._running: dict[Key, Flight] = {}
        self._kept: Any = TLRUCache(most_bytes, _expires, timer, attrgetter("size"))

    @property
    def size(self) -> int:
        """The bytes that are kept."""
        size: int = self._kept.currsize
        return size

    def find(self, key: Key) -> CachedAnswer | None:
        """Return the answer that is kept under `key`, or None."""
        with self._lock:
            try:
                kept: CachedAnswer = self._kept[key]
            except KeyError:
                return None
            return kept

    def join(self, key: Key) -> tuple[Flight, bool]:
        """Return the flight to wait for, and True if it is the caller's own to carry out.

        One that began a lifetime ago is too old for a request that comes now: another follows it.
        """
        with self._lock:
            now = self._timer()
            running = self._running.get(key)
            kept = self._kept.get(key)
            if kept is None and running is not None and now < running.expires:
                return running, False
            flight = Flight(key, self._patience, running)
            if kept is not None:
                flight.land(kept)
                return flight, False
            self._running[key] = flight
            return flight, True

    def land(self, flight: Flight, answer: CachedAnswer | None, has_failed: bool = False) -> None:
        """End `flight`, and keep its answer unless it is None or has expired."""
        with self._lock:
            if self._running.get(flight.key) is flight:
                del self._running[flight.key]
            if answer is not None and self._timer() < answer.expires:
                self._kept[flight.key] = answer
        flight.land(answer, has_failed)


def _expires(_key: Key, answer: CachedAnswer, _now: float) -> float:
    return answer.expires
