"""The public record at a million plays and at ten thousand: server time of each page."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta

from tests.performance.record_log import NOW, make_charts, write_log
from tests.performance.rounds import compare
from tests.performance.station import Station, station
from tests.performance.table import Row, at_most, number

MANY, FEW = 1_000_000, 10_000
TRIES = 5
YESTERDAY = (NOW - timedelta(days=1)).date()
PAGES = {
    "the playlist of today": "/playlist/",
    "the playlist of a day": f"/playlist/{YESTERDAY}",
    "its third page": f"/playlist/{YESTERDAY}?page=3",
    "what was that song?": f"/playlist/?day={YESTERDAY}&time=15:50",
    "the charts of the week": "/charts/",
    "the charts of the year": f"/charts/year/{YESTERDAY.year}?of=track",
    "the charts as CSV": f"/charts/week/{YESTERDAY}.csv",
}


def measure() -> list[Row]:
    """The milliseconds of each page at a million plays, and their ratio to those at 10,000."""
    with ExitStack() as stack:
        many, few = (stack.enter_context(station(0)) for _ in range(2))
        for made, count in ((many, MANY), (few, FEW)):
            write_log(made.app, count)
            make_charts(made.app)
        return [row for what, path in PAGES.items() for row in _rows(what, path, many, few)]


def _rows(what: str, path: str, many: Station, few: Station) -> list[Row]:
    slow, fast = _opened(many, path), _opened(few, path)
    return [
        number(f"{what}, 1,000,000 plays", slow(), at_most(100), " ms"),
        compare(f"{what} at 1,000,000 plays ÷ at 10,000", slow, fast, " ms", at_most(1.5)),
    ]


def _opened(made: Station, path: str) -> Callable[[], float]:
    """Return a measure of the server's time for a page, at best, in milliseconds."""
    browser = made.app.test_client()

    def once() -> float:
        began = time.perf_counter()
        answer = browser.get(path, follow_redirects=True)
        assert answer.status_code == 200, path
        return 1000 * (time.perf_counter() - began)

    return lambda: min(once() for _ in range(TRIES))
