"""Readers beside a writer: fifty commits a second to the log and the snapshot.

Run as a module (`python -m tests.performance.commits`) it is that writer.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import insert, update
from sqlalchemy.exc import OperationalError

from app import create_app
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.models import Gap, Snapshot
from tests.performance import wrk
from tests.performance.processes import running
from tests.performance.rounds import compared, interleaved
from tests.performance.station import Station, served_station
from tests.performance.table import Row, at_least, at_most, number

EVERY = 0.02
SECONDS = 3


def measure() -> list[Row]:
    """p99 of readers with the writer over p99 without; what failed as locked."""
    failed = []

    def p99() -> float:
        result = wrk.load(station.address("/current-track.json"), SECONDS)
        failed.append(result.failed)
        return result.p99

    with served_station() as station:
        def beside_writer() -> float:
            with _writer(station):
                return p99()

        rounds = interleaved(6, beside_writer, p99)
    return [compared("readers' p99 with 50 commits/s ÷ without", rounds, " ms", at_most(1.3, 1.0))]
