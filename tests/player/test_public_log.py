"""The play log as the public sees it: reads of the database, and an episode's playlist."""

from datetime import UTC, datetime, timedelta

import pytest

from blueprints.core.extensions import db
from blueprints.player.covers import remember
from blueprints.player.models import Track
from blueprints.player.mpd_status import Song
from blueprints.player.public_log import rows_between
from blueprints.shows.models import Episode
from tests.news.helpers import Page
from tests.player.public_record import Record

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def record(app, traveller):
    return Record(app)


def titles(app, since, until):
    with app.test_request_context():
        return [row.play.title if row.play else row.why for row in rows_between(since, until)]


def test_a_stretch_is_what_began_in_it(app, record):
    record.play("Before", NOON - 61 * MINUTE)
    record.play("In it", NOON - 58 * MINUTE, 58)
    assert titles(app, NOON - HOUR, NOON) == ["In it"]
    assert titles(app, NOON - 2 * HOUR, NOON - HOUR) == ["Before"]


def test_rows_by_hand_that_began_before_fill_the_beginning(app, record):
    record.play("First", NOON - 5 * HOUR)
    record.play("Set", NOON - 4 * HOUR, 190, source="live", kind="live")
    record.play("Song", NOON - 50 * MINUTE, 50)
    assert titles(app, NOON - HOUR, NOON) == ["Song"]


def test_a_gap_that_began_before_is_shown(app, record):
    record.play("First", NOON - 5 * HOUR)
    record.gap(NOON - 5 * HOUR + 3 * MINUTE, NOON - 30 * MINUTE)
    record.play("Song", NOON - 30 * MINUTE, 30)
    assert titles(app, NOON - HOUR, NOON) == ["unlogged", "Song"]


def test_what_is_not_heard_yet_is_not_there(make_app, traveller):
    app = make_app(RADIO_STREAM_DELAY=30)
    Record(app).play("Heard", NOON - 3 * MINUTE, 2.9)
    Record(app).play("To come", NOON - timedelta(seconds=20), None)
    assert titles(app, NOON - HOUR, NOON + HOUR) == ["Heard"]


def test_an_empty_log_has_no_rows(app, traveller):
    assert titles(app, NOON - HOUR, NOON) == []


def test_a_thousand_plays_cost_as_many_statements_as_ten(app, record, count_queries):
    counts = []
    for amount in (10, 1000):
        for number in range(0, amount, 1 if amount == 10 else 100):
            record.play("Tide", NOON - HOUR + number * timedelta(seconds=3), 0.05)
        with count_queries() as queries:
            titles(app, NOON - HOUR, NOON)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5  # with the station's settings


def playlist(app, number):
    with app.test_request_context():
        html = app.jinja_env.globals["episode_playlist"](db.session.get(Episode, number))
        return Page(str(html))


def test_an_episodes_playlist_is_what_no_show_inside_it_took(app, record):
    record.fill(NOON - 3 * HOUR, NOON)
    of_day = record.episode(NOON - 12 * HOUR, NOON + 12 * HOUR)
    of_show = record.episode(NOON - 2 * HOUR, NOON - HOUR, "Night Boat")
    for title, began in (("A", 2.5), ("B", 1.5), ("C", 0.5)):
        record.play(title, NOON - began * HOUR)
    assert playlist(app, of_show).texts("b") == ["B"]
    assert playlist(app, of_day).texts("b") == ["A", "C"]


def test_an_episodes_playlist_says_when_talk_was_and_where_nothing_is_known(app, record):
    record.play("Tide", NOON - 2 * HOUR, album="Songs")
    record.play("Hello", NOON - 117 * MINUTE, 2, artist="", source="talk", kind="speech")
    record.play("<script>", NOON - HOUR, 60)
    shown = playlist(app, record.episode(NOON - 2 * HOUR, NOON - MINUTE, "Night Boat"))
    assert shown.texts("b") == ["Tide", "Hello", "<script>"]
    assert shown.texts("span", dir="auto") == ["Anna · Songs", "Talk", "Anna"]
    assert shown.texts("p") == ["Nothing was logged from 10:05 to 11:00."]


def test_an_episode_without_plays_has_no_playlist(app, record):
    number = record.episode(NOON - 2 * HOUR, NOON - HOUR, "Night Boat")
    with app.test_request_context():
        assert not app.jinja_env.globals["episode_playlist"](db.session.get(Episode, number))


def test_an_episodes_playlist_shows_covers_that_are_known(app, record):
    of_album = Song("songs/a.mp3", album="Salt", album_artist="Various")
    with app.app_context():
        db.session.add(Track(file="songs/a.mp3", folder="songs", album="Salt",
                             album_artist="Various", added_at=NOON))  # fmt: skip
        remember(of_album, "0" * 20)
        db.session.commit()
    record.play("Tide", NOON - HOUR, file="songs/a.mp3", album="Salt")
    record.play("Ropes", NOON - 50 * MINUTE, file="songs/b.mp3")
    shown = playlist(app, record.episode(NOON - 2 * HOUR, NOON, "Night Boat"))
    assert [found["src"] for found, _ in shown.all("img")] == [f"/player/art/{'0' * 20}-96.jpg"]
    assert len(shown.all("span", class_="cover")) == 2
