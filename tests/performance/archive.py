"""What a long past of the news costs: many stories, and a story with many replies."""

from blueprints.comments import queries as comments
from blueprints.news.queries import PAGE_SIZE
from tests.performance import newsroom, wrk
from tests.performance.rounds import Measure, compare
from tests.performance.station import Station, served_station
from tests.performance.table import Bound, Row, at_most

MANY, FEW = 10_000, 100
REPLIES, MANY_REPLIES = 50, 5_000
STORY, DISPUTED = 50, 51  # stories that both stations have
ROUNDS = 10


def measure() -> list[Row]:
    """The times at 10,000 stories over those at 100; at 5,000 replies over those at 50."""
    with served_station() as many, served_station() as few:
        for station, stories in ((many, MANY), (few, FEW)):
            _fill(station, stories)
        return [*_by_stories(many, few), *_by_replies(few)]


def _fill(station: Station, stories: int) -> None:
    newsroom.write_stories(station.app, range(stories))
    newsroom.write_replies(station.app, STORY, REPLIES - newsroom.EACH)
    newsroom.write_replies(station.app, DISPUTED, MANY_REPLIES - newsroom.EACH)
    newsroom.credit_plays(station.app)


def _by_stories(many: Station, few: Station) -> list[Row]:
    def row(what: str, path: str, bound: Bound | None = None, of_few: str = "") -> Row:
        what = f"{what} at 10,000 stories ÷ at 100"
        return _row(what, _wait(many, path), _wait(few, of_few or path), bound)

    bound = at_most(1.2, 1)
    return [
        row("(b)", f"/news/story-{STORY}", bound),
        row("list", "/news/", bound),
        row("front page", "/", bound),
        row("list of a tag of every story", "/news/tag/harbour"),
        row("list of a tag of the oldest", "/news/tag/rare"),
        row("last page of the list", _last_page(MANY), of_few=_last_page(FEW)),
        row("feed", "/news/feed.xml"),
    ]


def _by_replies(station: Station) -> list[Row]:
    disputed = f"/news/story-{DISPUTED}"
    other = _wait(station, f"/news/story-{STORY}")

    def row(what: str, path: str, bound: Bound | None = None) -> Row:
        return _row(f"{what} of 5,000 replies ÷ (b)", _wait(station, path), other, bound)

    return [
        row("first page", disputed, at_most(2)),
        row("last page", f"{disputed}?page={MANY_REPLIES // comments.PAGE_SIZE}"),
        row("page by ?c=", f"{disputed}?c={newsroom.last_reply(station.app)}"),
    ]


def _row(what: str, this: Measure, other: Measure, bound: Bound | None) -> Row:
    return compare(what, this, other, " ms", bound, ROUNDS if bound else ROUNDS // 3)


def _wait(station: Station, path: str) -> Measure:
    """Measures the wait for an answer of the warm server."""
    address = station.address(path)
    wrk.warm(address)
    return lambda: wrk.wait(address, 1)


def _last_page(stories: int) -> str:
    return f"/news/?page={stories // PAGE_SIZE}"
