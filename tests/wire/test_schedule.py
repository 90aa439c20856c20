"""When a source is asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from blueprints.wire.schedule import DAY, after_failure, after_success, jitter, retry_after

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_sources_come_at_their_interval_spread_by_a_tenth():
    waits = [after_success(60, source) for source in range(1, 200)]
    assert min(waits) >= 0.9 * HOUR
    assert max(waits) <= 1.1 * HOUR
    assert len(set(waits)) > 190
    assert after_success(60, 7) == after_success(60, 7)


@pytest.mark.parametrize(
    ("control", "ttl", "wait"),
    [("max-age=7200, public", 0, 2 * HOUR), ("max-age=60", 0, HOUR), ("", 180, 3 * HOUR),
     ("public, s-maxage=9", 0, HOUR), ("max-age=99999999", 999999, DAY), ("max-age=x", 0, HOUR)],
)  # fmt: skip
def test_a_server_may_ask_for_more_up_to_a_day(control, ttl, wait):
    assert after_success(60, 1, control, ttl) == (wait if wait > HOUR else HOUR * jitter(1))
    late = next(source for source in range(99) if jitter(source) > 1)
    assert after_success(60, late, control, ttl) == wait * jitter(late)


def test_the_interval_of_a_day_stays_a_day():
    assert after_success(1440, 1) == DAY * jitter(1)


def test_failures_double_the_wait_up_to_a_day():
    waits = [after_failure(60, 1, failures) / jitter(1) for failures in (1, 2, 3, 5, 6, 1000)]
    assert [round(wait / HOUR, 6) for wait in waits] == [1, 2, 4, 16, 24, 24]
    assert after_failure(60, 1, 1, timedelta(hours=5)) == 5 * HOUR
    assert after_failure(60, 1, 9, timedelta(seconds=5)) == DAY * jitter(1)


@pytest.mark.parametrize(
    ("value", "wait"),
    [("120", timedelta(minutes=2)), ("999999999999", DAY), ("0", timedelta()),
     ("Sun, 22 Nov 2026 13:00:00 GMT", HOUR), ("Sun, 22 Nov 2020 13:00:00 GMT", timedelta()),
     ("Sun, 22 Nov 2099 13:00:00 GMT", DAY), ("soon", None), ("", None), ("-5", None)],
)  # fmt: skip
def test_retry_after_is_in_seconds_or_a_date(value, wait):
    assert retry_after(value, NOON) == wait
