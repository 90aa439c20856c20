"""The lock under which a studio's queue is edited, shared by all processes of the station."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import func, select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.studio.refusals import Refusal

PATIENCE = 5.0
BETWEEN_TRIES = 0.005
NUMBERS = {"air": 8791, "practice": 8792}  # of PostgreSQL's advisory locks


@contextmanager
def locked(studio: str) -> Iterator[None]:
    """Hold the lock of a studio's queue; raise Refusal (503) if others hold it for too long.

    A lock of a file in instance/, or PostgreSQL's, since its station may have several machines.
    """
    if db.engine.dialect.name == "postgresql":
        with _locked_in_database(NUMBERS[studio]):
            yield
    else:
        with open(Path(current_app.instance_path) / f"studio-{studio}.lock", "a") as file:
            _wait_for(lambda: _has_locked(file.fileno()))
            yield  # closing the file releases it


@contextmanager
def _locked_in_database(number: int) -> Iterator[None]:
    with db.engine.connect() as connection:
        _wait_for(lambda: bool(connection.scalar(select(func.pg_try_advisory_lock(number)))))
        try:
            yield
        finally:
            connection.scalar(select(func.pg_advisory_unlock(number)))


def _wait_for(attempt: Callable[[], bool]) -> None:
    until = clock.monotonic() + PATIENCE
    while not attempt():
        if clock.monotonic() > until:
            raise Refusal(
                503,
                _("Another change to the queue is still being made. Nothing was changed."),
                _("Try again in a few seconds."),
            )
        sleep(BETWEEN_TRIES)


def _has_locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
