"""The front page and the feed, nothing kept, beside (b) = a story with fifty replies."""

from functools import partial

from tests.performance import newsroom, wrk
from tests.performance.rounds import compare
from tests.performance.station import served_station
from tests.performance.story import PATH, REPLIES, STORIES
from tests.performance.table import Row, at_most

PAGES = {"the front page": "/", "the feed": "/news/feed.xml"}


def measure() -> list[Row]:
    """Their time over that of (b)."""
    with served_station(RADIO_PAGE_CACHE_SECONDS="0") as station:
        newsroom.write_stories(station.app, range(STORIES))
        newsroom.write_replies(station.app, STORIES // 2, REPLIES - newsroom.EACH)
        newsroom.credit_plays(station.app)
        waits = {
            path: partial(wrk.wait, station.address(path), 2) for path in (PATH, *PAGES.values())
        }
        for path in waits:
            wrk.warm(station.address(path))
        return [
            compare(f"{name}, nothing kept ÷ (b)", waits[path], waits[PATH], " ms", at_most(1.5, 1))
            for name, path in PAGES.items()
        ]
