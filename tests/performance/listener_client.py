"""Listeners who poll over kept connections, each every five seconds; a process of its own.

`python -m tests.performance.listener_client PORT COUNT SECONDS` prints what came of it, as JSON.
"""

import asyncio
import gc
import json
import math
import random
import re
import resource
import sys
from dataclasses import dataclass, field

EVERY = 5.0
A_SECOND = 500  # connections that are opened
REQUEST = (
    b"GET /current-track.json HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n"
    b"Accept-Encoding: gzip, deflate, br\r\nCache-Control: max-age=0\r\n%s\r\n"
)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
ETAG = re.compile(rb"\r\netag: (\S+)\r\n", re.IGNORECASE)


@dataclass
class Tally:
    """What listeners saw: waits in seconds, and how often something went wrong."""

    waits: list[float] = field(default_factory=list)
    refused: int = 0
    unanswered: int = 0
    broken: int = 0


class Listener(asyncio.Protocol):
    """One page that polls; a wait begins when the poll is due."""

    def __init__(self, tally: Tally) -> None:
        self._tally, self.until = tally, math.inf
        self._loop = asyncio.get_running_loop()
        self._asked: float | None = None
        self._condition = b""
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._tally.broken += self._loop.time() < self.until

    def poll(self, due: float) -> None:
        """Ask now, and again five seconds after `due`."""
        if due > self.until or self._transport.is_closing():
            return
        if self._asked is None:
            self._asked = due
            self._transport.write(REQUEST % self._condition)
        else:
            self._tally.unanswered += 1
        self._loop.call_at(due + EVERY, self.poll, due + EVERY)

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(b"\r\n\r\n")
        length = LENGTH.search(head + b"\r\n")
        if not end or len(body) < (int(length[1]) if length else 0):
            return
        assert self._asked is not None
        self._tally.waits.append(self._loop.time() - self._asked)
        self._tally.refused += head[9:12] not in (b"200", b"304")
        etag = ETAG.search(head + b"\r\n")
        self._condition = b"If-None-Match: %s\r\n" % etag[1] if etag else b""
        self._received, self._asked = b"", None


async def listen(port: int, count: int, seconds: float) -> Tally:
    """Open `count` connections, then poll from each for so many seconds."""
    tally, loop = Tally(), asyncio.get_running_loop()
    listeners = []
    for _ in range(count):
        _, one = await loop.create_connection(lambda: Listener(tally), "127.0.0.1", port)
        listeners.append(one)
        await asyncio.sleep(1 / A_SECOND)
    began = loop.time() + 1
    for one in listeners:
        one.until = began + seconds
        due = began + random.uniform(0, EVERY)
        loop.call_at(due, one.poll, due)
    await asyncio.sleep(1 + seconds + EVERY)
    return tally


def main(port: int, count: int, seconds: float) -> None:
    """Print what came of it; times in milliseconds."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    gc.disable()  # it would go through all connections, and make them wait
    tally = asyncio.run(listen(port, count, seconds))
    waits = sorted(tally.waits)
    found = {
        "answers": len(waits),
        "median": 1000 * waits[len(waits) // 2],
        "p99": 1000 * waits[len(waits) * 99 // 100],
        "errors": tally.refused + tally.unanswered + tally.broken,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
