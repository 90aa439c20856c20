"""A kept page beside a hundred readers who wait for one that takes long."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

from tests.performance.measured_app import SLOW, SLOW_SECONDS
from tests.performance.station import Station, served_station
from tests.performance.table import Row, at_most, number

FACTORY = "tests.performance.measured_app:create_app"
WAITERS = 100


def measure() -> list[Row]:
    """The longest wait for the front page meanwhile, and that of the hundred."""
    with (
        served_station(factory=FACTORY, RADIO_PAGE_CACHE_SECONDS="1") as station,
        ThreadPoolExecutor(WAITERS) as pool,
    ):
        waiting = [pool.submit(_wait, station, SLOW) for _ in range(WAITERS)]
        time.sleep(1)  # until all have asked
        beside = [_wait(station, "/")]
        while not all(one.done() for one in waiting):
            beside.append(_wait(station, "/"))
        slow = max(one.result() for one in waiting)
    what = f"beside {WAITERS} who wait {SLOW_SECONDS:g} s for another page"
    return [
        number(f"longest wait for the front page {what}", 1000 * max(beside), at_most(1000), " ms"),
        number("longest wait of those", slow, at_most(2 * SLOW_SECONDS), " s"),
    ]


def _wait(station: Station, path: str) -> float:
    began = time.monotonic()
    with urlopen(station.address(path), timeout=60) as answer:
        answer.read()
    return time.monotonic() - began
