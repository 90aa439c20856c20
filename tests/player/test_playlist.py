"""/playlist/: what was heard on a day."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.news.helpers import Page
from tests.player.public_record import Record

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def record(app, traveller):
    return Record(app)


def page(app, path="/playlist/"):
    answer = app.test_client().get(path)
    assert answer.status_code == 200, path
    return Page(answer.text)


def titles(app, path="/playlist/"):
    return page(app, path).inside("main", id="main").texts("b")


def test_today_is_shown_newest_first(app, record):
    record.fill(NOON - 12 * HOUR, NOON)
    record.play("Yesterday's", NOON - 13 * HOUR)
    record.play("First", NOON - 2 * HOUR)
    record.play("Second", NOON - HOUR)
    record.play("On air", NOON - MINUTE, None, last_at=NOON)
    assert titles(app) == ["On air", "Second", "First"]
    main = page(app).inside("main", id="main")
    assert main.texts("strong") == ["On air now"]
    assert main.texts("time")[-1] == "10:00"


def test_what_belongs_to_a_show_stands_under_its_heading(app, record):
    record.fill(NOON - 13 * HOUR, NOON)
    record.episode(NOON - 12 * HOUR, NOON + 12 * HOUR)
    number = record.episode(NOON - 3 * HOUR, NOON - HOUR, "Night Boat")
    for hours in (4, 2, 0.5):
        record.play(f"At {hours}", NOON - hours * HOUR)
    main = page(app).inside("main", id="main")
    headings = [text for text in main.texts("h2") if text != "What was that song?"]
    assert headings == ["Automation", "Night Boat", "Automation"]
    assert main.all("a", href=f"/shows/night-boat/episodes/{number}")


def test_a_day_without_shows_has_no_headings(app, record):
    record.episode(NOON - 12 * HOUR, NOON + 12 * HOUR)
    record.play("Tide", NOON - HOUR)
    assert page(app).inside("main", id="main").texts("h2") == ["What was that song?"]


def test_a_day_leads_to_the_days_around_it(app, record):
    record.play("Old", NOON - 48 * HOUR)
    days = page(app, "/playlist/2026-11-21").inside("nav", aria_label="Days")
    hrefs = [attributes["href"] for attributes, _ in days.all("a")]
    assert hrefs == ["/playlist/2026-11-20", "/playlist/"]
    assert titles(app, "/playlist/2026-11-20") == ["Old"]
    first = page(app, "/playlist/2026-11-20").inside("nav", aria_label="Days")
    assert [attributes["href"] for attributes, _ in first.all("a")] == ["/playlist/2026-11-21"]


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_day_on_which_clocks_change_is_whole(make_app, traveller, day, hours):
    app = make_app(RADIO_TIMEZONE="Europe/Berlin")
    record = Record(app)
    since = datetime.fromisoformat(f"{day}T00:00+0{2 - (hours == 23)}:00")
    for hour in range(-1, hours + 1):
        record.play(f"Hour {hour}", since + hour * HOUR, 60)
    assert titles(app, f"/playlist/{day}") == [f"Hour {n}" for n in reversed(range(hours))]
    times = page(app, f"/playlist/{day}").inside("main", id="main").texts("time")[::-1]
    if hours == 25:
        assert times[1:5] == ["01:00", "02:00 CEST", "02:00 CET", "03:00"]
    else:
        assert times[1:3] == ["01:00", "03:00"]


def test_a_stream_delay_moves_songs_into_the_day_they_are_heard_in(make_app, traveller):
    app = make_app(RADIO_STREAM_DELAY=120)
    Record(app).play("At midnight", NOON - 12 * HOUR - MINUTE)
    assert titles(app, "/playlist/2026-11-21") == []
    assert titles(app) == ["At midnight"]
    assert page(app).inside("main", id="main").texts("time")[-1] == "00:01"


def test_a_page_has_at_most_a_hundred_rows(app, record):
    for number in range(150):
        record.play(f"Song {number}", NOON - 10 * HOUR + number * MINUTE, 1)
    first, second = titles(app), titles(app, "/playlist/?page=2")
    assert len(first) + len(second) in range(150, 152)
    assert (first[-1], second[0]) == ("Song 51", "Song 50") or len(first) < 100
    assert titles(app, "/playlist/2026-11-22?page=99") == second
    assert app.test_client().get("/playlist/?page=0").status_code == 404


@pytest.mark.parametrize("day", ["2026-11-23", "2026-02-30", "9999-12-31", "0001-01-01", "today",
                                 "2026-11-22%00", "x" * 2000, "2026-11-22/"])  # fmt: skip
def test_days_that_are_none_or_to_come_are_not_found(app, record, day):
    assert app.test_client().get(f"/playlist/{day}").status_code == 404


def test_what_is_not_there_is_said_in_words(app, record):
    assert page(app).texts("p", class_="standfirst")[1].startswith("No songs yet.")
    record.play("Tide", NOON - 48 * HOUR)
    before = page(app, "/playlist/2020-01-01").texts("p", class_="standfirst")[1]
    assert before == "The playlist begins on Friday 20 November 2026."


def test_a_thousand_rows_cost_as_many_statements_as_ten(app, record, count_queries):
    record.episode(NOON - 12 * HOUR, NOON + 12 * HOUR)
    record.episode(NOON - 3 * HOUR, NOON - HOUR, "Night Boat")
    counts = []
    page(app)  # the schedule is read once
    for since in (0, 10):
        for number in range(since, since + 90):
            record.play("Tide", NOON - 6 * HOUR + number * 2 * MINUTE, 2)
        with count_queries() as queries:
            page(app)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14, counts
