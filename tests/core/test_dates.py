"""Moments as people read them: in the station's zone."""

from datetime import UTC, datetime

import pytest

from blueprints.core.dates import clock_time, long_date

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
