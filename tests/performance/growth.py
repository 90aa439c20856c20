"""What a long play log costs: the polled answer, and the watcher's step that prepares it."""

import time
from collections.abc import Callable
from itertools import count

from tests.performance import wrk
from tests.performance.rounds import compared, interleaved
from tests.performance.station import Station, served_station
from tests.performance.table import Row, at_most
from tests.player.helpers import song

MANY, FEW = 400_000, 20_000
LOADS, ROUNDS = 6, 9
ENOUGH = 0.1
BOUND = at_most(1.2, 1)


def measure() -> list[Row]:
    """The times at 400,000 plays over those at 20,000."""
    with served_station(MANY) as many, served_station(FEW) as few:
        return [
            compared(f"{what} at 400,000 plays ÷ at 20,000", rounds, " ms", BOUND)
            for what, rounds in (
                ("(a)", interleaved(LOADS, _answer(many), _answer(few))),
                ("watcher: a song goes on,", interleaved(ROUNDS, _look(many), _look(few))),
                ("watcher: a new song,", interleaved(ROUNDS, _change(many), _change(few))),
                ("watcher: nothing plays,", interleaved(ROUNDS, _silence(many), _silence(few))),
            )
        ]


def _answer(station: Station) -> Callable[[], float]:
    """Measures the milliseconds that one connection of wrk waits for an answer."""
    address = station.address("/current-track.json")
    return lambda: 1000 * wrk.CONNECTIONS / wrk.rate(address, 2)


def _look(station: Station) -> Callable[[], float]:
    return lambda: _milliseconds(station.hear)


def _change(station: Station) -> Callable[[], float]:
    ids = count(2)

    def change() -> str:
        number = next(ids)
        return station.hear(of=song(f"{number}.mp3"), song_id=number, elapsed=0.0)

    return lambda: _milliseconds(change)


def _silence(station: Station) -> Callable[[], float]:
    return lambda: _milliseconds(lambda: station.hear(state="stop"))


def _milliseconds(hear: Callable[[], str]) -> float:
    """The mean time of a look, over a tenth of a second, or one look if that takes longer."""
    took: list[float] = []
    while sum(took) < ENOUGH:
        time.sleep(0.003)  # a reading counts only if it was begun after the last one's end
        began = time.perf_counter()
        assert hear() == "write"
        took.append(time.perf_counter() - began)
    return 1000 * sum(took) / len(took)
