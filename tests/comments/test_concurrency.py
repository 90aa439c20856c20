"""Replies on bad days: two at the same instant, the database locked, the database away."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import event

from blueprints.core.extensions import db
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER, TYPED, fields_of

BUSY = "The server is busy. Your text is still here: please send it again in a moment."


@pytest.fixture
def at_once(post):
    """Send each (address, data, reader) at the same instant: the answers, in that order."""

    def send_all(*sendings):
        barrier = Barrier(len(sendings))

        def send(sending):
            barrier.wait(20)
            return post(*sending)

        with ThreadPoolExecutor(len(sendings)) as threads:
            return list(threads.map(send, sendings))

    return send_all


@pytest.mark.parametrize("known", [True, False])
def test_two_equal_replies_at_the_same_instant_make_one(
    story, fill, meet, at_once, traveller, rows, known
):
    if known:
        meet(FISHMONGER)
    before = len(rows())
    data = fill(story)
    traveller.shift(3)
    answers = at_once((story, data, FISHMONGER), (story, data, FISHMONGER))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(rows()) == before + 1


def test_six_equal_replies_from_six_places_make_one(story, fill, at_once, traveller, rows):
    data = fill(story)
    traveller.shift(3)
    readers = [replace(FISHMONGER, address=f"192.0.{n}.1") for n in range(6)]
    answers = at_once(*((story, data, reader) for reader in readers))
    assert sorted(answer.status_code for answer in answers) == [303] + [409] * 5
    assert len(rows()) == 1


def test_two_replies_of_one_reader_at_the_same_instant_make_one(
    story, fill, at_once, traveller, rows
):
    one, two = fill(story, text="One."), fill(story, text="Two.")
    traveller.shift(3)
    answers = at_once((story, one, FISHMONGER), (story, two, FISHMONGER))
    assert sorted(answer.status_code for answer in answers) == [303, 429]
    assert len(rows()) == 1


def test_replies_of_several_readers_at_the_same_instant_all_stand(
    client, story, fill, at_once, traveller, write, rows
):
    first = write(story, ago=9000)
    sendings = [(story, fill(story, reader, to=first), reader) for reader in (FISHMONGER, EXTRA,
                                                                            KEEPER)]  # fmt: skip
    traveller.shift(3)
    assert [answer.status_code for answer in at_once(*sendings)] == [303] * 3
    replies = rows()[1:]
    assert {reply.name for reply in replies} == {FISHMONGER.name, EXTRA.name, KEEPER.name}
    assert len({reply.path for reply in replies}) == 3
    assert all(reply.path.endswith(str(reply.id)) for reply in replies)


# Locked


@pytest.fixture
def lock(app):
    """Locks the database as another writer would; writers wait 20 ms here instead of 5 s."""
    with app.app_context():
        db.engine.dispose()
        event.listen(db.engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout=20"))
    path = Path(app.instance_path) / "aerial.sqlite3"
    other = sqlite3.connect(path, isolation_level=None, timeout=10)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def is_given_back(answer, data):
    """Return True if the answer is 503, says when to come back, and has the form filled in."""
    shown = fields_of(answer)
    return (
        answer.status_code == 503
        and answer.headers["Retry-After"].isdigit()
        and answer.headers["Cache-Control"] == "private, no-store"
        and BUSY in answer.text
        and {name: shown[name] for name in (*TYPED, "token")}
        == {name: data[name] for name in (*TYPED, "token")}
    )


def test_a_reply_to_a_locked_database_comes_back_and_is_taken_later(
    story, write, fill, post, traveller, lock, rows
):
    data = fill(story, text='<b>"Long"</b>\n\nand & wide')
    traveller.shift(3)
    answer = post(story, data)
    assert is_given_back(answer, data)
    assert rows() == []
    lock.execute("ROLLBACK")
    assert post(story, fields_of(answer)).status_code == 303
    assert rows()[0].text == data["text"]


def test_an_answer_to_a_locked_database_keeps_whom_it_answers(
    story, write, fill, post, traveller, request, rows
):
    data = fill(story, to=write(story, reader=KEEPER))
    traveller.shift(3)
    request.getfixturevalue("lock")
    assert is_given_back(post(story, data), data)


def test_readers_notice_nothing_of_a_locked_database(client, story, lock):
    assert client.get(story).status_code == 200
    assert client.get(f"{story}/reply").status_code == 200


def test_a_refusal_needs_no_writing(story, fill, post, traveller, lock):
    data = fill(story, email="nobody")
    traveller.shift(3)
    assert post(story, data).status_code == 422


# Away


def test_a_reply_to_a_database_that_is_away_comes_back(make_app, story, fill, post, traveller,
                                                       tmp_path):  # fmt: skip
    data = fill(story)
    traveller.shift(3)
    away = make_app(RADIO_SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path}/away/aerial.sqlite3")
    answer = post(story, data, through=away)
    assert is_given_back(answer, data)
    assert post(story, fields_of(answer)).status_code == 303


def moved(path):
    path.rename(path.with_name("moved"))


def broken(path):
    path.write_bytes(b"not a database " * 1000)


def emptied(path):
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [moved, broken, emptied])
def test_a_reply_to_a_database_that_came_to_harm_comes_back(
    app, story, fill, post, traveller, harm
):
    data = fill(story, name='The "fishmonger" & <sons>')
    traveller.shift(3)
    with app.app_context():
        db.engine.dispose()
    path = Path(app.instance_path) / "aerial.sqlite3"
    for part in ("-wal", "-shm"):
        path.with_name(path.name + part).unlink(missing_ok=True)
    harm(path)
    assert is_given_back(post(story, data), data)


def test_a_form_without_its_database_is_503(make_app, tmp_path):
    away = make_app(RADIO_SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path}/away/aerial.sqlite3")
    answer = away.test_client().get("/news/a-story/reply")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
