"""Limits on a conversation with MPD: bytes in a line, bytes in a reply, seconds.

python-mpd2 reads until the newline comes; a broken or hostile daemon that sends no newline, or
one byte a second for ever, would fill or hang the reader.
"""

import io
import socket
from typing import Any

from blueprints.core import clock

LONGEST_LINE = 64 * 1024
LARGEST_REPLY = 4 * 1024 * 1024


class BeyondBounds(OSError):
    """The daemon sends a larger reply, or for a longer time, than it may."""


class BoundedSocket(socket.socket):
    """A connected socket that reads no more bytes, and for no longer, than it was allowed."""

    def __init__(self, plain: socket.socket, seconds: float) -> None:
        super().__init__(fileno=plain.detach())
        self.allow(seconds)

    def allow(self, seconds: float, size: int = LARGEST_REPLY) -> None:
        """Allow one more reply, of `size` bytes at most, which is complete within `seconds`."""
        self._deadline = clock.monotonic() + seconds
        self._left = size

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """Read as a socket does. Raises TimeoutError when late, BeyondBounds above the size."""
        seconds = self._deadline - clock.monotonic()
        if seconds <= 0:
            raise TimeoutError("MPD took longer than it may")
        if self._left <= 0:
            raise BeyondBounds("MPD's reply is larger than it may be")
        self.settimeout(seconds)
        count = super().recv_into(*args, **kwargs)
        self._left -= count
        return count

    def makefile(self, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        """Return a file over this socket; one for reading bytes limits the length of lines."""
        if mode == "rb":
            return BoundedReader(super().makefile("rb", buffering=0))
        return super().makefile(mode, *args, **kwargs)  # type: ignore[call-overload]


class BoundedReader(io.BufferedReader):
    """A reader that cuts long lines, and refuses pieces that are announced as enormous.

    A line is cut, not refused: one file with such a tag must not hide the whole queue. MPD itself
    passes on tags of 300,000 bytes; the size of the reply bounds a line without an end.
    """

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next `size` bytes. Raises BeyondBounds, before it allocates, for too many."""
        if size is not None and size > LARGEST_REPLY:
            raise BeyondBounds("MPD's reply is larger than it may be")
        return super().read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Return the next line, or its first LONGEST_LINE bytes, cut before half a letter."""
        line = super().readline(LONGEST_LINE if size in (None, -1) else size)
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            return line
        while (rest := super().readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
            pass
        return line.decode(errors="ignore").encode() + b"\n"
