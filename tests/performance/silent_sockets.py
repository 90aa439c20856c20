"""Readers beside two hundred connections that say nothing."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.performance import wrk
from tests.performance.rounds import compare
from tests.performance.station import Station, served_station
from tests.performance.table import Row, at_least

SILENT = 200


def measure() -> list[Row]:
    """The rate of (a) beside the silent connections over the undisturbed one."""
    with served_station() as station:

        def alone() -> float:
            return wrk.rate(station.address("/current-track.json"), 1)

        def beside_silent() -> float:
            with _silent_sockets(station):
                return alone()

        what = "(a) beside 200 silent sockets ÷ alone"
        return [compare(what, beside_silent, alone, "/s", at_least(0.7, 1), 8)]


@contextmanager
def _silent_sockets(station: Station) -> Iterator[None]:
    address = ("127.0.0.1", int(station.settings["RADIO_PORT"]))
    with ExitStack() as stack:
        for _ in range(SILENT):
            stack.enter_context(socket.create_connection(address, timeout=5))
        yield
