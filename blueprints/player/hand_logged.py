"""The watcher's thread that shows rows by hand and posted plays while MPD is lost or silent."""

import logging
import threading
from time import sleep

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blueprints.core import clock
from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.player.actions import WAITED_LATELY, record_without_mpd
from blueprints.player.icecast import IcecastWatch
from blueprints.player.manual_rows import find_open_rows
from blueprints.player.models import Snapshot
from blueprints.player.mpd_status import Reading
from blueprints.player.snapshot import shows_row

log = logging.getLogger("aerial.watch")

EVERY = 1.0


class HandLogged:
    """A thread that does nothing while the watcher hears MPD.

    MPD may be silent for as long as a timeout, and that long a talk break would not be shown. Where
    another playout posts what it plays, there may be no MPD at all.
    """

    def __init__(self, app: Flask, icecast: IcecastWatch) -> None:
        self._app, self._icecast = app, icecast
        self._last: Reading | None = None
        self._looked_at = clock.monotonic()

    def start(self) -> None:
        """Begin to look after it, until the process ends."""
        threading.Thread(target=self._keep, name="hand-logged", daemon=True).start()

    def note_look(self, reading: Reading) -> None:
        """Count `reading` as written: MPD is heard."""
        self._last, self._looked_at = reading, clock.monotonic()

    def _keep(self) -> None:
        while True:
            sleep(EVERY)
            if clock.monotonic() - self._looked_at > WAITED_LATELY:
                self._try()

    def _try(self) -> None:
        try:
            self.step()
        except SQLAlchemyError as error:
            log.debug("no sight of the database", extra={"fields": {"error": str(error)}})
        except Exception:  # a thread that ends would leave an old track on the page
            log.exception("what is on air cannot be written")

    def step(self) -> None:
        """Write the snapshot, if a row that MPD does not play is open or is still shown."""
        with own_context(self._app):
            is_open = any(row.source != "mpd" for row in find_open_rows())
            if not is_open and not shows_row(db.session.get(Snapshot, 1), clock.now()):
                return
            begin_write()
            record_without_mpd(self._last, on_air=self._icecast.on_air)
            db.session.commit()
