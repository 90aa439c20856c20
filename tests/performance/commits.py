"""Readers beside a writer: fifty commits a second to the log and the snapshot."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import insert, update
from sqlalchemy.exc import OperationalError

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.models import Play, Snapshot
from tests.performance import wrk
from tests.performance.rounds import compare
from tests.performance.station import Station, play, served_station
from tests.performance.table import Row, at_least, at_most, number

EVERY = 0.02
ROUNDS = 15  # p99 is noisy


class Writer:
    """Commits in a thread of its own, fifty times a second, as the watcher does."""

    def __init__(self, station: Station) -> None:
        self._app = station.app
        self._stop = threading.Event()
        self.commits = self.refused = 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Commits for as long as the block lasts."""
        self._stop.clear()
        thread = threading.Thread(target=self._run)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stop.wait(max(0.0, due - time.monotonic())):
            due += EVERY
            self._commit()

    def _commit(self) -> None:
        with self._app.app_context():
            try:
                begin_write()
                db.session.execute(insert(Play), [play(self.commits, time.time())])
                db.session.execute(update(Snapshot).values(heard_at=clock.now()))
                db.session.commit()
                self.commits += 1
            except OperationalError:
                self.refused += 1


def measure() -> list[Row]:
    """p99 of readers with the writer over p99 without; what failed as locked on either side."""
    loads = []
    with served_station() as station:
        writer = Writer(station)

        def alone() -> float:
            loads.append(wrk.load(station.address("/current-track.json"), 1))
            return loads[-1].p99

        def beside_writer() -> float:
            with writer.writing():
                return alone()

        what = "readers' p99 with 50 commits/s ÷ without"
        compared = compare(what, beside_writer, alone, " ms", at_most(1.3, 1), ROUNDS)
    locked = sum(load.failed for load in loads) + writer.refused
    commits = writer.commits / (len(loads) / 2)
    return [
        compared,
        number("commits a second in those rounds", commits, at_least(45)),
        number("“database is locked”, reading or writing", locked, at_most(0)),
    ]
