"""MPD that is slow, silent or broken: each is said in words, and nothing is done twice."""

import pytest

from tests.player.helpers import eventually
from tests.staff import sign_in, write_cast
from tests.studio.conftest import add_tracks
from tests.studio.dj import DJ, ids
from tests.studio.test_queue import in_mpd, ledger

ONE, TWO = "tone 1.wav", "tone 2.wav"


@pytest.fixture
def impatient(monkeypatch):
    """MPD may take a second to answer."""
    monkeypatch.setattr("blueprints.player.gateway.TIMEOUT", 1.0)


@pytest.fixture
def fake_dj(make_app, fake_mpd, impatient):
    """A DJ with the desk, over an MPD that says what it is told."""
    app = make_app(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=fake_mpd.port)
    app.config["WTF_CSRF_ENABLED"] = False
    add_tracks(app)
    dj = DJ(sign_in(app, write_cast(app)["dj"]))
    dj.post("desk")
    dj.app = app
    fake_mpd.replies["status"] = {"state": "stop", "playlist": "7", "playlistlength": "0"}
    return dj


def test_an_edit_during_which_mpd_falls_silent_has_an_unknown_outcome(fake_dj, fake_mpd):
    fake_dj.look()
    fake_mpd.replies["addid"] = lambda _: fake_mpd.wait(30) or b""
    answer = fake_dj.post("queue/tracks", files=[ONE])
    assert answer.status_code == 504
    assert answer.get_json()["todo"] == "Look at the queue before you try again."
    assert ledger(fake_dj.app)[-1][:2] == ("added", "added 1 track")
    assert fake_dj.state()["edits"][0]["outcome"] == "unknown"
    assert fake_dj.state()["undo"] is None
    assert sum(line.startswith("addid") for line in fake_mpd.asked) == 1


def test_an_mpd_that_takes_a_few_tracks_and_then_no_more(fake_dj, fake_mpd):
    fake_dj.look()
    full = b"ACK [51@1] {addid} playlist is at the max size\n"
    answers = iter([{"Id": "1"}, full])
    fake_mpd.replies["addid"] = lambda _: next(answers)
    answer = fake_dj.post("queue/tracks", files=[ONE, TWO])
    assert answer.status_code == 422
    assert answer.get_json()["error"] == "MPD refused this: playlist is at the max size."


def test_what_was_refused_is_not_in_the_ledger_though_the_queue_moves_on(fake_dj, fake_mpd):
    fake_dj.look()
    entries = len(ledger(fake_dj.app))

    def refuse(_):
        fake_mpd.replies["status"] = fake_mpd.replies["status"] | {"playlist": "8"}
        return b"ACK [50@0] {addid} No such directory\n"

    fake_mpd.replies["addid"] = refuse
    answer = fake_dj.post("queue/tracks", files=[ONE])
    assert answer.status_code == 422
    assert answer.get_json()["error"] == "MPD doesn’t have this track any more."
    assert len(ledger(fake_dj.app)) == entries


@pytest.mark.parametrize(
    "reply",
    [b"OK\nOK\n", b"playlist: x\nOK\n", b"state: play\nsongid: -1\nOK\n", b"x" * 70_000,
     b"ACK [4@0] {status} you don't have permission for \"status\"\n"],
    ids=["too early", "no version", "no id", "endless", "no permission"],
)  # fmt: skip
def test_an_mpd_that_speaks_nonsense_is_refused_in_words(fake_dj, fake_mpd, reply):
    fake_mpd.replies["status"] = reply
    answer = fake_dj.send("post", "queue/tracks", {"files": [ONE]}, tag="1-7")
    assert answer.status_code in (409, 422, 503, 504)
    assert answer.get_json()["error"]


def test_an_mpd_that_does_not_even_tell_its_queue_has_changed_nothing(fake_dj, fake_mpd):
    fake_dj.look()
    fake_mpd.replies["status"] = lambda _: fake_mpd.wait(30) or b""
    answer = fake_dj.post("queue/tracks", files=[ONE])
    assert answer.status_code == 503
    assert answer.get_json()["error"] == "MPD didn’t answer in time. Nothing was changed."
    assert not any(line.startswith("addid") for line in fake_mpd.asked)


def test_a_frozen_mpd_is_said_and_goes_on_when_it_thaws(dj, mpd, station, impatient):
    state = dj.adds(ONE, TWO)
    mpd.freeze()
    answer = dj.delete(f"queue/tracks/{ids(state)[0]}")
    assert answer.status_code in (503, 504)
    assert answer.get_json()["error"]
    mpd.thaw()
    eventually(lambda: dj.look()["mpd"]["state"] == "live")
    assert in_mpd(mpd) == [ONE, TWO]
    assert dj.delete(f"queue/tracks/{ids(state)[0]}").status_code == 200


def test_a_frozen_practice_mpd_is_said_before_the_page_stops_waiting(make_app, mpd, monkeypatch):
    monkeypatch.setattr("blueprints.studio.routes.state.POLL_TIMEOUT", 0.2)
    app = make_app(RADIO_PRACTICE_MPD_HOST="127.0.0.1", RADIO_PRACTICE_MPD_PORT=mpd.port)
    dj = DJ(sign_in(app, write_cast(app)["dj"]), "/studio/practice/")
    assert dj.state()["mpd"]["state"] == "live"
    mpd.freeze()
    assert dj.state()["mpd"]["state"] == "offline"
    mpd.thaw()
    assert dj.state()["mpd"]["state"] == "live"
