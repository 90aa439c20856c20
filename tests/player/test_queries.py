"""Reading the log: right, and no more of it than is wanted."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, insert

from blueprints.core.extensions import begin_write, db
from blueprints.player import queries
from blueprints.player.models import Play

BEGAN = datetime(2026, 11, 22, tzinfo=UTC)
MANY = 500


def row(number, **more):
    """Songs of a minute, one after the other."""
    start = BEGAN + timedelta(minutes=number)
    return {
        "source": "mpd",
        "kind": "music",
        "title": str(number),
        "started_at": start,
        "ended_at": start + timedelta(minutes=1),
        "covered": False,
    } | more


def write(*rows):
    begin_write()
    for each in rows:
        db.session.execute(insert(Play).values(**each))
    db.session.commit()


@pytest.fixture
def log(app):
    """A log of MANY songs, all over."""
    with app.app_context():
        write(*(row(number) for number in range(MANY)))
        yield


@pytest.fixture
def fetched():
    """The plays that came out of the database."""
    plays = []

    def note(play, _context):
        plays.append(play.title)

    event.listen(Play, "load", note)
    yield plays
    event.remove(Play, "load", note)


def test_the_last_play_is_fetched_alone(log, fetched):
    assert queries.find_last_play().title == str(MANY - 1)
    assert len(fetched) == 1


def test_the_play_of_a_moment_is_fetched_alone(log, fetched):
    assert queries.on_air_at(BEGAN + timedelta(minutes=7.5)).title == "7"
    assert len(fetched) == 1


def test_of_the_recent_plays_five_are_fetched(log, fetched):
    assert [play.title for play in queries.recent_plays()] == ["499", "498", "497", "496", "495"]
    assert len(fetched) == queries.RECENT


def test_an_empty_log_has_no_play(app):
    with app.app_context():
        assert queries.find_last_play() is None
        assert queries.find_open_play() is None
        assert queries.on_air_at(BEGAN) is None
        assert queries.recent_plays() == []
        assert queries.heard_at() is None


def test_the_open_play_is_mpds(app):
    with app.app_context():
        write(row(0), row(1, source="spin", ended_at=None), row(2, ended_at=None))
        assert queries.find_open_play().title == "2"


def test_nothing_played_in_a_silence(app):
    with app.app_context():
        write(row(0), row(5))
        assert queries.on_air_at(BEGAN + timedelta(minutes=3)) is None
        assert queries.on_air_at(BEGAN + timedelta(minutes=1)) is None
        assert queries.on_air_at(BEGAN - timedelta(seconds=1)) is None


def test_an_open_play_is_what_plays(app):
    with app.app_context():
        write(row(0, ended_at=None))
        assert queries.on_air_at(BEGAN + timedelta(hours=1)).title == "0"


def test_recent_are_songs_and_spins_that_are_over_and_were_heard(app):
    with app.app_context():
        write(
            row(0),
            row(1, kind="jingle"),
            row(2, kind="spot"),
            row(3, kind="speech"),
            row(4, source="spin"),
            row(5, source="talk"),
            row(6, source="live"),
            row(7, covered=True),
            row(8, source="playout"),
            row(9, ended_at=None),
        )
        assert [play.title for play in queries.recent_plays()] == ["8", "4", "0"]


def test_recent_at_a_moment_are_those_that_were_over_then(app):
    with app.app_context():
        write(*(row(number) for number in range(4)))
        before = queries.recent_plays(before=BEGAN + timedelta(minutes=2.5))
        assert [play.title for play in before] == ["1", "0"]
