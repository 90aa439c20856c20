"""Undo of what is larger than a page, or partly gone; and of two DJs at once."""

import os

import pytest
from sqlalchemy import update

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.models import Track
from blueprints.studio import edits
from blueprints.studio.models import Desk
from tests.studio.test_queue import in_mpd, ledger

ONE, TWO, THREE = "tone 1.wav", "tone 2.wav", "tone 3.wav"
MANY = [ONE, TWO] * 350


def undo(dj, state):
    return dj.post(f"edits/{state['undo']['id']}/undo")


def test_more_tracks_than_a_page_shows_are_all_taken_back(dj, mpd):
    dj.adds(THREE)
    state = dj.adds(*MANY)
    assert len(in_mpd(mpd)) == 701
    assert undo(dj, state).status_code == 200
    assert in_mpd(mpd) == [THREE]


def test_a_long_saved_playlist_is_unloaded_as_a_whole(dj, mpd):
    dj.adds(*MANY)
    with mpd.client() as client:
        client.save("long")
        client.clear()
    dj.look()
    dj.adds(THREE)
    state = dj.post("queue/playlists", name="long", mode="append").get_json()
    assert undo(dj, state).status_code == 200
    assert in_mpd(mpd) == [THREE]


def test_more_than_the_ledger_keeps_is_cleared_for_good_and_undo_is_not_offered(
    dj, mpd, monkeypatch
):
    state = dj.adds(ONE, TWO, THREE)
    monkeypatch.setattr("blueprints.studio.queue_edits.MOST_FILES", 2)
    state = dj.delete("queue/rest").get_json()
    assert in_mpd(mpd) == []
    assert state["edits"][0]["what"] == "cleared"
    assert not state["edits"][0]["may_undo"]


def test_what_was_cleared_comes_back_without_a_file_that_is_gone(dj, mpd):
    dj.adds(ONE, TWO, THREE)
    state = dj.delete("queue/rest").get_json()
    os.unlink(mpd.folder / "music" / TWO)
    mpd.add()  # it looks for changes
    answer = undo(dj, state)
    assert answer.status_code == 200, answer.get_json()
    assert in_mpd(mpd) == [ONE, THREE]


def test_a_track_that_only_the_library_has_is_said_and_the_first_ones_are_in_the_ledger(
    dj, mpd, station
):
    with station.app_context():
        db.session.add(Track(file="lost.wav", folder="", title="Lost", added_at=clock.now()))
        db.session.commit()
    dj.look()
    answer = dj.post("queue/tracks", files=[ONE, TWO, "lost.wav", THREE])
    assert answer.status_code == 422
    assert answer.get_json()["error"] == "MPD doesn’t have this track any more."
    assert answer.get_json()["todo"] == "Part of it was done before that: look at the queue."
    assert in_mpd(mpd) == [ONE, TWO]
    assert ledger(station)[-1][:2] == ("added", "added 2 tracks")
    undo(dj, answer.get_json()["state"])
    assert in_mpd(mpd) == []


@pytest.fixture
def at_the_lock(station, monkeypatch):
    """`at_the_lock(act)`: `act` is done by another while the next edit waits for the lock."""
    locked = edits.locked

    def do(act):
        def wait(name):
            monkeypatch.setattr(edits, "locked", locked)
            act()
            return locked(name)

        monkeypatch.setattr(edits, "locked", wait)

    return do


def test_a_desk_that_is_taken_during_the_wait_is_not_one_s_own_any_more(
    dj, other_dj, mpd, at_the_lock
):
    dj.look()

    def take():
        with db.engine.begin() as connection:
            connection.execute(update(Desk).values(user_id=2))

    at_the_lock(take)
    answer = dj.post("queue/tracks", files=[ONE])
    assert answer.status_code == 409
    assert answer.get_json()["desk"]["user_id"] == 2
    assert in_mpd(mpd) == []


def test_an_edit_that_is_undone_during_the_wait_is_not_undone_again(djs, mpd, station, at_the_lock):
    admin = djs["admin"]
    admin.post("desk")
    state = admin.put("transport/crossfade", seconds=3).get_json()
    at_the_lock(lambda: undo(admin, state))
    answer = undo(admin, state)
    assert answer.status_code == 422
    assert answer.get_json()["error"] == "Ada Key has already undone this."
    assert [what for what, *_ in ledger(station)].count("undone") == 1
