"""The watcher, which waits for MPD in `idle` and updates the snapshot and the play log."""

import logging
import random
from time import sleep
from typing import NoReturn

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from blueprints.core import clock
from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.player.actions import note_closed_door, record
from blueprints.player.cover_fetcher import CoverFetcher
from blueprints.player.gateway import LOST, Gateway, IdleConnection
from blueprints.player.hand_logged import HandLogged
from blueprints.player.icecast import IcecastWatch
from blueprints.player.mpd_status import Reading, Song
from blueprints.player.play_log import Verdict
from blueprints.player.queue_watch import QueueWatch
from blueprints.player.title_sender import TitleSender

log = logging.getLogger("aerial.watch")

HEARTBEAT = 2.0
CONFIRM_AFTER = 0.06
MOST_TRIES = 50
QUICK_RETRY = 0.2
QUICK_FOR = 10.0
SLOWEST_RETRY = 5.0


def run_watcher(app: Flask) -> NoReturn:
    """Watch the station's MPD until the process ends."""
    host, port = app.config["RADIO_MPD_HOST"], app.config["RADIO_MPD_PORT"]
    place = host if host.startswith(("/", "@")) else f"{host} port {port}"
    click.echo(f"Watching MPD at {place}. Press Ctrl-C to stop.")
    Watcher(app).run()


class Watcher:
    """A watcher of one MPD for one station. Several may run: the log stays exact."""

    def __init__(self, app: Flask) -> None:
        config = app.config
        self._app = app
        self._address = (
            config["RADIO_MPD_HOST"],
            config["RADIO_MPD_PORT"],
            config["RADIO_MPD_PASSWORD"],
        )
        self._gateway = Gateway(*self._address)
        self._icecast = IcecastWatch(config["RADIO_ICECAST_STATUS_URL"])
        self._covers = CoverFetcher(app, self._address, self._show_cover)
        self._by_hand = HandLogged(app, self._icecast)
        self._titles = TitleSender(app, self._icecast)
        self._queue = QueueWatch(app, self._address, self._icecast)
        self._idle: IdleConnection | None = None
        self._lost: str | None = None  # the unreachable server, once it was logged
        self._lost_at: float | None = clock.monotonic()

    def run(self) -> NoReturn:
        """Watch, and begin anew whenever MPD or the database is lost."""
        self._icecast.start()
        self._by_hand.start()
        self._queue.start()
        self._titles.start()
        while True:
            try:
                self._watch()
            except (*LOST, SQLAlchemyError) as error:
                self._let_go(error)
            sleep(self._patience())

    def _watch(self) -> NoReturn:
        self._gateway.connect()
        self._idle = idle_connection = IdleConnection(*self._address)
        try:
            while True:
                idle_connection.listen()
                self._look_and_fetch()
                while not self._wait(idle_connection):
                    self._look_and_fetch()
        finally:
            idle_connection.close()

    def _look_and_fetch(self) -> None:
        song = self._look()
        self._queue.look()
        if song is not None:
            self._covers.want(song)

    def _show_cover(self) -> None:
        if self._idle is not None:
            self._idle.wake()

    def _wait(self, idle_connection: IdleConnection) -> bool:
        """Wait for a change (True), for a cover to show or for the next look's time (False)."""
        try:
            return idle_connection.wait(HEARTBEAT)
        except ConnectionError:
            with own_context(self._app):
                begin_write()
                note_closed_door()
                db.session.commit()
            raise

    def _look(self) -> Song | None:
        """Take readings until one is written. Return the song that MPD is at."""
        before: Reading | None = None
        for _ in range(MOST_TRIES):
            reading = self._gateway.read()
            verdict = self._record(reading, before)
            if verdict == "write":
                self._by_hand.note_look(reading)
                self._found()
                return reading.song
            before = reading if verdict == "confirm" else None
            if verdict == "confirm":
                sleep(CONFIRM_AFTER)
        raise ConnectionError("MPD and the log never agreed")

    def _record(self, reading: Reading, before: Reading | None) -> Verdict:
        """Write one reading into the database, in one transaction."""
        with own_context(self._app):
            begin_write()
            verdict = record(reading, before, on_air=self._icecast.on_air)
            if verdict == "write":
                db.session.commit()
            else:
                db.session.rollback()
            return verdict

    def _let_go(self, error: Exception) -> None:
        self._gateway.disconnect()
        what = "the database" if isinstance(error, SQLAlchemyError) else "MPD"
        fields = {"fields": {"error": str(error)}}
        if self._lost is None:
            self._lost_at = clock.monotonic()
        if self._lost != what:
            log.warning("lost sight of %s", what, extra=fields)
        else:
            log.debug("still no sight of %s", what, extra=fields)
        self._lost = what

    def _found(self) -> None:
        if self._lost is not None or self._lost_at is not None:
            log.info("MPD is in sight")
        self._lost = self._lost_at = None

    def _patience(self) -> float:
        """Return the seconds to the next try: 0.2 for ten seconds, then up to 5 with jitter."""
        lost_for = clock.monotonic() - (self._lost_at or clock.monotonic())
        if lost_for < QUICK_FOR:
            return QUICK_RETRY
        doublings = min(lost_for / QUICK_FOR, 10)  # the power would overflow after hours
        longest = min(SLOWEST_RETRY, QUICK_RETRY * 2**doublings)
        return random.uniform(longest / 2, longest)  # noqa: S311 - jitter, no secret
