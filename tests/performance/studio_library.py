"""The studio's library at 20,000 tracks and 400,000 plays: server time of each question."""

import time
from collections.abc import Callable

from tests.performance.music_library import write_tracks
from tests.performance.station import Station, station
from tests.performance.table import Row, at_most, number
from tests.staff import sign_in, write_cast

PLAYS = 400_000
TRIES = 12
QUESTIONS = {
    "a letter that all have": "?q=e",
    "two words": "?q=tide+lant",
    "words of none": "?q=tractor",
    "all results to add": "?q=tide&all=1",
    "everything": "?q=",
    "its last page": "?page=400",
    "artists": "?by=artists",
    "albums": "?by=albums",
    "folders": "?by=folders",
    "newly added": "?by=new",
    "not played for a month": "?by=rested",
    "not played for a month, searched": "?by=rested&q=tide",
}


def measure() -> list[Row]:
    """The milliseconds of each question, at best."""
    with station(PLAYS) as made:
        write_tracks(made.app)
        opened = _console(made)
        return [
            number(f"library of 20,000 tracks: {what}", opened(query), at_most(100, 50), " ms")
            for what, query in QUESTIONS.items()
        ]


def _console(made: Station) -> Callable[[str], float]:
    browser = sign_in(made.app, write_cast(made.app)["dj"])

    def once(query: str) -> float:
        began = time.perf_counter()
        assert browser.get(f"/studio/library.json{query}").status_code == 200, query
        return 1000 * (time.perf_counter() - began)

    return lambda query: min(once(query) for _ in range(TRIES))
