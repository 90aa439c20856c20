"""(b) = the page of a story with fifty replies, uncached, beside (a) = /current-track.json."""

from urllib.request import urlopen

from tests.performance import newsroom, wrk
from tests.performance.rounds import compare
from tests.performance.station import Station, served_station
from tests.performance.table import Row, at_least, number

STORIES, REPLIES = 100, 50
PATH = f"/news/story-{STORIES // 2}"


def measure() -> list[Row]:
    """Its rate over that of (a), and how large it is."""
    with served_station() as station:
        newsroom.write_stories(station.app, range(STORIES))
        newsroom.write_replies(station.app, STORIES // 2, REPLIES - newsroom.EACH)
        newsroom.credit_plays(station.app)

        def story() -> float:
            return wrk.rate(station.address(PATH), 2)

        def polled() -> float:
            return wrk.rate(station.address("/current-track.json"), 1)

        wrk.warm(station.address(PATH))
        page, thread = _sizes(station)
        bound = at_least(0.08, 0.12)
        return [
            compare("(b), a story with 50 replies ÷ (a)", story, polled, "/s", bound, 10),
            number("kilobytes of (b)", page / 1000, unit=" kB"),
            number("of which its thread", thread / 1000, unit=" kB"),
        ]


def _sizes(station: Station) -> tuple[int, int]:
    """The bytes of the page, and those of the thread in it."""
    with urlopen(station.address(PATH)) as answer:
        page: bytes = answer.read()
    assert page.count(b'class="opinion"') == REPLIES
    begin = page.index(b'id="opinions"')
    return len(page), page.index(b"</section>", begin) - begin
