"""GET /shows/schedule.ics: read by a calendar library, it says what the schedule says."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events
import time_machine

from blueprints.shows.queries import schedule_between
from tests.shows.week import add_change, add_show

ADDRESS = "/shows/schedule.ics"
NOW = datetime(2026, 1, 6, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=730)
# Sundays and Saturdays, so that clock changes are on their dates and in the night before.
SUNDAY, SATURDAY = "2026-01-04", "2026-01-03"
SLOTS = [
    *((SUNDAY, times) for times in ("00:30-01:00", "01:15-02:30", "01:30-03:30", "02:15-02:45")),
    *((SUNDAY, times) for times in ("02:00-03:00", "02:30-03:30", "20:00-22:00")),
    *((SATURDAY, times) for times in ("22:00-01:30", "23:00-02:30", "12:00-11:45")),
]


def read(client):
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return icalendar.Calendar.from_ical(answer.data)


def in_calendar(client):
    """(title, start, end) of each event of two years, as a calendar app has them."""
    found = recurring_ical_events.of(read(client)).between(NOW, UNTIL)
    return sorted((str(one["SUMMARY"]), utc(one["DTSTART"]), utc(one["DTEND"])) for one in found)


def utc(property_):
    return property_.dt.astimezone(UTC)


def in_schedule(app, titles):
    with app.app_context():
        return sorted(
            (airing.title or titles[airing.show_id], airing.starts_at, airing.ends_at)
            for airing in schedule_between(NOW, UNTIL)
        )


@pytest.mark.parametrize(
    "zone",
    ["Europe/Lisbon", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC",
     "America/Santiago"],
)  # fmt: skip
@pytest.mark.parametrize("every", [1, 2])
def test_two_years_are_those_of_the_schedule(app, client, zone, every):
    with time_machine.travel(NOW, tick=False):
        one = add_show(app, "one", SLOTS, zone=zone, every=every)
        spring = [(day, "01:15-04:00") for day in ("2026-03-29", "2026-03-08", "2026-10-25")]
        two = add_show(app, "two", [*spring, ("2026-10-04", "01:00-03:00")], zone=zone)
        three = add_show(app, "three", [(SUNDAY, "09:00-10:00")], zone=zone)
        add_change(app, "cancelled", three, on_day="2026-02-01")
        add_change(app, "moved", three, on_day="2026-03-29", day="2026-03-30", times="01:30-00:30",
                   zone=zone, title="Late")  # fmt: skip
        add_change(app, "special", three, day="2026-10-25", times="00:30-03:30", zone=zone,
                   title="Night")  # fmt: skip
        expected = in_schedule(app, {one: "One", two: "Two", three: "Three"})
        assert in_calendar(client) == expected
        assert len(expected) > 900 / every


def test_the_answer_is_a_calendar_that_stays_the_same(app, client, count_queries):
    first, last = "2026-01-05", date(2026, 2, 2)
    with time_machine.travel(NOW, tick=False) as traveller:
        show = add_show(
            app, "harbour", [(first, "20:00-21:00")], zone="Europe/Lisbon",
            title="Harbour; & co, or\nthe sea", description="Ships.",
        )  # fmt: skip
        with count_queries() as queries:
            answer = client.get(ADDRESS)
        assert len(queries) <= 4
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert "Set-Cookie" not in answer.headers
        traveller.shift(3600)
        again = client.get(ADDRESS, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        change = add_change(app, "special", show, day=str(last), times="10:00-11:00", note="Live.")
        calendar = read(client)
    (series, special) = calendar.walk("VEVENT")
    assert series["UID"] == "slot-1@127.0.0.1:8000"
    assert series["SUMMARY"] == "Harbour; & co, or\nthe sea"
    assert series["URL"] == "http://127.0.0.1:8000/shows/harbour"
    assert series["DTSTART"].params["TZID"] == "Europe/Lisbon"
    assert special["UID"] == f"special-{change}@127.0.0.1:8000"
    assert special["DESCRIPTION"] == "Live.\n\nShips."
    assert (
        special["DTSTAMP"].dt
        > icalendar.Calendar.from_ical(answer.data).walk("VEVENT")[0]["DTSTAMP"].dt
    )


def test_onsets_of_a_zone_are_by_clocks_that_have_not_changed_yet(app, client):
    add_show(app, "harbour", [("2026-01-05", "20:00-21:00")], zone="Europe/Lisbon")
    (zone,) = read(client).walk("VTIMEZONE")
    onsets = {
        moment.dt.isoformat()
        for part in zone.subcomponents
        for moment in getattr(part.get("RDATE"), "dts", [])
    }
    assert {"2026-03-29T01:00:00", "2026-10-25T02:00:00"} <= onsets


def test_a_slot_that_begins_in_years_has_the_rules_of_its_zone(app, client):
    add_show(app, "harbour", [("2062-01-05", "20:00-21:00")], zone="Europe/Lisbon")
    (zone,) = read(client).walk("VTIMEZONE")
    assert zone.subcomponents  # RFC 5545, 3.6.5: one at least


def test_an_empty_schedule_is_a_calendar(client):
    assert read(client).walk("VEVENT") == []
