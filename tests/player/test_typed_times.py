"""Times of rows in the past, as they are typed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.player.typed_times import InFuture, moment_near, moment_of, starts_of

ZONE = "Europe/Berlin"  # an hour before UTC in winter
NOW = datetime(2026, 11, 29, 13, 10, 30, tzinfo=UTC)  # 14:10:30
SECOND_HOUR = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 02:30, for the second time


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "now", "moment"),
    [
        ("14:03", NOW, utc(2026, 11, 29, 13, 3)),
        ("14:10", NOW, utc(2026, 11, 29, 13, 10)),
        ("4:03:20", NOW, utc(2026, 11, 29, 3, 3, 20)),
        ("23:50", utc(2026, 11, 28, 23, 10), utc(2026, 11, 28, 22, 50)),
        ("2026-11-27T14:03", NOW, utc(2026, 11, 27, 13, 3)),
        ("2026-11-27 14:03:05", NOW, utc(2026, 11, 27, 13, 3, 5)),
        ("02:15", SECOND_HOUR, utc(2026, 10, 25, 0, 15)),
        ("2026-10-25T02:15", NOW, utc(2026, 10, 25, 0, 15)),
        ("2026-03-29T02:30", NOW, utc(2026, 3, 29, 1, 30)),
    ],
)
def test_a_typed_time_is_a_moment(text, now, moment):
    assert moment_of(text, ZONE, now) == moment


@pytest.mark.parametrize(
    "text", ["14:11", "23:50", "2026-11-29T14:11", "2026-12-01T00:00", "9999-12-31T23:59"]
)
def test_the_future_is_refused(text):
    with pytest.raises(InFuture):
        moment_of(text, ZONE, NOW)


@pytest.mark.parametrize(
    "text",
    ["", "now", "25:00", "14:60", "14.03", "2026-11-29", "2026-13-01T10:00", "0001-01-01T00:00",
     "2026-11-29T14:03Z", "2026-11-29T14:03+02:00", "1999-12-31T23:59", "١٤:٠٣"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match=r"^(?!in the future)"):
        moment_of(text, ZONE, NOW)


def test_a_rows_new_time_is_the_nearest_to_its_own():
    before_midnight = utc(2026, 11, 20, 22, 58)
    assert moment_near("0:02", before_midnight, ZONE, NOW) == utc(2026, 11, 20, 23, 2)
    assert moment_near("23:50", before_midnight, ZONE, NOW) == utc(2026, 11, 20, 22, 50)
    assert moment_near("2:15", utc(2026, 10, 25, 1, 10), ZONE, NOW) == utc(2026, 10, 25, 1, 15)
    assert moment_near("14:20", NOW, ZONE, NOW) == utc(2026, 11, 28, 13, 20)


def test_a_list_with_times_keeps_them_past_midnight():
    now = utc(2026, 11, 28, 23, 30)
    found = starts_of(["23:50", "", "00:05:10"], "", ZONE, now)
    assert found == [
        utc(2026, 11, 28, 22, 50),
        utc(2026, 11, 28, 22, 54),
        utc(2026, 11, 28, 23, 5, 10),
    ]


def test_a_list_without_times_follows_every_four_minutes_or_closer():
    assert starts_of(["", "", ""], "13:00", ZONE, NOW) == [
        utc(2026, 11, 29, 12, at) for at in (0, 4, 8)
    ]
    close = starts_of(["", "", ""], "14:10", ZONE, NOW)
    assert close == [utc(2026, 11, 29, 13, 10, at) for at in (0, 10, 20)]


def test_a_list_that_goes_through_the_hour_that_comes_twice_goes_forward():
    found = starts_of(["02:50", "02:10"], "2026-10-25T00:00", ZONE, NOW)
    assert found == [utc(2026, 10, 25, 0, 50), utc(2026, 10, 25, 1, 10)]


def test_a_list_with_the_newest_first_would_end_in_the_future():
    with pytest.raises(InFuture) as refused:
        starts_of(["14:00", "13:55"], "", ZONE, NOW)
    assert refused.value.place == 1


times = st.builds(lambda h, m: f"{h}:{m:02}", st.integers(0, 23), st.integers(0, 59))


@given(st.lists(times | st.just(""), min_size=1, max_size=20), times, st.integers(0, 366 * 48))
def test_a_list_is_in_order_and_never_in_the_future(typed, first, half_hours):
    now = NOW - timedelta(minutes=30 * half_hours)
    try:
        found = starts_of(typed, first, ZONE, now)
    except InFuture:
        return
    assert found == sorted(found)
    assert found[-1] <= now
