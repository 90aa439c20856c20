"""(a) = /current-track.json, uncached, beside routes of the same server that answer a constant."""

from tests.performance import wrk
from tests.performance.rounds import compared, interleaved
from tests.performance.station import served_station
from tests.performance.table import Row, at_least

FACTORY = "tests.performance.constant:create_app"
SECONDS = 2


def measure() -> list[Row]:
    """Its rate over that of a constant route, and of a constant before Flask."""
    with served_station(factory=FACTORY) as station:

        def rate(path: str) -> float:
            return wrk.rate(station.address(path), SECONDS)

        constant = interleaved(6, lambda: rate("/current-track.json"), lambda: rate("/constant"))
        bare = interleaved(2, lambda: rate("/current-track.json"), lambda: rate("/bare"))
    return [
        compared("(a) ÷ a route that answers a constant", constant, "/s", at_least(0.4, 0.55)),
        compared("(a) ÷ a constant before Flask", bare, "/s"),
    ]
