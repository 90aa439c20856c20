"""The watch over MPD's queue: a thread beside the watcher's, so that it never delays the log."""

import logging
from threading import Event, Thread
from time import sleep
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.player.console import Command, Console
from blueprints.player.gateway import LOST
from blueprints.player.icecast import IcecastWatch
from blueprints.player.mpd_queue import QueueReading, split_tag
from blueprints.player.queue_state import find_mpd_state, settled_epoch, write

log = logging.getLogger("aerial.queue")

RETRY_AFTER = 5.0


class QueueWatch:
    """A watch that writes the queue of one MPD into the database at each change."""

    def __init__(self, app: Flask, address: tuple[str, int, str], icecast: IcecastWatch) -> None:
        self._app = app
        self._console = Console(*address)
        self._icecast = icecast
        self._due = Event()
        self._is_connected = False

    def start(self) -> None:
        """Begin to watch."""
        Thread(target=self._watch, name="queue", daemon=True).start()

    def look(self) -> None:
        """Ask for a look. Return at once."""
        self._due.set()

    def _watch(self) -> None:
        while True:
            self._due.wait()
            self._due.clear()
            try:
                self.look_now()
            except (*LOST, SQLAlchemyError) as error:
                log.debug("the queue cannot be read", extra={"fields": {"error": str(error)}})
                self._console.disconnect()
                self._is_connected = False
                sleep(RETRY_AFTER)

    def look_now(self) -> None:
        """Read the queue once, and write it down. Raises one of LOST, or SQLAlchemyError."""
        if not self._is_connected:
            self._console.connect()
            self._is_connected = True
        read = self._console.read_queue()
        with own_context(self._app):
            begin_write()
            restore = note(read, "air", self._icecast.listeners)
            db.session.commit()
        if restore:
            self._console.run(*restore)
            with own_context(self._app):
                forget_stop_after("air")


def note(read: QueueReading, studio: str, listeners: int | None = None) -> list[Command]:
    """Write a reading down; return the commands that end a “stop after this track” that is over.

    Call it inside begin_write().
    """
    write(read, studio)
    row = find_mpd_state(studio)
    if row is None:
        return []
    row.listeners = listeners
    if row.stop_after is None or not is_over(row.stop_after, read):
        return []
    return restoring(row.stop_after)


def forget_stop_after(studio: str) -> None:
    """Forget a “stop after this track” whose options are restored."""
    begin_write()
    row = find_mpd_state(studio)
    if row is not None:
        row.stop_after = None
    db.session.commit()


def is_over(stop_after: dict[str, Any], read: QueueReading) -> bool:
    """Return True if the song is over after which MPD was to stop."""
    epoch = settled_epoch(read.reading.epoch, stop_after["tag"])
    is_same_daemon = round(epoch) == split_tag(stop_after["tag"])[0]
    return not is_same_daemon or read.reading.song_id != stop_after["id"]


def restoring(stop_after: dict[str, Any]) -> list[Command]:
    """Return the commands that set MPD's options back to what they were before."""
    return [("single", int(stop_after["single"])), ("repeat", int(stop_after["repeat"]))]
