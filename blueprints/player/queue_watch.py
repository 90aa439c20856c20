"""The watch over MPD's queue: a thread beside the watcher's, so that it never delays the log."""

import logging
from threading import Event, Thread
from time import sleep

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.player.console import Console
from blueprints.player.gateway import LOST
from blueprints.player.icecast import IcecastWatch
from blueprints.player.queue_state import find_mpd_state, write

log = logging.getLogger("aerial.queue")

RETRY_AFTER = 2.0


class QueueWatch:
    """A watch that writes the queue of one MPD into the database at each change."""

    def __init__(self, app: Flask, address: tuple[str, int, str], icecast: IcecastWatch) -> None:
        self._app = app
        self._console = Console(*address)
        self._icecast = icecast
        self._due = Event()

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
                sleep(RETRY_AFTER)
            except Exception:  # a thread that ends would leave an old queue on the screens
                log.exception("the queue cannot be read")
                sleep(RETRY_AFTER)

    def look_now(self) -> None:
        """Read the queue once, and write it down. Raises one of LOST, or SQLAlchemyError.

        On a new connection each time, 0.4 ms: an MPD that was restarted is seen at once.
        """
        try:
            self._console.connect()
            read = self._console.read_queue()
        finally:
            self._console.disconnect()
        with own_context(self._app):
            begin_write()
            write(read, "air")
            row = find_mpd_state("air")
            if row is not None:
                row.listeners = self._icecast.listeners
            db.session.commit()
