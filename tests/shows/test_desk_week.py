"""The week grid: hours of each day, what overlaps, what is empty, the weeks of clock changes."""

from datetime import date

import pytest

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.shows.week_grid import week_of
from tests.news.helpers import Page
from tests.shows.rows import add_show, add_slot


@pytest.fixture
def in_berlin(app):
    """The station is in Berlin."""
    with app.app_context():
        begin_write()
        keep_settings({"timezone": "Europe/Berlin"})
        db.session.commit()


@pytest.mark.parametrize(
    ("monday", "zone", "hours", "rows", "absent"),
    [
        ("2026-11-23", "Europe/Berlin", [24] * 7, 24, []),
        ("2026-10-19", "Europe/Berlin", [24] * 6 + [25], 25, ["02:00"] * 6),
        ("2027-03-22", "Europe/Berlin", [24] * 6 + [23], 24, ["02:00"]),
        ("2026-03-30", "Australia/Lord_Howe", [24] * 6 + [24.5], 25, ["01:00"] * 6),
        ("2026-10-19", "Africa/Cairo", [24] * 7, 24, []),
        ("2026-04-20", "Africa/Cairo", [24, 24, 24, 24, 23, 24, 24], 24, ["00:00"]),
    ],
)
def test_the_hours_of_a_week(monday, zone, hours, rows, absent):
    week = week_of([], date.fromisoformat(monday), zone)
    assert [day.hours for day in week.days] == hours
    assert len(week.rows) == rows
    missing = [f"{hour:02}:00" for (hour, _), cells in week.rows for one in cells if one is None]
    assert missing == absent
    for day in week.days:
        ends = [day.starts_at, *(cell.ends_at for cell in day.cells.values())]
        assert [cell.starts_at for cell in day.cells.values()] == ends[:-1]
        assert ends[-1] == day.ends_at


def test_overlaps_and_holes_are_named_and_marked(traveller, editor):
    ferry, dub = add_show(editor), add_show(editor, title="Dub Station")
    slot = add_slot(editor, ferry, zone="UTC", starts="00:00", ends="20:00")
    add_slot(editor, dub, starts="20:00", ends="22:30")
    page = Page(editor.get("/desk/shows/week?week=2026-11-25").text)
    assert page.texts("h1") == ["Week of Mon 23 Nov 2026"]
    said = page.texts("li")
    assert "Mon 23 Nov 19:00–20:00: Night Ferry and Dub Station" in said
    assert "Mon 23 Nov 21:30 – Mon 30 Nov 00:00" in said
    grid = page.inside("table", class_="week-grid")
    both = grid.texts("a", class_="airing overlaps")
    assert both == ["19:00–21:30 Dub Station overlap 20:00–22:30 Europe/Berlin"]
    links = {found["href"] for found, _ in grid.all("a")}
    assert f"/desk/shows/slots/{slot}" in links
    assert "/desk/shows/slots/new?weekday=6&starts=23:00&first_on=2026-11-29" in links
    assert len(grid.all("td", class_="hole")) == 7 * 24 - 21


def test_a_doubled_hour_has_a_row_and_a_show_over_it_an_hour_more(editor, in_berlin):
    show = add_show(editor)
    add_slot(editor, show, weekday="6", starts="01:00", ends="04:00", first_on="2026-10-18")
    text = editor.get("/desk/shows/week?week=2026-10-25").text
    assert "Sun 25 Oct 2026 has 25 hours" in text
    grid = Page(text).inside("table", class_="week-grid")
    assert len(grid.all("a", class_="airing")) + len(grid.all("a", class_="airing goes-on")) == 4


def test_a_time_that_clocks_leave_out_is_the_end_of_the_gap(editor, in_berlin):
    show = add_show(editor)
    add_slot(editor, show, weekday="6", starts="02:30", ends="03:30", first_on="2027-03-28")
    text = editor.get("/desk/shows/week?week=2027-03-28").text
    assert "Sun 28 Mar 2027 has 23 hours" in text
    grid = Page(text).inside("table", class_="week-grid")
    assert grid.texts("a", class_="airing") == ["03:00–03:30 Night Ferry"]


@pytest.mark.parametrize("week", ["0000-01-01", "9999-12-31", "2026-02-31", "x", "1" * 500])
def test_no_date_is_no_week(editor, week):
    assert editor.get(f"/desk/shows/week?week={week}").status_code == 404


def test_a_week_costs_the_same_for_many(editor, count_queries):
    for number in range(10):
        show = add_show(editor, title=f"Show {number}")
        add_slot(editor, show, weekday=str(number % 7), starts=f"{number + 5:02}:00")
    with count_queries() as queries:
        assert editor.get("/desk/shows/week").status_code == 200
    assert len(queries) <= 12
