"""Charts: which are made when, and the pages that show them."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.player.chart_upkeep import keep_charts
from blueprints.player.models import Track
from blueprints.player.record_models import Chart, ChartEntry, Recording
from tests.news.helpers import Page
from tests.player.by_hand import Hand
from tests.player.public_record import Record

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)  # a Sunday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def record(app, traveller):
    return Record(app)


def make(app):
    """Make every chart that is due; return how many rounds it took."""
    for rounds in range(1, 50):
        with app.app_context():
            if not keep_charts():
                return rounds
    raise AssertionError("it never ends")


def chart(app, path="/charts/", of=""):
    """Rank, name, plays and rank before of each row of a chart's page."""
    answer = app.test_client().get(f"{path}?of={of}" if of else path)
    assert answer.status_code == 200
    main = Page(answer.text).inside("main", id="main")
    if not main.all("tbody"):
        return []
    body = main.inside("tbody")
    width = len(body.texts("td")) // len(body.texts("b"))
    cells = iter(body.texts("td"))
    rows = [[next(cells) for _ in range(width)] for _ in body.texts("b")]
    return [(row[0], name, *row[1:]) for row, name in zip(rows, body.texts("b"), strict=True)]


def test_the_week_counts_songs_of_every_source_and_nothing_else(app, record):
    for source, hours in (("mpd", 1), ("spin", 2), ("playout", 3)):
        record.play("Tide", NOON - hours * HOUR, source=source)
    record.play("Ropes", NOON - 4 * HOUR, artist="Ben")
    record.play("Under it", NOON - 5 * HOUR, covered=True)
    for kind in ("jingle", "spot", "speech", "live"):
        record.play("No song", NOON - 6 * HOUR, kind=kind)
    record.play("Hello", NOON - 7 * HOUR, source="talk", kind="speech")
    make(app)
    assert chart(app, of="track") == [("1", "Tide", "3"), ("2", "Ropes", "1")]
    assert chart(app) == [("1", "Anna", "3"), ("2", "Ben", "1")]


def test_a_chart_says_where_each_stood_before_and_what_is_new(app, record):
    for title, days in (("Tide", 8), ("Tide", 9), ("Ropes", 8), ("Ropes", 1), ("Salt", 2)):
        record.play(title, NOON - days * DAY)
    make(app)
    assert chart(app, of="track") == [("1", "Ropes", "1", "2"), ("2", "Salt", "1", "New")]
    assert chart(app, "/charts/week/2026-11-09", of="track") == [("1", "Tide", "2"),
                                                                 ("2", "Ropes", "1")]  # fmt: skip
    assert [row[2] for row in chart(app, "/charts/month/2026-11", of="track")] == ["2", "2", "1"]


def test_weeks_begin_on_the_stations_weekday_by_its_clocks(make_app, traveller):
    app = make_app(RADIO_TIMEZONE="Europe/Berlin")
    change = datetime(2026, 11, 16, 23, tzinfo=UTC)  # Tuesday by its clocks
    Record(app).play("Before", change - timedelta(seconds=1))
    Record(app).play("After", change)
    make(app)
    assert len(chart(app, of="track")) == 2
    with app.app_context():
        begin_write()
        keep_settings({"chart_weekday": 1})
        db.session.commit()
    make(app)
    assert [row[1] for row in chart(app, of="track")] == ["After"]
    assert [row[1] for row in chart(app, "/charts/week/2026-11-10", of="track")] == ["Before"]
    with app.app_context():
        kept = db.session.scalars(select(Chart.starts_on).where(Chart.period == "week")).all()
        assert {day.weekday() for day in kept} == {1}
        begin_write()
        keep_settings({"timezone": "UTC"})
        db.session.commit()
    make(app)
    assert chart(app, of="track") == []


def test_labels_and_albums_come_from_the_log_the_library_or_staff(app, record):
    with app.app_context():
        db.session.add(Track(file="a.mp3", folder="", album="From tags", label="Of the file",
                             added_at=NOON))  # fmt: skip
        db.session.add(Recording(artist_key="anna", title_key="c", album="Filled in",
                                 label="By staff"))  # fmt: skip
        db.session.commit()
    record.play("A", NOON - HOUR, file="a.mp3")
    record.play("B", NOON - 2 * HOUR, label="Logged", album="On the sleeve")
    record.play("C", NOON - 3 * HOUR)
    make(app)
    assert [row[1] for row in chart(app, of="label")] == ["Of the file", "Logged", "By staff"]
    names = [row[1] for row in chart(app, of="album")]
    assert names == ["From tags", "On the sleeve", "Filled in"]


def test_the_albums_artist_is_the_librarys_if_the_log_alone_has_the_album(app, record):
    with app.app_context():
        db.session.add(Track(file="a.mp3", folder="", album_artist="Quay Dogs", added_at=NOON))
        db.session.commit()
    record.play("A", NOON - HOUR, album="Ropes", artist="Anna", file="a.mp3")
    record.play("B", NOON - 2 * HOUR, album="Ropes", artist="Quay Dogs")
    make(app)
    assert [row[1:3] for row in chart(app, of="album")] == [("Ropes", "2")]


def test_running_charts_follow_at_most_every_few_minutes(app, record, traveller):
    record.play("Tide", NOON - HOUR)
    make(app)
    traveller.shift(60)
    record.play("Ropes", NOON)
    make(app)
    assert len(chart(app, of="track")) == 1
    traveller.shift(300)
    make(app)
    assert len(chart(app, of="track")) == 2


def made_at(app, period="week", day="2026-11-09"):
    with app.app_context():
        found = db.session.get(Chart, (period, datetime.fromisoformat(day).date()))
        return found.made_at, found.is_final


def test_finished_charts_are_made_once_and_anew_after_an_edit(app, cast, record, traveller):
    number = record.play("Ropes", NOON - 10 * DAY, source="spin")
    record.play("Tide", NOON - 40 * DAY)
    make(app)
    other = made_at(app, "month", "2026-10-01")
    assert made_at(app) == (NOON, True)
    traveller.shift(3600)
    make(app)
    assert made_at(app) == (NOON, True)
    Hand(app, cast["dj"]).corrects(number, title="Ropes, corrected")
    make(app)
    assert [row[1] for row in chart(app, "/charts/week/2026-11-09", of="track")] == [
        "Ropes, corrected"
    ]
    assert made_at(app, "month", "2026-10-01") == other
    Hand(app, cast["dj"]).removes(number)
    make(app)
    assert chart(app, "/charts/week/2026-11-09", of="track") == []


def test_what_was_posted_late_is_counted_until_a_day_after_the_end(app, record, traveller):
    record.play("Tide", NOON - HOUR)
    traveller.shift(13 * 3600)
    make(app)
    record.play("Late", NOON - 2 * HOUR, source="playout")
    make(app)
    traveller.shift(24 * 3600)
    make(app)
    assert len(chart(app, "/charts/week/2026-11-16", of="track")) == 2


def test_a_song_counts_when_it_is_heard(make_app, traveller):
    app = make_app(RADIO_STREAM_DELAY=30)
    Record(app).play("To come", NOON - timedelta(seconds=20), None)
    make(app)
    assert chart(app) == []


def test_any_day_leads_to_its_week(app, record):
    answer = app.test_client().get("/charts/week/2026-11-22?of=album")
    assert (answer.status_code, answer.location) == (302, "/charts/week/2026-11-16?of=album")


@pytest.mark.parametrize(
    "path",
    ["week/2026-11-23", "week/2026-02-30", "week/9999-12-31", "week/0001-01-01", "month/2026-12",
     "month/2026-13", "month/2026-11-01", "year/2027", "year/20266", "year/٢٠٢٦", "day/2026-11-22",
     "year/2026?of=genre", "week/2026-11-16?of=", "week/2026-11-23.csv", "week/x.csv"],
)  # fmt: skip
def test_periods_that_are_none_or_to_come_are_not_found(app, record, path):
    assert app.test_client().get(f"/charts/{path}").status_code == 404


@pytest.mark.parametrize(
    ("path", "words"),
    [("/charts/", "This chart is being made."), ("/charts/year/1999", "The charts begin on")],
)
def test_what_is_not_there_is_said_in_words(app, record, path, words):
    assert "No charts yet." in app.test_client().get(path).text
    record.play("Tide", NOON - HOUR)
    assert words in app.test_client().get(path).text


def test_the_csv_has_thirty_albums_and_no_formulas(app, record):
    for number in range(35):
        record.play("Tide", NOON - number * HOUR, album=f"Album {number}", label="Quay")
    record.play("X", NOON - HOUR, album='=cmd("x")', artist="+44", label="@home, inc")
    record.play("X", NOON - 2 * HOUR, album='=cmd("x")', artist="+44", label="@home, inc")
    make(app)
    answer = app.test_client().get("/charts/week/2026-11-16.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbfRank,Last week,Artist,Title,Label,Plays\r\n")
    rows = list(csv.reader(answer.data.decode("utf-8-sig").splitlines()))
    assert rows[1] == ["1", "", "'+44", '\'=cmd("x")', "'@home, inc", "2"]
    assert len(rows) == 31


def test_a_chart_costs_the_same_for_one_place_and_a_hundred(app, record, count_queries):
    counts = []
    chart(app)  # the schedule is read once
    for amount in (1, 120):
        for number in range(amount):
            record.play(f"Song {number}", NOON - HOUR - number * timedelta(minutes=4))
        with app.app_context():
            db.session.query(Chart).delete()
            db.session.commit()
        make(app)
        with count_queries() as queries:
            assert len(chart(app, of="track")) == min(amount, 100)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8
    with app.app_context():
        assert db.session.query(ChartEntry).filter_by(of="track", period="week").count() <= 200
