"""The Icecast server's status, if one is named: if it has a source, and how many listen."""

import json
import logging
import threading
import urllib.request
from http.client import HTTPException
from time import sleep
from typing import Any

from blueprints.core import clock

log = logging.getLogger("aerial.icecast")

EVERY = 5.0
TIMEOUT = 3.0
LONGEST_ANSWER = 6.0  # seconds: a server that sends byte by byte must not hold up others
LARGEST_ANSWER = 1024 * 1024
PIECE = 65_536
MOST_LISTENERS = 10_000_000
UNREADABLE = (OSError, ValueError, HTTPException, RecursionError)


def has_source(status: Any) -> bool:
    """Return True if Icecast's status-json.xsl names a mount with a source.

    `source` is absent, an object or a list, for none, one or more. ValueError if it is no status.
    """
    if not isinstance(status, dict) or not isinstance(status.get("icestats"), dict):
        raise ValueError("this is not an Icecast status page")
    return status["icestats"].get("source") not in (None, [])


def listeners_of(status: Any) -> int | None:
    """Return how many listen to all mounts together; None if the status does not say."""
    sources = status["icestats"].get("source") or []
    mounts = sources if isinstance(sources, list) else [sources]
    counts = [mount.get("listeners") for mount in mounts if isinstance(mount, dict)]
    known = [count for count in counts if type(count) is int and 0 <= count < MOST_LISTENERS]
    return sum(known) if known and sum(known) < MOST_LISTENERS else None


def read_status(address: str) -> Any:
    """Return the status that Icecast tells at `address`. Raises one of UNREADABLE."""
    until, read = clock.monotonic() + LONGEST_ANSWER, b""
    with urllib.request.urlopen(address, timeout=TIMEOUT) as answer:  # noqa: S310 - the operator's own http address, checked at start
        while len(read) < LARGEST_ANSWER and (piece := answer.read1(PIECE)):
            read += piece
            if clock.monotonic() > until:
                raise TimeoutError("Icecast answers too slowly")
    return json.loads(read[:LARGEST_ANSWER])


class IcecastWatch:
    """A thread that asks Icecast every few seconds, so that it never delays the log."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.on_air = True
        self.has_source = False  # as Icecast said last, if it can be asked
        self.listeners: int | None = None

    def start(self) -> None:
        """Ask once, and then again and again, if the station names an address."""
        if self._address:
            self.ask()
            threading.Thread(target=self._ask_for_ever, name="icecast", daemon=True).start()

    def _ask_for_ever(self) -> None:
        while True:
            sleep(EVERY)
            self.ask()

    def ask(self) -> None:
        """Ask once. If Icecast cannot be asked, MPD alone decides."""
        try:
            status = read_status(self._address)
            self.on_air = self.has_source = has_source(status)
            self.listeners = listeners_of(status)
        except UNREADABLE as error:
            log.debug("icecast cannot be asked", extra={"fields": {"error": str(error)}})
            self.on_air, self.has_source, self.listeners = True, False, None
