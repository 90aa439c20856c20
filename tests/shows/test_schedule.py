"""The schedule: slots by wall clocks, changes of single dates, and who is on air."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprints.shows.schedule import (
    Airing,
    Change,
    Rule,
    airings,
    holes,
    next_after,
    on_air,
    overlaps,
)

HOUR = timedelta(hours=1)


def wall(text):
    return time.fromisoformat(text)


def slot(day, times, zone="UTC", number=1, every=1, last_on=None):
    """A slot from `day` ("2026-11-23") on, at times like "22:00-01:00"; its show has its number."""
    first_on = date.fromisoformat(day)
    starts, ends = map(wall, times.split("-"))
    return Rule(
        number, number, first_on.weekday(), starts, ends, zone, every, first_on,
        last_on and date.fromisoformat(last_on),
    )  # fmt: skip


def change(what, show=1, of=None, day=None, times="00:00-00:00", title="", zone="UTC"):
    """A change: `of` is a date of the slot with the show's number."""
    starts, ends = map(wall, times.split("-"))
    return Change(
        what, show, show if of else None, of and date.fromisoformat(of),
        day and date.fromisoformat(day), starts, ends, zone, title, "",
    )  # fmt: skip


def at(text, zone="UTC", fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def reached(wall_time, zone):
    """The first quarter of an hour at which clocks in `zone` show that time or a later one."""
    some = (at(str(wall_time), zone) + n * HOUR / 4 for n in range(-8, 1))
    return next(m for m in some if m.astimezone(ZoneInfo(zone)).replace(tzinfo=None) >= wall_time)


def between(rules, since, until, changes=()):
    return airings(rules, changes, at(since), at(until))


def utc(found):
    """The times of airings, like "28 01:00-02:30"."""
    return [f"{a.starts_at:%d %H:%M}-{a.ends_at:%H:%M}" for a in found]


def days(found):
    return [str(airing.day) for airing in found]


SPRING_AND_AUTUMN = [
    # The hour after 1:00 UTC: left out in spring, twice in autumn. Lisbon is at UTC then.
    ("Europe/Lisbon", "2026-03-29", "00:30-01:00", "29 00:30-01:00"),
    ("Europe/Lisbon", "2026-03-29", "00:30-02:30", "29 00:30-01:30"),
    ("Europe/Lisbon", "2026-03-29", "00:30-01:30", "29 00:30-01:00"),  # it ends at the change
    ("Europe/Lisbon", "2026-03-29", "01:15-02:30", "29 01:00-01:30"),  # it begins at the change
    ("Europe/Lisbon", "2026-03-29", "01:15-01:45", None),  # nothing is left of it
    ("Europe/Lisbon", "2026-03-29", "01:15-02:00", None),
    ("Europe/Lisbon", "2026-10-25", "00:30-01:30", "24 23:30-00:30"),
    ("Europe/Lisbon", "2026-10-25", "01:15-01:45", "25 00:15-00:45"),
    ("Europe/Lisbon", "2026-10-25", "01:30-02:30", "25 00:30-02:30"),
    ("Europe/Lisbon", "2026-10-25", "00:30-02:30", "24 23:30-02:30"),
    ("Europe/Berlin", "2026-03-29", "01:00-04:00", "29 00:00-02:00"),
    ("Europe/Berlin", "2026-03-29", "02:30-03:30", "29 01:00-01:30"),
    ("Europe/Berlin", "2026-03-28", "23:00-02:00", "28 22:00-01:00"),
    ("Europe/Berlin", "2026-10-25", "01:00-04:00", "24 23:00-03:00"),
    ("Europe/Berlin", "2026-10-25", "02:00-03:00", "25 00:00-02:00"),
    ("Europe/Berlin", "2026-10-24", "22:00-03:00", "24 20:00-02:00"),
    ("Europe/Berlin", "2026-10-24", "12:00-12:00", "24 10:00-11:00"),  # 25 hours
    ("America/New_York", "2026-03-08", "01:00-04:00", "08 06:00-08:00"),
    ("America/New_York", "2026-03-08", "02:00-05:00", "08 07:00-09:00"),
    ("America/New_York", "2026-11-01", "00:30-01:30", "01 04:30-05:30"),
    ("America/New_York", "2026-11-01", "01:30-02:00", "01 05:30-07:00"),
    ("Australia/Lord_Howe", "2026-10-04", "01:00-03:00", "03 14:30-16:00"),  # half an hour less
    ("Australia/Lord_Howe", "2026-10-04", "02:15-02:45", "03 15:30-15:45"),
    ("Australia/Lord_Howe", "2026-10-04", "02:15-03:00", "03 15:30-16:00"),
    ("Australia/Lord_Howe", "2026-04-05", "01:00-03:00", "04 14:00-16:30"),
    ("Australia/Lord_Howe", "2026-04-05", "01:30-01:45", "04 14:30-14:45"),
]


@pytest.mark.parametrize(("zone", "day", "times", "expected"), SPRING_AND_AUTUMN)
def test_a_slot_on_the_day_of_a_clock_change(zone, day, times, expected):
    found = airings([slot(day, times, zone)], [], at(day) - 26 * HOUR, at(day) + 60 * HOUR)
    assert utc(found) == ([expected] if expected else [])
    assert [airing.day for airing in found] == [date.fromisoformat(day)][: len(found)]


@pytest.mark.parametrize(
    ("zone", "spring"),
    [
        ("Europe/Lisbon", "2026-03-29"),
        ("Europe/Berlin", "2026-03-29"),
        ("America/New_York", "2026-03-08"),
        ("Australia/Lord_Howe", "2026-10-04"),
    ],
)
def test_a_weekly_slot_keeps_to_the_clock_over_a_year(zone, spring):
    found = between([slot("2026-01-04", "20:00-22:00", zone)], "2026-01-01", "2027-01-01")
    assert len(found) == 52
    assert {a.starts_at.astimezone(ZoneInfo(zone)).strftime("%a %H:%M") for a in found} == {
        "Sun 20:00"
    }
    assert spring in days(found)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Berlin", "2026-03-29"), ("Australia/Lord_Howe", "2026-10-04"),
     ("America/Santiago", "2026-09-06"), ("Europe/Berlin", "2026-10-25")],
)  # fmt: skip
def test_slots_that_touch_are_on_without_hole_or_overlap_when_clocks_change(zone, day):
    borders = ["00:00", "00:20", "01:30", "02:10", "02:30", "02:50", "03:00", "03:30", "00:00"]
    rules = [slot(day, f"{a}-{b}", zone, n) for n, (a, b) in enumerate(pairwise(borders))]
    begin, end = at(day, zone), at(f"{date.fromisoformat(day) + timedelta(days=1)}", zone)
    found = airings(rules, [], begin, end)
    assert holes(found, begin, end) == overlaps(found) == []


def test_across_midnight_it_is_on_until_the_next_day():
    found = between([slot("2026-11-23", "22:00-01:00")], "2026-11-24", "2026-11-25")
    assert utc(found) == ["23 22:00-01:00"]
    assert on_air(found, at("2026-11-24T00:59:59")) is found[0]
    assert on_air(found, at("2026-11-24T01:00")) is None


def test_alternating_weeks_go_on_over_a_year_with_53_weeks():
    rule = slot("2026-01-01", "20:00-21:00", every=2)  # a Thursday; 2026 has 53 weeks
    found = between([rule], "2026-01-01", "2027-03-01")
    assert days(found)[:2] == ["2026-01-01", "2026-01-15"]
    assert days(found)[-5:] == [
        "2026-12-31", "2027-01-14", "2027-01-28", "2027-02-11", "2027-02-25",
    ]  # fmt: skip
    assert len(found) == 31


def test_a_slot_is_on_on_leap_day():
    rule = slot("2024-02-29", "20:00-21:00")
    assert days(between([rule], "2024-02-01", "2024-03-08")) == ["2024-02-29", "2024-03-07"]
    assert "2028-02-29" not in days(between([rule], "2028-02-01", "2028-04-01"))  # a Tuesday


def test_it_begins_at_its_first_date_and_ends_at_its_last():
    rule = slot("2026-11-23", "20:00-21:00", last_on="2026-12-07")
    found = between([rule], "2026-11-01", "2027-02-01")
    assert days(found) == ["2026-11-23", "2026-11-30", "2026-12-07"]


def test_only_what_overlaps_is_found():
    rule = slot("2026-11-23", "20:00-21:00")
    assert between([rule], "2026-11-23T21:00", "2026-11-30T20:00") == []
    assert days(between([rule], "2026-11-23T20:59", "2026-11-30T20:01")) == [
        "2026-11-23",
        "2026-11-30",
    ]


WEEK = ("2026-11-23", "2026-11-30")


def test_a_cancelled_date_is_left_out():
    changes = [change("cancelled", of="2026-11-23")]
    found = between([slot("2026-11-23", "20:00-21:00")], "2026-11-23", "2026-12-07", changes)
    assert days(found) == ["2026-11-30"]


@pytest.mark.parametrize(
    ("day", "times", "expected"),
    [
        ("2026-11-25", "09:00-10:00", "25 09:00-10:00"),
        ("2026-11-23", "23:30-00:30", "23 23:30-00:30"),
        ("2026-11-22", "23:30-00:30", "22 23:30-00:30"),
    ],
)
def test_a_moved_date_is_at_its_new_time_alone(day, times, expected):
    changes = [change("moved", of="2026-11-23", day=day, times=times, title="Late")]
    found = between([slot("2026-11-23", "20:00-21:00")], *WEEK, changes)
    assert utc(found) == [expected]
    assert (found[0].slot_id, found[0].one_off, found[0].title) == (1, False, "Late")
    assert days(found) == [day]


def test_a_move_of_a_date_that_the_slot_does_not_have_is_none():
    changes = [change("moved", of="2026-11-24", day="2026-11-25", times="09:00-10:00")]
    assert utc(between([slot("2026-11-23", "20:00-21:00")], *WEEK, changes)) == ["23 20:00-21:00"]


def test_a_moved_date_over_another_slot_is_on_air_and_the_slot_goes_on_afterwards():
    rules = [slot("2026-11-23", "20:00-21:00"), slot("2026-11-24", "18:00-22:00", number=2)]
    changes = [change("moved", of="2026-11-23", day="2026-11-24", times="19:00-20:00")]
    found = between(rules, *WEEK, changes)
    shows = [
        on_air(found, at(f"2026-11-24T{hour}")).show_id for hour in ("18:30", "19:30", "20:30")
    ]
    assert shows == [2, 1, 2]
    assert overlaps(found) == [(found[0], found[1])]


def test_a_special_on_top_of_a_slot_wins_even_when_both_begin_together():
    rules = [slot("2026-11-23", "20:00-23:00", number=9)]
    changes = [change("special", day="2026-11-23", times="20:00-21:00", title="Election night")]
    found = between(rules, *WEEK, changes)
    special = on_air(found, at("2026-11-23T20:30"))
    assert (special.title, special.one_off, special.slot_id) == ("Election night", True, None)
    assert on_air(found, at("2026-11-23T21:30")).show_id == 9
    assert next_after(found, at("2026-11-23T19:00")) is special
    assert next_after(found, at("2026-11-23T20:00")) is None


def test_days_without_airings_are_holes():
    found = between([slot("2026-11-23", "20:00-21:00")], *WEEK)
    assert holes(found, at(WEEK[0]), at(WEEK[1])) == [
        (at("2026-11-23"), at("2026-11-23T20:00")),
        (at("2026-11-23T21:00"), at("2026-11-30")),
    ]
    assert holes([], at(WEEK[0]), at(WEEK[1])) == [(at(WEEK[0]), at(WEEK[1]))]


@given(
    st.lists(st.tuples(st.integers(0, 300), st.integers(1, 200), st.booleans()), max_size=8),
    st.integers(-10, 510),
)
def test_holes_overlaps_and_who_is_on_air_agree_with_a_look_at_each_minute(stretches, minute):
    since = at("2026-11-23")
    moments = [since + timedelta(minutes=n) for n in range(520)]
    day = since.date()
    some = [
        Airing(n, None, day, moments[start], moments[start + length], one_off, "", "")
        for n, (start, length, one_off) in enumerate(stretches)
    ]
    on = [{a for a in some if a.starts_at <= m < a.ends_at} for m in moments]
    empty = [m for m, together in zip(moments, on, strict=True) if not together]
    in_holes = holes(some, since, moments[-1] + timedelta(minutes=1))
    assert [m for m in moments if any(a <= m < b for a, b in in_holes)] == empty
    pairs = {frozenset((a, b)) for together in on for a in together for b in together if a != b}
    assert {frozenset(pair) for pair in overlaps(some)} == pairs
    winner = on_air(some, since + timedelta(minutes=minute))
    running = on[minute] if minute >= 0 else set()
    assert (winner in running) if running else winner is None
    assert all(one.starts_at <= winner.starts_at for one in running)


@given(
    st.sampled_from(["Europe/Lisbon", "America/New_York", "Australia/Lord_Howe", "UTC"]),
    st.dates(date(2026, 1, 1), date(2026, 12, 20)),
    st.integers(0, 95),
    st.integers(1, 96),
    st.integers(1, 3),
)
def test_a_slot_is_on_when_the_clock_has_reached_its_start_and_not_its_end(
    zone, first_on, start, length, every
):
    clock = [f"{n // 4:02}:{n % 4 * 15:02}" for n in range(96)]
    rule = slot(str(first_on), f"{clock[start]}-{clock[(start + length) % 96]}", zone, every=every)
    since = at(str(first_on))
    found = airings([rule], [], since, since + timedelta(days=50))
    starts = datetime.combine(first_on, rule.starts)
    ends = starts + timedelta(minutes=15 * length)
    weeks = [timedelta(weeks=every * n) for n in range(9)]
    expected = [(reached(starts + week, zone), reached(ends + week, zone)) for week in weeks]
    assert [(a.starts_at, a.ends_at) for a in found] == [
        (a, b) for a, b in expected if a < b and a < since + timedelta(days=50) and b > since
    ]
