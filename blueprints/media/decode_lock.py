"""The lock that makes each process decode one picture at a time, since they are large in memory."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

PATIENCE = 15.0  # seconds
DECODING = Lock()
C = ctypes.CDLL(None)


class TooBusy(RuntimeError):
    """Other pictures are still being processed: the request may be tried again in a moment."""


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Process one picture at a time in this process. Raises TooBusy if the lock stays taken."""
    if not DECODING.acquire(timeout=PATIENCE):
        raise TooBusy
    try:
        yield
    finally:
        _give_back()
        DECODING.release()


def _give_back() -> None:
    """Return freed memory to the machine, which glibc would keep.

    Elsewhere (musl, macOS) there is no such call, and no need of it.
    """
    trim = getattr(C, "malloc_trim", None)
    if trim is not None:
        trim(0)
