"""Moments as people read them: in the station's zone."""

from datetime import UTC, datetime

import pytest

from blueprints.core.dates import clock_time, from_local, long_date, to_local

LATE = datetime(2026, 11, 22, 20, 30, 59, tzinfo=UTC)


@pytest.mark.parametrize("moment", [LATE, "2026-11-22T20:30:59.000Z", "2026-11-22T21:30:59+01:00"])
@pytest.mark.parametrize(
    ("zone", "time", "date"),
    [
        ("UTC", "20:30", "Sunday 22 November 2026"),
        ("Asia/Kathmandu", "02:15", "Monday 23 November 2026"),
        ("America/St_Johns", "17:00", "Sunday 22 November 2026"),
    ],
)
def test_a_moment_is_shown_in_the_stations_zone(make_app, moment, zone, time, date):
    with make_app(RADIO_TIMEZONE=zone).test_request_context():
        assert clock_time(moment) == time
        assert long_date(moment) == date


@pytest.mark.parametrize(
    ("moment", "time"),
    [("2026-10-25T00:30:00Z", "01:30"), ("2026-10-25T01:30:00Z", "01:30"),
     ("2026-07-01T12:00:00Z", "13:00")],
)  # fmt: skip
def test_summer_time_is_kept(make_app, moment, time):
    with make_app(RADIO_TIMEZONE="Europe/Lisbon").test_request_context():
        assert clock_time(moment) == time


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-07-01T12:00", "2026-07-01T11:00:00+00:00"),
        ("2026-03-29T01:30", "2026-03-29T01:30:00+00:00"),  # left out in spring: an hour later
        ("2026-10-25T01:30", "2026-10-25T00:30:00+00:00"),  # comes twice in autumn: the first
    ],
)
def test_what_is_typed_is_read_by_the_stations_clocks(text, utc):
    moment = from_local(text, "Europe/Lisbon")
    assert moment.isoformat() == utc
    assert to_local(moment, "UTC") == utc[:16]


@pytest.mark.parametrize(
    "text", ["", "noon", "2026-07-01T12:00Z", "0001-01-01T00:00", "9999-12-31T23:59", "2026-02-30"]
)
def test_what_is_no_local_time_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - whichever reader finds it
        from_local(text, "Asia/Tokyo" if text[:1] == "0" else "Pacific/Niue")
