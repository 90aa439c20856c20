"""Rows logged by hand: start, end, extension, insertion, correction, removal, and the ledger."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from blueprints.core.extensions import begin_write, db
from blueprints.player.manual_rows import end_those_over
from blueprints.player.models import Credit, LogEdit, Play
from tests.player.by_hand import Entry, Hand
from tests.player.helpers import hear, logged, plays, reading, song

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def hand(app, cast, traveller):
    """A DJ's hand, at noon."""
    return Hand(app, cast["dj"])


def minutes(row):
    """(start, end, ends_by) of a row, in minutes after noon."""
    return tuple(
        at and (at - NOON).total_seconds() / 60
        for at in (row.started_at, row.ended_at, row.ends_by)
    )


def ledger(app):
    """(play_id, who, what) of all edits, in order."""
    with app.app_context():
        edits = db.session.scalars(select(LogEdit).order_by(LogEdit.id)).all()
        return [(edit.play_id, edit.who, edit.what) for edit in edits]


def covered(app):
    return {play.title: play.covered for play in plays(app) if play.source == "mpd"}


def end_over(hand):
    with hand.writing():
        return end_those_over(Play, datetime.fromtimestamp(time.time(), UTC))


def test_a_spin_starts_now_with_a_cap(app, hand):
    row = hand.row(hand.starts())
    assert (row.source, row.kind, row.title, row.label) == (
        "spin",
        "music",
        "Ropes",
        "Quay Records",
    )
    assert minutes(row) == (0, None, 10)
    assert ledger(app) == [(row.id, "Dana Deck", "started")]
    with app.app_context():
        assert db.session.scalars(select(Credit.key)).all() == ["the slipways"]


@pytest.mark.parametrize(("source", "cap"), [("spin", 10), ("talk", 30), ("live", 180)])
def test_each_has_its_cap(hand, source, cap):
    assert minutes(hand.row(hand.starts(source, title="x")))[2] == cap


def test_a_length_is_its_end(app, hand, traveller):
    row_id = hand.starts("spin", title="Short", duration=90.0)
    assert minutes(hand.row(row_id))[2] == 1.5
    traveller.shift(100)
    assert end_over(hand)
    assert minutes(hand.row(row_id))[1] == 1.5
    assert hand.row(row_id).how == "finished"


def test_a_forgotten_one_is_capped(hand, traveller):
    row_id = hand.starts("talk")
    traveller.shift(1799)
    assert not end_over(hand)
    traveller.shift(6 * 3600)
    assert end_over(hand)
    assert not end_over(hand)
    assert (minutes(hand.row(row_id))[1], hand.row(row_id).how) == (30, "capped")


def test_the_next_one_ends_it_and_two_are_never_open(app, hand, traveller):
    first = hand.starts()
    traveller.shift(60)
    second = hand.starts("talk", title="News")
    assert (minutes(hand.row(first))[:2], hand.row(first).how) == ((0, 1), "stopped")
    assert hand.row(second).ended_at is None
    assert [what for _, _, what in ledger(app)] == ["started", "ended", "started"]


def test_a_key_pressed_twice_starts_one(hand, traveller):
    first = hand.starts()
    traveller.shift(1)
    assert hand.starts() == first
    traveller.shift(2)
    assert hand.starts() != first


def test_back_to_the_music_ends_it(app, hand, traveller):
    row_id = hand.starts()
    traveller.shift(30)
    assert hand.ends() == row_id
    assert minutes(hand.row(row_id))[1] == 0.5
    assert hand.ends() is None
    assert [what for _, _, what in ledger(app)] == ["started", "ended"]


def test_one_that_is_over_ended_then_and_not_by_whoever_looks(app, hand, traveller):
    row_id = hand.starts()
    traveller.shift(3600)
    assert hand.extends() is None
    assert (minutes(hand.row(row_id))[1], hand.row(row_id).how) == (10, "capped")
    assert [what for _, _, what in ledger(app)] == ["started"]


def test_more_time_is_another_cap_and_a_day_at_most(app, hand, traveller):
    row_id = hand.starts("spin", title="Long side", duration=60.0)
    traveller.shift(50)
    assert hand.extends() == row_id
    assert minutes(hand.row(row_id))[2] == pytest.approx(10 + 50 / 60)
    live = hand.starts("live", title="All day")
    for _ in range(8):
        traveller.shift(179 * 60)
        hand.extends()
    assert minutes(hand.row(live))[2] == pytest.approx(24 * 60 + 50 / 60)
    assert ledger(app)[1] == (row_id, "Dana Deck", "extended")


def test_a_clock_that_is_set_back_ends_nothing_before_its_start(hand, traveller):
    row_id = hand.starts()
    traveller.shift(-600)
    hand.starts("talk")
    row = hand.row(row_id)
    assert row.ended_at == row.started_at


def test_a_row_is_inserted_between_others_and_covers_what_mpd_played(app, hand):
    epoch = time.time() - 4000
    for number, ago in enumerate((900, 600, 300)):
        of = song(f"{number}.mp3", title=f"{number}", duration=300.0)
        hear(app, reading(time.time() - ago, of=of, song_id=number, epoch=epoch))
    row_id = hand.inserts(NOON - timedelta(minutes=10), Entry("spin", "Ropes", duration=297.0))
    assert minutes(hand.row(row_id))[:2] == (-10, pytest.approx(-5.05))
    assert hand.row(row_id).how == "finished"
    assert covered(app) == {"0": False, "1": True, "2": False}
    hand.corrects(row_id, started_at=NOON - timedelta(minutes=15))
    assert covered(app) == {"0": True, "1": False, "2": False}
    hand.removes(row_id)
    assert covered(app) == {"0": False, "1": False, "2": False}


def test_an_inserted_row_without_a_length_ends_by_the_next_or_the_cap_and_never_later(hand):
    def end_of(ago, **more):
        return minutes(hand.row(hand.inserts(NOON - timedelta(minutes=ago), **more)))[1]

    assert end_of(60) == -50
    assert end_of(61, until=NOON - timedelta(minutes=57)) == -57
    assert end_of(62, until=NOON) == -52
    assert end_of(3) == 0
    assert end_of(2, entry=Entry("spin", "Long", duration=600.0)) == 0


def test_the_same_inserted_twice_is_there_once(app, hand):
    at = NOON - timedelta(hours=1)
    assert hand.inserts(at) == hand.inserts(at)
    assert len(ledger(app)) == 1


def test_a_correction_keeps_what_was_there(app, hand):
    row_id = hand.inserts(NOON - timedelta(hours=1))
    hand.corrects(row_id, title="Ropes II", artist="Slipway", label="")
    row = hand.row(row_id)
    assert (row.title, row.artist, row.label) == ("Ropes II", "Slipway", "")
    with app.app_context():
        edit = db.session.scalar(select(LogEdit).where(LogEdit.what == "corrected"))
        assert (edit.before["title"], edit.after["title"]) == ("Ropes", "Ropes II")
        assert edit.before["started_at"] == "2026-11-22T11:00:00.000Z"
        assert db.session.scalars(select(Credit.key)).all() == ["slipway"]


def test_a_note_alone_is_an_annotation_and_nothing_is_no_edit(app, hand):
    row_id = hand.inserts(NOON - timedelta(hours=1))
    hand.corrects(row_id, note="B side")
    hand.corrects(row_id, note="B side", title="Ropes")
    assert [what for _, _, what in ledger(app)] == ["inserted", "annotated"]


def test_a_row_that_moves_keeps_its_length_and_its_credit(app, hand):
    row_id = hand.inserts(NOON - timedelta(hours=1), Entry("spin", "Ropes", "Anna", duration=240.0))
    hand.corrects(row_id, started_at=NOON - timedelta(hours=3))
    assert minutes(hand.row(row_id))[:2] == (-180, -176)
    hand.corrects(row_id, started_at=NOON - timedelta(minutes=1))
    assert minutes(hand.row(row_id))[:2] == (-1, 0)
    with app.app_context():
        assert db.session.scalar(select(Credit.started_at)) == NOON - timedelta(minutes=1)


def test_a_row_that_is_removed_stays_in_the_ledger(app, hand):
    row_id = hand.inserts(NOON - timedelta(hours=1))
    hand.removes(row_id)
    assert logged(app) == []
    assert ledger(app) == [(None, "Dana Deck", "inserted"), (None, "Dana Deck", "removed")]
    with app.app_context():
        edit = db.session.scalar(select(LogEdit).where(LogEdit.what == "removed"))
        assert (edit.before["id"], edit.before["title"], edit.after) == (row_id, "Ropes", None)
        assert db.session.scalar(select(Credit)) is None


def test_what_mpd_says_of_a_stream_is_compared_with_what_it_said_and_not_with_the_correction(
    app, hand
):
    epoch = time.time() - 1000
    stream = song("http://relay.example/live", title="Anna - Tide", artist="", duration=None)
    hear(app, reading(time.time() - 4, of=stream, epoch=epoch))
    (play,) = plays(app)
    hand.corrects(play.id, title="Tides")
    hear(app, reading(time.time() - 2, 2.0, of=stream, epoch=epoch))
    assert logged(app) == [("Tides", None)]


def test_writers_at_the_same_time_leave_one_open(app, hand, traveller):
    for turn in range(5):
        hand.starts("talk", title=str(turn))
        traveller.shift(0.01)
    with app.app_context():
        begin_write()
        still_open = select(Play.title).where(Play.ended_at.is_(None))
        assert db.session.scalars(still_open).all() == ["4"]
