"""The transport, on the track that the DJ saw."""

import pytest

from tests.studio.dj import titles

ONE, TWO = "tone 1.wav", "tone 2.wav"


def status(mpd):
    with mpd.client() as client:
        return client.status()


def test_playing_pausing_and_stopping(dj, mpd):
    dj.adds(ONE, TWO)
    state = dj.post("transport/play", id=None).get_json()
    assert (state["now"]["state"], state["now"]["title"]) == ("play", "Tone 1")
    assert titles(state) == ["Tone 2"]
    number = state["now"]["id"]
    state = dj.post("transport/pause", id=number).get_json()
    assert state["now"]["state"] == "pause"
    assert state["now"]["elapsed"] >= 0
    assert dj.post("transport/play", id=number).get_json()["now"]["state"] == "play"
    assert dj.post("transport/stop", id=number).get_json()["now"]["state"] == "stop"
    assert [edit["what"] for edit in dj.state()["edits"]][:4] == [
        "stopped", "played", "paused", "played",
    ]  # fmt: skip


def test_skipping_names_the_track_that_was_seen(dj, mpd):
    dj.adds(ONE, TWO)
    number = dj.post("transport/play", id=None).get_json()["now"]["id"]
    state = dj.post("transport/skip", id=number).get_json()
    assert state["now"]["title"] == "Tone 2"
    answer = dj.post("transport/skip", id=number)
    assert answer.status_code == 409
    assert answer.get_json()["error"] == "Another track is on now, so nothing was done."
    assert status(mpd)["state"] == "play"


def test_volume_and_crossfade_are_for_those_who_may(djs, mpd, station):
    dj, admin = djs["dj"], djs["admin"]
    dj.post("desk")
    answer = dj.put("transport/crossfade", seconds=3)
    assert answer.status_code == 403
    assert "Only admins" in answer.get_json()["error"]
    admin.post("desk")
    state = admin.put("transport/crossfade", seconds=3).get_json()
    assert state["options"]["crossfade"] == 3
    assert status(mpd)["xfade"] == "3"
    state = admin.send("post", f"edits/{state['undo']['id']}/undo", {}, tag=state["tag"]).get_json()
    assert state["options"]["crossfade"] == 0
    answer = admin.put("transport/volume", volume=50)
    assert answer.get_json()["error"] == "MPD has no mixer, so its volume can’t be changed."


@pytest.mark.parametrize("verb", ["play", "pause", "stop", "skip", "stop-after"])
def test_the_transport_needs_the_desk(djs, verb):
    answer = djs["other_dj"].post(f"transport/{verb}", id=None)
    assert answer.status_code == 409
    assert answer.get_json()["error"] == "Nobody has the desk."


def test_unknown_verbs_and_values_are_refused(dj):
    assert dj.post("transport/explode", id=None).status_code == 404
    assert dj.post("transport/play", id="first").status_code == 422
    assert dj.post("transport/play", id=None).get_json()["error"] == "The queue is empty."
    assert dj.post("transport/skip", id=None).status_code == 422


def test_who_may_not_set_the_volume_may_not_undo_it_either(djs, mpd):
    admin, dj = djs["admin"], djs["dj"]
    admin.post("desk")
    state = admin.put("transport/crossfade", seconds=3).get_json()
    dj.post("desk")
    answer = dj.send("post", f"edits/{state['undo']['id']}/undo", {}, tag=state["tag"])
    assert answer.status_code == 403
    assert status(mpd)["xfade"] == "3"


def test_a_station_without_a_practice_mpd_does_not_show_another_one(djs, mpd, station):
    station.config["RADIO_PRACTICE_MPD_PORT"] = mpd.port  # and no host: this machine
    mpd.add(ONE)
    state = djs["dj"].client.get("/studio/practice/state.json").get_json()
    assert (state["mpd"]["state"], state["queue"]["rows"]) == ("offline", [])
