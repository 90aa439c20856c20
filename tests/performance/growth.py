"""What a long play log costs: the polled answer, a story, the watcher's step."""

import time
from collections.abc import Callable
from itertools import count

from tests.performance import newsroom, wrk
from tests.performance.rounds import Measure, compare
from tests.performance.station import Station, served_station
from tests.performance.table import Bound, Row, at_most
from tests.player.helpers import song

MANY, FEW = 400_000, 20_000
ENOUGH = 0.1
STORY = "/news/story-0"
KEPT = at_most(1.2, 1)


def measure() -> list[Row]:
    """The times at 400,000 plays over those at 20,000."""
    with served_station(MANY) as many, served_station(FEW) as few:
        for station in (many, few):
            _write_story(station)

        def row(what: str, of: Callable[[Station], Measure], bound: Bound | None = KEPT) -> Row:
            what = f"{what} at 400,000 plays ÷ at 20,000"
            return compare(what, of(many), of(few), " ms", bound, 10)

        return [
            row("(a)", lambda station: _answer(station, "/current-track.json")),
            row("(b)", lambda station: _answer(station, STORY), None),
            row("watcher: a song goes on,", _look),
            row("watcher: a new song,", _change),
            row("watcher: nothing plays,", _silence),
        ]


def _write_story(station: Station) -> None:
    """Write a story with fifty replies, whose two artists are credited in every play."""
    newsroom.write_stories(station.app, range(1))
    newsroom.write_replies(station.app, 0, 50 - newsroom.EACH)
    newsroom.credit_plays(station.app)


def _answer(station: Station, path: str) -> Measure:
    """Measures the wait for an answer of the warm server."""
    address = station.address(path)
    wrk.warm(address)
    return lambda: wrk.wait(address, 1)


def _look(station: Station) -> Measure:
    return lambda: _fastest(station.hear)


def _change(station: Station) -> Measure:
    ids = count(2)

    def change() -> str:
        number = next(ids)
        return station.hear(of=song(f"{number}.mp3"), song_id=number, elapsed=0.0)

    return lambda: _fastest(change)


def _silence(station: Station) -> Measure:
    return lambda: _fastest(lambda: station.hear(state="stop"))


def _fastest(hear: Callable[[], str]) -> float:
    """The milliseconds of the fastest of some looks (of the first, when it takes very long)."""
    took: list[float] = []
    while sum(took) < ENOUGH:
        time.sleep(0.003)  # a reading counts only if it was begun after the last one's end
        began = time.perf_counter()
        assert hear() == "write"
        took.append(time.perf_counter() - began)
    return 1000 * min(took)
