"""The queue: each edit by id, with the state that it was made from."""

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.studio.models import QueueEdit
from tests.studio.dj import ids, titles

ONE, TWO, THREE = "tone 1.wav", "tone 2.wav", "tone 3.wav"


def ledger(app):
    """(what, text, who) of each entry, in order."""
    with app.app_context():
        edits = db.session.scalars(select(QueueEdit).order_by(QueueEdit.id)).all()
        return [(edit.what, edit.text, edit.who) for edit in edits]


def in_mpd(mpd):
    """The files in MPD's queue."""
    with mpd.client() as client:
        return [song["file"] for song in client.playlistinfo()]


def test_tracks_are_added_last_and_next(dj, mpd, station):
    dj.adds(ONE, TWO)
    with mpd.client() as client:
        client.play(0)
    state = dj.adds(THREE, where="next")
    assert titles(state) == ["Tone 3", "Tone 2"]
    assert in_mpd(mpd) == [ONE, THREE, TWO]
    assert ledger(station)[1:] == [
        ("added", "added 2 tracks", "Dana Deck"),
        ("added", "added “Tone 3”", "Dana Deck"),
    ]


def test_a_track_is_removed_and_put_back(dj, mpd):
    state = dj.adds(ONE, TWO, THREE)
    state = dj.delete(f"queue/tracks/{ids(state)[1]}").get_json()
    assert titles(state) == ["Tone 1", "Tone 3"]
    assert state["undo"]["text"] == "removed “Tone 2”"
    state = dj.post(f"edits/{state['undo']['id']}/undo").get_json()
    assert titles(state) == ["Tone 1", "Tone 2", "Tone 3"]
    assert state["undo"]["text"] == "added 3 tracks"
    assert in_mpd(mpd) == [ONE, TWO, THREE]


def test_a_track_is_moved_and_moved_back(dj, mpd):
    state = dj.adds(ONE, TWO, THREE)
    one, _, three = ids(state)
    state = dj.post(f"queue/tracks/{one}/place", after=three).get_json()
    assert titles(state) == ["Tone 2", "Tone 3", "Tone 1"]
    state = dj.post(f"queue/tracks/{three}/place", after=None).get_json()
    assert titles(state) == ["Tone 3", "Tone 2", "Tone 1"]
    for _ in range(2):
        state = dj.post(f"edits/{state['undo']['id']}/undo").get_json()
    assert in_mpd(mpd) == [ONE, TWO, THREE]


def test_what_comes_is_cleared_and_comes_back(dj, mpd):
    dj.adds(ONE, TWO, THREE)
    with mpd.client() as client:
        client.play(0)
    state = dj.delete("queue/rest").get_json()
    assert titles(state) == []
    assert in_mpd(mpd) == [ONE]
    state = dj.post(f"edits/{state['undo']['id']}/undo").get_json()
    assert in_mpd(mpd) == [ONE, TWO, THREE]


def test_what_comes_is_shuffled_and_put_in_order_again(dj, mpd):
    files = [f"tone {number}.wav" for number in range(1, 7)]
    dj.adds(*files)
    state = dj.post("queue/rest/shuffle").get_json()
    assert sorted(in_mpd(mpd)) == files
    dj.post(f"edits/{state['undo']['id']}/undo")
    assert in_mpd(mpd) == files


def test_a_saved_playlist_is_appended_or_replaces_what_comes(dj, mpd):
    dj.adds(ONE)
    with mpd.client() as client:
        client.save("evening")
        client.play(0)
    dj.adds(THREE)
    state = dj.post("queue/playlists", name="evening", mode="append").get_json()
    assert titles(state) == ["Tone 3", "Tone 1"]
    state = dj.post("queue/playlists", name="evening", mode="replace").get_json()
    assert titles(state) == ["Tone 1"]
    state = dj.post(f"edits/{state['undo']['id']}/undo").get_json()
    assert titles(state) == ["Tone 3", "Tone 1"]


def test_a_jingle_comes_next(dj, mpd):
    dj.adds(ONE, TWO)
    with mpd.client() as client:
        client.play(0)
    dj.client.put("/studio/jingles/7", json={"file": THREE})
    dj.look()
    state = dj.post("queue/jingles/7").get_json()
    assert titles(state) == ["Tone 3", "Tone 2"]
    assert state["edits"][0]["what"] == "jingle"
    answer = dj.post("queue/jingles/8")
    assert (answer.status_code, answer.get_json()["error"]) == (422, "No jingle is on this key.")


def test_an_edit_from_an_older_queue_is_refused_and_tells_the_newer_one(dj, other_dj, mpd):
    state = dj.adds(ONE, TWO)
    old = dj.tag
    dj.adds(THREE)
    answer = dj.send("delete", f"queue/tracks/{ids(state)[0]}", None, tag=old)
    assert answer.status_code == 409
    refusal = answer.get_json()
    assert refusal["error"] == "The queue changed before this arrived, so nothing was done."
    assert titles(refusal["state"]) == ["Tone 1", "Tone 2", "Tone 3"]
    assert in_mpd(mpd) == [ONE, TWO, THREE]


def test_a_track_that_is_gone_is_refused(dj):
    state = dj.adds(ONE)
    dj.delete(f"queue/tracks/{ids(state)[0]}")
    answer = dj.delete(f"queue/tracks/{ids(state)[0]}")
    assert answer.status_code == 422
    assert answer.get_json()["error"] == "This track is no longer in the queue."


def test_an_edit_cannot_be_undone_twice(dj):
    state = dj.adds(ONE)
    number = state["undo"]["id"]
    assert dj.post(f"edits/{number}/undo").status_code == 200
    answer = dj.post(f"edits/{number}/undo")
    assert answer.status_code == 422
    assert answer.get_json()["error"] == "Dana Deck has already undone this."


def test_what_has_played_is_not_offered_to_undo(dj, mpd):
    number = dj.adds(ONE)["undo"]["id"]
    state = dj.post("transport/play", id=None).get_json()
    assert state["undo"] is None
    answer = dj.post(f"edits/{number}/undo")
    assert answer.status_code == 422
    assert answer.get_json()["error"] == "Nothing of this is left in the queue to undo."


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"files": "tone 1.wav"},
        {"files": []},
        {"files": [ONE] * 1001},
        {"files": [7]},
        {"files": ["/etc/passwd"]},
        {"files": ["http://127.0.0.1/secret"]},
        {"files": ["../tone 1.wav"]},
        {"files": ["tone 1.wav\nclear"]},
        {"files": [ONE], "where": "first"},
        [ONE],
    ],
    ids=lambda data: str(data)[:40],
)
def test_what_the_library_does_not_list_is_never_added(dj, mpd, data):
    dj.adds(ONE)
    answer = dj.send("post", "queue/tracks", data)
    assert answer.status_code == 422
    assert answer.get_json()["error"]
    assert in_mpd(mpd) == [ONE]


def test_an_edit_needs_to_say_which_queue_it_is_for(dj):
    answer = dj.client.post("/studio/queue/tracks", json={"files": [ONE]})
    assert answer.status_code == 428


def test_an_edit_of_a_queue_that_was_never_heard_says_that_mpd_is_away(dj):
    answer = dj.client.post(
        "/studio/queue/tracks", json={"files": [ONE]}, headers={"If-Match": '""'}
    )
    assert answer.status_code == 503
    assert answer.get_json()["error"] == "MPD can’t be reached. Nothing was changed."


def test_an_edit_needs_the_desk(dj, other_dj, mpd):
    dj.adds(ONE)
    other_dj.look()
    answer = other_dj.send("post", "queue/tracks", {"files": [TWO]}, tag=dj.tag)
    assert answer.status_code == 409
    assert answer.get_json()["error"] == "Dana Deck has the desk."
    assert in_mpd(mpd) == [ONE]


def test_an_editor_cannot_touch_the_queue(djs, mpd):
    answer = djs["editor"].send("post", "queue/tracks", {"files": [ONE]}, tag="1-1")
    assert answer.status_code == 403
    assert in_mpd(mpd) == []


def test_mpd_that_is_gone_is_said(dj, mpd):
    dj.adds(ONE)
    mpd.end()
    answer = dj.post("queue/tracks", files=[TWO])
    assert answer.status_code == 503
    assert answer.get_json()["error"] == "MPD can’t be reached. Nothing was changed."


def test_after_a_restart_of_mpd_an_older_page_is_refused(dj, mpd):
    dj.adds(ONE)
    old = dj.tag
    mpd.end()
    with mpd.start().client() as client:
        assert client.playlistinfo()
    epoch, _, version = old.partition("-")
    answer = dj.send("post", "queue/tracks", {"files": [TWO]}, tag=f"{int(epoch) - 9}-{version}")
    assert answer.status_code == 409
