"""Refill: the station's refill playlist is loaded when the queue on air is nearly empty."""

import logging
from dataclasses import dataclass

from blueprints.core.station import station
from blueprints.player.mpd_queue import QueueReading
from blueprints.player.queue_left import remaining
from blueprints.player.queue_state import find_mpd_state
from blueprints.studio import queue_edits
from blueprints.studio.edits import AUTOMATION, editing
from blueprints.studio.refusals import Refusal
from blueprints.studio.studios import on_air

log = logging.getLogger("aerial.refill")

MINUTE = 60.0
NOT_SAVED = 404
PASSING = (409, 503, 504)  # the queue has changed, or MPD is away: the next round sees


@dataclass
class Refill:
    """The job, and what it remembers: the playlist that it has already complained of.

    Several workers may run it: each loads into the very queue that it has found nearly empty, so
    the second one finds another queue and loads nothing.
    """

    _told: str = ""
    _gave_up: str = ""

    def run(self) -> None:
        """Load the refill playlist if less music remains than the station wants."""
        here = station()
        row = find_mpd_state("air")
        left = remaining(row) if here.refill_playlist and row is not None else None
        if row is None or left is None:
            return
        if left >= here.refill_below * MINUTE:
            self._told = self._gave_up = ""
        elif self._gave_up != here.refill_playlist:
            self._load(here.refill_playlist, row.tag)

    def _load(self, name: str, tag: str) -> None:
        try:
            with editing(on_air(), AUTOMATION, tag) as begun:
                if begun.read.reading.state != "play":
                    return
                before = _count(begun.read)
                body = queue_edits.load(begun, name, "append")
        except Refusal as refusal:
            self._refused(name, refusal)
            return
        if len(body["queue"]["rows"]) + body["queue"]["more"] > before:
            log.info("the queue was refilled", extra={"fields": {"playlist": name}})
        else:
            self._give_up(name, "MPD has none of its tracks")

    def _refused(self, name: str, refusal: Refusal) -> None:
        if refusal.status == NOT_SAVED:
            self._tell(name, "there is no such playlist")  # it may be made at any time
        elif refusal.status not in PASSING:
            self._give_up(name, refusal.error)

    def _give_up(self, name: str, why: str) -> None:
        """Leave the playlist alone until the queue is longer, or another one is chosen."""
        self._tell(name, why)
        self._gave_up = name

    def _tell(self, name: str, why: str) -> None:
        if self._told != name:
            fields = {"fields": {"playlist": name, "error": why}}
            log.warning("the queue cannot be refilled", extra=fields)
            self._told = name


def _count(read: QueueReading) -> int:
    return len(read.coming) + read.more
