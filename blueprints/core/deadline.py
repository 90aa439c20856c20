"""A deadline for a whole exchange over a socket, however slowly the other side sends."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Timer

from blueprints.core import clock


@contextmanager
def cut_at(line: socket.socket, until: float) -> Iterator[Event]:
    """Cut the connection at the monotonic moment `until`; yield the event that says so.

    It holds for TLS over `line`, too. Who is cut reads an end, so ask the event before believing.
    """
    is_late = Event()
    with line.dup() as handle:
        cutter = Timer(max(0.0, until - clock.monotonic()), _cut, (handle, is_late))
        cutter.daemon = True
        cutter.start()
        try:
            yield is_late
        finally:
            cutter.cancel()


def _cut(handle: socket.socket, is_late: Event) -> None:
    is_late.set()
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)
