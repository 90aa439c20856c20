"""How many listened to a play."""

from datetime import UTC, datetime, timedelta

import pytest

from blueprints.reports.listeners import Listeners

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)


def at(seconds):
    return NOON + timedelta(seconds=seconds)


COUNTS = Listeners([(at(0), 10), (at(60), 20), (at(120), 60), (at(600), 7)])


@pytest.mark.parametrize(
    ("start", "end", "listeners"),
    [
        (0, 180, 30),
        (0, 120, 15),
        (30, 61, 20),
        (1, 59, 10),  # none within: one second after the first is nearer than one before the next
        (59.5, 59.9, 20),
        (240, 300, 60),
        (241, 300, None),
        (300, 480, 7),
        (300, 479, None),
        (-120, -120, 10),
        (-200, -121, None),
        (720, 900, 7),
        (721, 900, None),
        (60, 60, 20),
    ],
)
def test_the_mean_within_or_the_nearest_within_two_minutes(start, end, listeners):
    assert COUNTS.during(at(start), at(end)) == listeners


def test_without_counts_nothing_is_known():
    assert Listeners([]).during(at(0), at(180)) is None
