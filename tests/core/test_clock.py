"""The clock: aware, in UTC, and as the JSON says it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import time_machine

from blueprints.core import clock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_now_is_aware_and_in_utc():
    with time_machine.travel(NOON, tick=False):
        assert clock.now() == NOON
        assert clock.now().tzinfo is UTC
        assert clock.timestamp() == NOON.timestamp()


def test_the_waiting_clock_only_goes_forward():
    first = clock.monotonic()
    assert clock.monotonic() >= first


def test_a_timestamp_comes_back_as_it_was():
    moment = clock.from_timestamp(NOON.timestamp() + 0.25)
    assert moment == NOON + timedelta(milliseconds=250)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (NOON, "2026-11-22T12:00:00.000Z"),
        (NOON + timedelta(microseconds=250_999), "2026-11-22T12:00:00.250Z"),
        (NOON.astimezone(timezone(timedelta(hours=-3))), "2026-11-22T12:00:00.000Z"),
        (None, None),
    ],
)
def test_a_moment_is_written_in_utc_with_milliseconds(moment, written):
    assert clock.rfc3339(moment) == written
