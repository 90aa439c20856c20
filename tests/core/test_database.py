"""The database: aware times, SQLite's settings, and the one way to write."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from blueprints.core.database import truncate_log
from blueprints.core.extensions import begin_write, db
from blueprints.media.models import Picture
from blueprints.news.models import Story, story_tag

NOON = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def session(app):
    """The session of the station's database."""
    with app.app_context():
        yield db.session


@pytest.fixture
def other(app):
    """Another process's connection, which does not wait for locks."""
    path = Path(app.instance_path) / "aerial.sqlite3"
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        yield connection


def put_counter():
    """The number of a picture whose width can be counted up."""
    begin_write()
    picture = Picture(hash="counter", width=0, height=1)
    db.session.add(picture)
    db.session.commit()
    return picture.id


# Times


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        NOON.replace(microsecond=0),
        NOON.astimezone(timezone(timedelta(hours=5, minutes=45))),
        datetime(1970, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_a_time_comes_back_as_it_was_in_utc(session, moment):
    session.add(Story(slug="a", headline="A", updated_at=moment))
    session.commit()
    found = session.scalar(select(Story.updated_at))
    assert found == moment
    assert found.tzinfo is UTC


def test_no_time_comes_back_as_none(session):
    session.add(Story(slug="a", headline="A", updated_at=NOON, publish_at=None))
    session.commit()
    assert session.scalar(select(Story.publish_at)) is None


def test_times_of_any_zone_are_compared_as_moments(session):
    session.add(Story(slug="a", headline="A", updated_at=NOON))
    session.commit()
    an_hour_later_by_the_clock = NOON.astimezone(timezone(timedelta(hours=1)))
    found = select(Story.slug).where(Story.updated_at <= an_hour_later_by_the_clock)
    assert session.scalar(found) == "a"


def test_a_naive_time_is_refused(session):
    session.add(Story(slug="a", headline="A", updated_at=NOON.replace(tzinfo=None)))
    with pytest.raises(StatementError, match="a naive time was to be stored"):
        session.commit()


# SQLite's settings


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("foreign_keys", 1),
        ("busy_timeout", 5000),
        ("synchronous", 1),
        ("temp_store", 2),
        ("journal_size_limit", 67108864),
        ("secure_delete", 1),
    ],
)
def test_each_connection_is_set_up(session, name, value):
    assert session.scalar(text(f"PRAGMA {name}")) == value


def test_the_write_ahead_log_is_kept_in_the_file(other):
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_foreign_keys_hold(session):
    with pytest.raises(IntegrityError):
        session.execute(story_tag.insert().values(story_id=1, tag_id=1))


def test_reading_begins_no_writing_transaction(session, other):
    session.scalars(select(Story)).all()
    other.execute("BEGIN IMMEDIATE")
    other.execute("ROLLBACK")


# The one way to write


def test_begin_write_takes_the_lock_at_once(session, other):
    begin_write()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    session.commit()
    other.execute("BEGIN IMMEDIATE")


def test_begin_write_takes_the_lock_after_a_read_too(session, other):
    session.scalars(select(Story)).all()
    begin_write()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")


def test_begin_write_sees_what_others_wrote_since_the_last_read(session, other):
    number = put_counter()
    picture = session.get(Picture, number)
    assert picture.width == 0
    other.execute("UPDATE picture SET width = 7")
    begin_write()
    assert session.get(Picture, number).width == 7


def test_the_session_after_a_write_reads_only(session, other):
    begin_write()
    session.commit()
    session.scalars(select(Story)).all()
    other.execute("BEGIN IMMEDIATE")


def test_a_lock_held_by_another_is_an_error_after_the_wait(session, other):
    session.execute(text("PRAGMA busy_timeout=20"))
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"):
        begin_write()
    session.rollback()
    other.execute("ROLLBACK")
    begin_write()


def test_a_writer_waits_for_the_lock(app, session, other):
    other.execute("BEGIN IMMEDIATE")
    done = []

    def write():
        with app.app_context():
            done.append(put_counter())

    writer = Thread(target=write)
    writer.start()
    writer.join(0.1)
    assert not done
    other.execute("COMMIT")
    writer.join(5)
    assert done


def test_two_writers_lose_nothing(app):
    with app.app_context():
        number = put_counter()

    def count_up():
        for _ in range(100):
            with app.app_context():
                begin_write()
                db.session.get(Picture, number).width += 1
                db.session.commit()

    writers = [Thread(target=count_up) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with app.app_context():
        assert db.session.get(Picture, number).width == 200


def test_a_writer_does_not_keep_readers_waiting(session, other):
    number = put_counter()
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE picture SET width = 7")
    session.execute(text("PRAGMA busy_timeout=0"))
    assert session.get(Picture, number).width == 0


def test_a_write_that_is_rolled_back_leaves_nothing(session):
    begin_write()
    session.add(Picture(hash="x", width=1, height=1))
    session.flush()
    session.rollback()
    assert session.scalar(select(Picture)) is None


# What was deleted


def test_the_log_is_emptied_once_nobody_reads(app, session, other):
    other.execute("CREATE TABLE note (words TEXT)")
    other.execute("BEGIN")
    other.execute("SELECT * FROM note").fetchall()
    session.execute(text("INSERT INTO note VALUES ('gone tomorrow')"))
    session.commit()
    log = Path(app.instance_path) / "aerial.sqlite3-wal"
    assert truncate_log(db.engine) is False
    assert log.stat().st_size > 0
    other.execute("COMMIT")
    assert truncate_log(db.engine) is True
    assert log.stat().st_size == 0
    assert session.scalar(text("PRAGMA busy_timeout")) == 5000
