"""(a) = /current-track.json, uncached, beside routes of the same server that answer a constant."""

from tests.performance import wrk
from tests.performance.rounds import compare
from tests.performance.station import served_station
from tests.performance.table import Row, at_least

FACTORY = "tests.performance.constant:create_app"


def measure() -> list[Row]:
    """Its rate over that of a constant route, and of a constant before Flask."""
    with served_station(factory=FACTORY) as station:

        def polled() -> float:
            return wrk.rate(station.address("/current-track.json"), 1)

        def constant() -> float:
            return wrk.rate(station.address("/constant"), 1)

        def bare() -> float:
            return wrk.rate(station.address("/bare"), 1)

        bound = at_least(0.4, 0.55)
        return [
            compare("(a) ÷ a route that answers a constant", polled, constant, "/s", bound, 12),
            compare("(a) ÷ a constant before Flask", polled, bare, "/s", count=3),
        ]
