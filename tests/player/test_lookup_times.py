"""Days and times as listeners type them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from blueprints.player.lookup_times import (
    bounds_of,
    day_of,
    doubled_as,
    is_second,
    moments_of,
    time_of_day,
)

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "meant"),
    [("15:50", "15:50"), ("15.50", "15:50"), ("1550", "15:50"), ("15h50", "15:50"),
     ("15 50", "15:50"), (" 3:50 pm ", "15:50"), ("3:50 p.m.", "15:50"), ("3PM", "15:00"),
     ("12 am", "00:00"), ("12:30 pm", "12:30"), ("350", "03:50"), ("7", "07:00"),
     ("15:50:20", "15:50"), ("１５：５０", "15:50")],
)  # fmt: skip
def test_a_time_may_be_typed_as_people_do(text, meant):
    assert time_of_day(text) == time.fromisoformat(meant)


@pytest.mark.parametrize("text", ["", "ten", "25:00", "15:60", "13 pm", "0 am", "1:5", "15:50\0",
                                  "-1:00", "1" * 400, "15:50 15:50"])  # fmt: skip
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        time_of_day(text)


@pytest.mark.parametrize("text", ["", "today", "2026-02-30", "0001-01-01", "9999-12-31",
                                  "2026-1-1", "20260101", "２０２６-01-01"])  # fmt: skip
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        day_of(text)


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25),
                                            (date(2028, 2, 29), 24)])  # fmt: skip
def test_a_day_is_as_long_as_the_clocks_have_it(day, hours):
    since, until = bounds_of(day, BERLIN)
    assert until - since == timedelta(hours=hours)


def test_an_hour_that_comes_twice_means_two_moments():
    meant = moments_of(date(2026, 10, 25), time(2, 30), BERLIN)
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert meant.moments == (first, first + timedelta(hours=1))
    assert [doubled_as(moment, BERLIN) for moment in meant.moments] == ["CEST", "CET"]
    assert [is_second(moment, BERLIN) for moment in meant.moments] == [False, True]
    assert doubled_as(first + timedelta(hours=2), BERLIN) == ""


@pytest.mark.parametrize(
    ("day", "wall", "zone", "after"),
    [(date(2026, 3, 29), time(2, 59), BERLIN, "2026-03-29T01:00"),
     (date(2026, 10, 4), time(2, 10), "Australia/Lord_Howe", "2026-10-03T15:30"),
     (date(2011, 12, 30), time(9), "Pacific/Apia", "2011-12-30T10:00")],
)  # fmt: skip
def test_a_time_that_was_left_out_means_none_and_says_what_came_after(day, wall, zone, after):
    meant = moments_of(day, wall, zone)
    assert meant.moments == ()
    assert meant.after == datetime.fromisoformat(after).replace(tzinfo=UTC)
