"""Weeks, months and years of charts."""

from datetime import UTC, date, datetime, timedelta

import pytest

from blueprints.player.chart_periods import all_periods, period_after, period_before, period_of

MONDAY, TUESDAY = 0, 1


@pytest.mark.parametrize(
    ("kind", "day", "weekday", "begin", "end"),
    [("week", "2026-11-29", MONDAY, "2026-11-23", "2026-11-30"),
     ("week", "2026-11-23", TUESDAY, "2026-11-17", "2026-11-24"),
     ("week", "2027-01-02", MONDAY, "2026-12-28", "2027-01-04"),  # the year's 53rd
     ("month", "2028-02-29", MONDAY, "2028-02-01", "2028-03-01"),
     ("month", "2026-12-31", MONDAY, "2026-12-01", "2027-01-01"),
     ("year", "2026-11-29", MONDAY, "2026-01-01", "2027-01-01")],
)  # fmt: skip
def test_a_day_is_in_a_period(kind, day, weekday, begin, end):
    period = period_of(kind, date.fromisoformat(day), weekday)
    assert (str(period.starts_on), str(period.ends_on)) == (begin, end)
    assert period_after(period_before(period, weekday), weekday) == period
    assert period_before(period, weekday).ends_on == period.starts_on


def test_a_week_with_a_clock_change_is_an_hour_longer():
    since, until = period_of("week", date(2026, 10, 25), MONDAY).bounds("Europe/Berlin")
    assert since == datetime(2026, 10, 18, 22, tzinfo=UTC)
    assert until - since == timedelta(days=7, hours=1)


def test_all_periods_come_newest_first_and_each_once():
    found = all_periods(date(2025, 12, 30), date(2026, 1, 7), MONDAY)
    assert [(period.kind, str(period.starts_on)) for period in found] == [
        ("week", "2026-01-05"), ("month", "2026-01-01"), ("year", "2026-01-01"),
        ("week", "2025-12-29"), ("month", "2025-12-01"), ("year", "2025-01-01"),
    ]  # fmt: skip
