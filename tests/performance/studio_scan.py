"""20,000 tiny files: MPD's scan, the mirror's first reading and the next, memory of both.

`python -m tests.performance studio_scan`; not among those that run when none is named.
"""

import multiprocessing
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import delete, func, select

from blueprints.core.extensions import begin_write, db
from blueprints.player.library_reader import LibraryReader
from blueprints.player.models import LibraryState, Track
from blueprints.player.tracks import mirror
from tests.performance.memory import pss
from tests.performance.music_library import TRACKS, write_files
from tests.performance.processes import free_port, running, until
from tests.performance.station import Station
from tests.performance.table import Row, at_most, number
from tests.player.real_mpd import RealMPD


def measure() -> list[Row]:
    """Seconds of the scan and of the mirror, megabytes of MPD and of the worker."""
    with TemporaryDirectory(prefix="aerial-bench-") as folder:
        mpd = RealMPD(Path(folder) / "mpd", free_port())
        write_files(mpd.folder / "music")
        mpd.start()
        try:
            return _rows(mpd, Path(folder) / "instance")
        finally:
            mpd.end()


def _rows(mpd: RealMPD, folder: Path) -> list[Row]:
    scan = _timed(mpd.add)
    settings = {"RADIO_MPD_HOST": "127.0.0.1", "RADIO_MPD_PORT": str(mpd.port)}
    made = Station(folder, **settings)
    time.sleep(2)  # what MPD dated to this very second is read again
    with _Rival(folder / "aerial.sqlite3") as rival:
        first = _timed(lambda: _look(made.app, mpd.port))
    _forget(made.app)
    again = _timed(lambda: _look(made.app, mpd.port))
    quiet = _timed(lambda: _look(made.app, mpd.port))
    idle = _memory_of_worker(made)
    _forget(made.app, Track)
    filling = _memory_of_worker(made)
    return [
        number("MPD scans 20,000 files", scan, unit=" s"),
        number("the mirror is filled", first, at_most(60), " s"),
        number("the longest wait of another writer meanwhile", rival.longest, at_most(100), " ms"),
        number("the mirror, after a change elsewhere", again, at_most(20), " s"),
        number("the mirror, when nothing changed", 1000 * quiet, at_most(50), " ms"),
        number("memory of MPD", pss(mpd.process), unit=" MB"),
        number("memory of the worker", idle, unit=" MB"),
        number("the same, when it has filled the mirror", filling, at_most(idle + 20), " MB"),
    ]


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _look(app: Flask, port: int) -> None:
    reader = LibraryReader(("127.0.0.1", port, ""))
    reader.connect()
    try:
        with app.app_context():
            mirror(reader, app.config["RADIO_PLAY_KINDS"])
            assert _count(app) == TRACKS
    finally:
        reader.disconnect()


def _count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Track)) or 0


def _forget(app: Flask, *more: type) -> None:
    with app.app_context():
        begin_write()
        for model in (LibraryState, *more):
            db.session.execute(delete(model))
        db.session.commit()


def _memory_of_worker(made: Station) -> float:
    """Megabytes of the worker once the mirror is full."""
    with running(made.command("work"), made.settings, made.folder) as process:
        until(lambda: _count(made.app) == TRACKS, "the worker's mirror")
        time.sleep(2)
        return pss(process)


class _Rival:
    """Another process that writes, and notes for how long it had to wait at most (ms)."""

    def __init__(self, database: Path) -> None:
        processes = multiprocessing.get_context("spawn")
        self._over = processes.Event()
        self._said = processes.SimpleQueue()
        arguments = (str(database), self._over, self._said)
        self._process = processes.Process(target=_write, args=arguments)
        self.longest = 0.0

    def __enter__(self) -> "_Rival":
        self._process.start()
        self._said.get()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self.longest = self._said.get()
        self._process.join()


def _write(database: str, over: Any, said: Any) -> None:
    connection = sqlite3.connect(database, isolation_level=None, timeout=0)
    said.put(0)
    longest = 0.0
    while not over.wait(0.02):
        longest = max(longest, _timed(lambda: _begin(connection)))
        connection.execute("ROLLBACK")
    said.put(1000 * longest)


def _begin(connection: sqlite3.Connection) -> None:
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError:
            time.sleep(0.001)
