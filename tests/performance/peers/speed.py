"""Pages a second beside WordPress: as the station is served, and with nothing kept."""

from tests.performance import wrk
from tests.performance.peers.pages import FEED, FRONT, POLL, STORY, Page, fetch
from tests.performance.peers.wordpress import WordPress
from tests.performance.rounds import Measure, compare
from tests.performance.station import Station
from tests.performance.table import Bound, Row, at_least, at_most

OURS, THEIRS = 2, 3  # seconds; WordPress answers few requests in one
ROUNDS = 3


def as_served(station: Station, wordpress: WordPress) -> list[Row]:
    """Compare the pages with WordPress's, and with the same bytes as files of nginx."""
    bounds = ((STORY, 100), (FRONT, 100), (FEED, 40), (POLL, 40))
    rows = [_beside(station, wordpress, page, at_least(bound)) for page, bound in bounds]
    return rows + [_beside_file(station, wordpress, page) for page in (STORY, POLL)]


def nothing_kept(station: Station, wordpress: WordPress) -> list[Row]:
    """Compare the pages, made anew for each request, with WordPress's and with our story's."""
    how = ", nothing kept"
    rows = [_beside(station, wordpress, STORY, at_least(6, 10), how)]
    rows += [_beside_story(station, page) for page in (FRONT, FEED)]
    return rows + [_beside(station, wordpress, page, None, how) for page in (FRONT, FEED, POLL)]


def _beside(
    station: Station, wordpress: WordPress, page: Page, bound: Bound | None, how: str = ""
) -> Row:
    def theirs() -> float:
        return wordpress.rate(page.peer_path, THEIRS)

    what = f"{page.name} ÷ WordPress's {page.peer}{how}"
    wordpress.rate(page.peer_path, 1)
    return compare(what, _rate(station, page), theirs, "/s", bound, ROUNDS if bound else 2)


def _beside_file(station: Station, wordpress: WordPress, page: Page) -> Row:
    """Compare a file of nginx that has the same bytes with the page."""
    name = page.path.rpartition("/")[2]
    (wordpress.folder / "files" / name).write_bytes(fetch(station.address(page.path)))
    address = wordpress.address(f"/files/{name}")
    what = f"a file of nginx ÷ {page.name}, the same bytes"
    return compare(what, lambda: wrk.rate(address, OURS), _rate(station, page), "/s", count=3)


def _beside_story(station: Station, page: Page) -> Row:
    what = f"{page.name} ÷ story with 50 replies, nothing kept"
    bound = at_most(1.5, 1)
    return compare(what, _wait(station, page), _wait(station, STORY), " ms", bound, ROUNDS)


def _rate(station: Station, page: Page) -> Measure:
    address = station.address(page.path)
    wrk.warm(address)
    return lambda: wrk.rate(address, OURS)


def _wait(station: Station, page: Page) -> Measure:
    address = station.address(page.path)
    wrk.warm(address)
    return lambda: wrk.wait(address, OURS)
