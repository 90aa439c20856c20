"""Places inside Flask: how many requests are there at once, and how many wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore


class OverloadedError(RuntimeError):
    """Too many requests wait, or one has waited for too long: this one is answered with 503."""


class WaitingRoom:
    """Room for `seats` requests that wait; each of them holds a thread of the web server."""

    def __init__(self, seats: int) -> None:
        self._free = BoundedSemaphore(seats)

    @contextmanager
    def seat(self) -> Iterator[None]:
        """Take a seat. Raise OverloadedError if there is none."""
        if not self._free.acquire(blocking=False):
            raise OverloadedError
        try:
            yield
        finally:
            self._free.release()


class Places:
    """Places for `count` requests at once; others wait in `room`."""

    def __init__(self, count: int, room: WaitingRoom) -> None:
        self._free, self._room = BoundedSemaphore(count), room

    @contextmanager
    def place(self) -> Iterator[None]:
        """Take a place, as soon as there is one. Raise OverloadedError if too many wait."""
        if not self._free.acquire(blocking=False):
            with self._room.seat():
                self._free.acquire()
        try:
            yield
        finally:
            self._free.release()
