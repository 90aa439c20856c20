"""Pictures are made one at a time in each process: decoded, they are large."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

PATIENCE = 15.0  # seconds
DECODING = Lock()
C = ctypes.CDLL(None)


class TooBusy(RuntimeError):
    """Other pictures are still being made: this one may come again in a moment."""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Lets one picture be made at a time in this process. Raises TooBusy after a while."""
    if not DECODING.acquire(timeout=PATIENCE):
        raise TooBusy
    try:
        yield
    finally:
        _give_back()
        DECODING.release()


def _give_back() -> None:
    """Gives the memory of what was decoded back to the machine: glibc would keep it for ever.

    Elsewhere (musl, macOS) there is no such call, and no such habit.
    """
    trim = getattr(C, "malloc_trim", None)
    if trim is not None:
        trim(0)
