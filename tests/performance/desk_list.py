"""What many stories cost at the desk: the list for an editor, whole and narrowed."""

import time
from collections.abc import Callable

from tests.performance import newsroom
from tests.performance.rounds import Measure, compare
from tests.performance.station import Station, station
from tests.performance.table import Row, at_most
from tests.staff import sign_in, write_cast

MANY, FEW = 10_000, 100
ENOUGH = 0.1
LISTS = {
    "the list": "",
    "its last page": "?page={last}",
    "sorted by title": "?sort=title",
    "sorted by author": "?sort=author",
    "sorted by state": "?sort=state",
    "words of every story": "?q=rain+fish",
    "words of one story": "?q=part+77",
    "words of none": "?q=tractor",
    "the beginning of a word": "?q=se",
    "a state that most are in": "?state=published",
    "a state that none is in": "?state=draft",
    "an author of half": "?author=mara",
    "an author of none": "?author=nobody",
    "a tag of all": "?tag=film",
    "a tag of one": "?tag=rare",
    "all at once": "?q=rain&state=published&author=mara&tag=film",
}


def measure() -> list[Row]:
    """The time of each list at 10,000 stories over that at 100."""
    with station() as many, station() as few:
        open_many, open_few = _desk(many, MANY), _desk(few, FEW)
        return [
            compare(
                f"desk: {what}, at 10,000 stories ÷ at 100",
                open_many(query),
                open_few(query),
                " ms",
                at_most(3, 1.2),
            )
            for what, query in LISTS.items()
        ]


def _desk(made: Station, stories: int) -> Callable[[str], Measure]:
    newsroom.write_stories(made.app, range(stories))
    browser = sign_in(made.app, write_cast(made.app)["editor"])

    def opened(query: str) -> Measure:
        address = f"/desk/stories/{query.format(last=stories // 20)}"

        def fastest() -> float:
            took: list[float] = []
            while sum(took) < ENOUGH:
                began = time.perf_counter()
                assert browser.get(address).status_code == 200, address
                took.append(time.perf_counter() - began)
            return 1000 * min(took)

        fastest()
        return fastest

    return opened
