"""What a long play log costs: the polled answer, and the watcher's step that prepares it."""

import time
from collections.abc import Callable

from tests.performance import wrk
from tests.performance.rounds import compared, interleaved
from tests.performance.station import Station, served_station
from tests.performance.table import Row, at_most
from tests.player.helpers import hear, reading, song

MANY, FEW = 400_000, 20_000
STEPS = 50
BOUND = at_most(1.2, 1.0)


def measure() -> list[Row]:
    """The times at 400,000 plays over those at 20,000."""
    with served_station(MANY) as many, served_station(FEW) as few:
        answers = interleaved(6, lambda: _answer(many), lambda: _answer(few))
        looks = interleaved(6, _looks(many), _looks(few))
        changes = interleaved(6, _changes(many), _changes(few))
    return [
        compared("(a) at 400,000 plays ÷ at 20,000", answers, " ms", BOUND),
        compared("the watcher's look at 400,000 plays ÷ at 20,000", looks, " ms", BOUND),
        compared("its step at a new song at 400,000 plays ÷ at 20,000", changes, " ms", BOUND),
    ]


def _answer(station: Station) -> float:
    """Milliseconds that one connection of wrk waits for an answer."""
    return 1000 * wrk.CONNECTIONS / wrk.rate(station.address("/current-track.json"), 2)


def _looks(station: Station) -> Callable[[], float]:
    """Gives the milliseconds of a look at a song that just goes on."""
    began = time.time()

    def look() -> float:
        now = _moment()
        return _step(station, reading(now, elapsed=now - began))

    return lambda: _mean(look)


def _changes(station: Station) -> Callable[[], float]:
    """Gives the milliseconds of a look at a new song."""
    numbers = iter(range(2, 1_000_000))

    def change() -> float:
        number = next(numbers)
        return _step(station, reading(_moment(), of=song(f"{number}.mp3"), song_id=number))

    return lambda: _mean(change)


def _moment() -> float:
    """The moment, later than the last one by more than a reading takes."""
    time.sleep(0.003)
    return time.time()


def _step(station: Station, heard: object) -> float:
    began = time.perf_counter()
    assert hear(station.app, heard) == "write"
    return 1000 * (time.perf_counter() - began)


def _mean(step: Callable[[], float]) -> float:
    return sum(step() for _ in range(STEPS)) / STEPS
