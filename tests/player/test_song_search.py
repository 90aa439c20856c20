"""“What was that song?”: a listener says about when."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.news.helpers import Page
from tests.player.public_record import Record

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def record(app, traveller):
    return Record(app)


def ask(app, status=200, **question):
    answer = app.test_client().get("/playlist/", query_string=question)
    assert answer.status_code == status
    return Page(answer.text).inside("main", id="main")


def sentences(main):
    return main.texts("p", class_="standfirst")


def test_the_song_is_named_marked_and_stands_between_its_neighbours(app, record):
    record.play("Too early", NOON - 23 * HOUR - 40 * MINUTE, 10)
    record.play("Before", NOON - 23 * HOUR - 10 * MINUTE, 10)
    record.play("Tide", NOON - 23 * HOUR, 4)
    record.play("After", NOON - 23 * HOUR + 4 * MINUTE, 30)
    main = ask(app, day="2026-11-21", time="13.02")
    assert sentences(main) == ["At 13:02 on Saturday 21 November 2026: “Tide” by Anna"]
    assert main.texts("b") == ["After", "Tide", "Before"]
    assert "Tide" in main.one("li", id="heard")[1]


@pytest.mark.parametrize("day", ["2026-11-21", "yesterday", "other"])
def test_a_day_may_be_given_in_several_ways(app, record, day):
    record.play("Tide", NOON - 20 * HOUR)
    main = ask(app, day=day, date="2026-11-21" if day == "other" else "", time="4:01 pm")
    assert "Tide" in main.one("li", id="heard")[1]
    assert main.one("input", name="time")[0]["value"] == "4:01 pm"


def test_a_day_without_a_time_leads_to_the_day(app, record):
    answer = app.test_client().get("/playlist/?day=2026-11-21&date=&time=")
    assert (answer.status_code, answer.location) == (302, "/playlist/2026-11-21")


def test_the_time_is_when_it_was_heard(make_app, traveller):
    app = make_app(RADIO_STREAM_DELAY=120)
    Record(app).play("Tide", NOON - HOUR, 3)
    assert "No song" in sentences(ask(app, day="2026-11-22", time="11:01"))[0]
    main = ask(app, day="2026-11-22", time="11:04")
    assert main.one("li", id="heard")[1].startswith("11:02")


def test_what_had_begun_long_before_is_found(app, record):
    record.play("At the quay", NOON - 5 * HOUR, 180, source="live", kind="live", artist="")
    main = ask(app, day="2026-11-22", time="9:30")
    assert sentences(main) == ["At 09:30 on Sunday 22 November 2026: At the quay"]


def test_talk_without_a_title_is_named_as_in_the_playlist(app, record):
    record.play("", NOON - HOUR, 20, artist="", source="talk", kind="speech")
    main = ask(app, day="2026-11-22", time="11:05")
    assert sentences(main) == ["At 11:05 on Sunday 22 November 2026: Talk"]
    assert main.texts("b") == ["Talk"]


def test_under_a_jingle_nothing_is_marked_and_the_neighbours_are_shown(app, record):
    record.play("Before", NOON - 63 * MINUTE, 3)
    record.play("Ident", NOON - HOUR, 1, kind="jingle")
    record.play("After", NOON - 59 * MINUTE, 3)
    main = ask(app, day="2026-11-22", time="11:00")
    assert sentences(main)[0].startswith("No song was on at 11:00")
    assert "Ident" not in "".join(main.texts("li"))
    assert main.all("div", id="heard")


def test_a_gap_is_marked_as_a_gap(app, record):
    record.play("Before", NOON - 3 * HOUR, 3)
    record.gap(NOON - 177 * MINUTE, NOON - 2 * HOUR)
    record.play("After", NOON - 2 * HOUR, 3)
    main = ask(app, day="2026-11-22", time="9:30")
    assert main.one("li", id="heard")[1].endswith("Nothing was logged from 09:10 to 09:50.")


def test_in_an_hour_that_comes_twice_both_answers_are_given(make_app, traveller):
    app = make_app(RADIO_TIMEZONE="Europe/Berlin")
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    Record(app).play("In summer time", first, 5)
    Record(app).play("In winter time", first + HOUR, 5)
    main = ask(app, day="2026-10-25", time="2:31")
    assert main.texts("h2")[1:] == ["The first time (CEST)", "The second time (CET)"]
    assert "In summer time" in main.one("li", id="heard")[1]
    assert "In winter time" in main.one("li", id="heard-again")[1]


def test_a_time_that_was_left_out_shows_what_came_next(make_app, traveller):
    app = make_app(RADIO_TIMEZONE="Europe/Berlin")
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    Record(app).play("Before", change - 10 * MINUTE, 5)
    Record(app).play("Next", change + MINUTE, 5)
    main = ask(app, day="2026-03-29", time="2:30")
    assert "2:30 did not exist" in sentences(main)[0]
    assert main.texts("b") == ["Next"]


@pytest.mark.parametrize(
    ("question", "problem"),
    [({"time": "tea time"}, "Enter a time"), ({"time": "25:00"}, "Enter a time"),
     ({"time": "12:30"}, "still to come"), ({"time": "1\0005:50"}, "Enter a time"),
     ({"day": "2026-11-23", "time": "1:00"}, "still to come"),
     ({"day": "2026-13-01", "time": "1:00"}, "Enter a date"),
     ({"day": "other", "time": "1:00"}, "Enter a date"),
     ({"day": "9" * 5000, "time": "1:00"}, "Enter a date"),
     ({"day": "9999-12-31", "time": "9" * 5000}, "Enter a date")],
)  # fmt: skip
def test_bad_questions_are_refused_in_words_with_the_form_filled_in(app, record, question, problem):
    record.play("Tide", NOON - HOUR)
    main = ask(app, 422, **question)
    assert problem in main.one("p", class_="error")[1]
    assert main.one("input", name="time")[0]["value"] == question["time"].replace("\0", " ")[:60]


def test_parameters_may_be_repeated_and_html_is_text(app, record):
    answer = app.test_client().get("/playlist/?time=<b>&time=12:00&day=&day=x")
    assert answer.status_code == 422
    assert 'value="&lt;b&gt;"' in answer.text


def test_around_a_time_without_rows_it_says_so(app, record):
    record.play("Tide", NOON - HOUR)
    main = ask(app, day="2020-01-01", time="9:30")
    assert sentences(main) == ["Nothing was logged around 09:30 on Wednesday 1 January 2020."]


@pytest.mark.parametrize(("day", "typed", "offered"), [
    ("2026-11-21", "3:50", "15:50"), ("2026-11-22", "3:50", None), ("2026-11-21", "03:50", None),
    ("2026-11-21", "3:50 am", None), ("2026-11-21", "12:50", None),
])  # fmt: skip
def test_a_time_that_may_be_in_the_afternoon_offers_that_too(app, record, day, typed, offered):
    links = ask(app, day=day, time=typed).inside("p", class_="pages").all("a")
    hrefs = [attributes["href"] for attributes, text in links if "Did you mean" in text]
    assert hrefs == ([f"/playlist/?day={day}&time={offered}#heard"] if offered else [])
