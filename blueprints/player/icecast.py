"""The Icecast server's status, if one is named: if it has a source, and how many listen."""

import json
import logging
import threading
import urllib.request
from http.client import HTTPException
from time import sleep
from typing import Any

log = logging.getLogger("aerial.icecast")

EVERY = 5.0
TIMEOUT = 3.0
LARGEST_ANSWER = 1024 * 1024
MOST_LISTENERS = 10_000_000


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
    known = [count for count in counts if isinstance(count, int) and 0 <= count < MOST_LISTENERS]
    return sum(known) if known else None


class IcecastWatch:
    """A thread that asks Icecast every few seconds, so that it never delays the log."""

    def __init__(self, address: str) -> None:
        self._address = address
        self.on_air = True
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
            with urllib.request.urlopen(self._address, timeout=TIMEOUT) as answer:  # noqa: S310 - the operator's own http address, checked at start
                status = json.loads(answer.read(LARGEST_ANSWER))
            self.on_air, self.listeners = has_source(status), listeners_of(status)
        except (OSError, ValueError, HTTPException, RecursionError) as error:
            log.debug("icecast cannot be asked", extra={"fields": {"error": str(error)}})
            self.on_air, self.listeners = True, None
