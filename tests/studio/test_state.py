"""The polled state: one statement for all consoles, MPD's part as the watcher wrote it."""

from datetime import timedelta

import time_machine
from sqlalchemy import update

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.models import MpdState, Play, Snapshot
from blueprints.player.queue_state import body_of
from tests.player.helpers import eventually
from tests.studio.dj import titles

ONE, TWO = "tone 1.wav", "tone 2.wav"
KEYS = {"studio", "tag", "mpd", "now", "options", "outputs", "listeners", "queue", "manual", "log",
        "desk", "here", "edits", "undo", "shares", "show", "next_show"}  # fmt: skip


def hear_mpd(app, ago=0.0):
    """Note that MPD answered the watcher so many seconds ago."""
    with app.app_context():
        begin_write()
        snapshot = db.session.get(Snapshot, 1) or Snapshot(id=1)
        snapshot.heard_at = clock.now() - timedelta(seconds=ago)
        db.session.add(snapshot)
        db.session.commit()


def test_a_station_whose_queue_was_never_read_has_a_whole_state(djs):
    state = djs["dj"].state()
    assert set(state) == KEYS
    assert state["mpd"]["state"] == "offline"
    assert (state["now"]["state"], state["queue"]["rows"], state["desk"]["user_id"]) == (
        "stop", [], None,
    )  # fmt: skip


def test_another_dj_sees_an_edit_at_once(dj, other_dj, station):
    hear_mpd(station)
    before = other_dj.client.get("/studio/state.json")
    dj.adds(ONE, TWO)
    seen = other_dj.client.get(
        "/studio/state.json", headers={"If-None-Match": before.headers["ETag"]}
    )
    assert seen.status_code == 200
    state = seen.get_json()
    assert titles(state) == ["Tone 1", "Tone 2"]
    assert state["edits"][0]["text"] == "added 2 tracks"
    assert state["queue"]["seconds"] == 60
    assert state["mpd"]["state"] == "live"


def test_an_unchanged_state_is_a_304_that_says_when_mpd_answered(dj, station):
    dj.adds(ONE)
    hear_mpd(station, 1)
    first = dj.client.get("/studio/state.json")
    hear_mpd(station)
    again = dj.client.get("/studio/state.json", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Last-Heard"] > first.headers["Last-Heard"]
    assert first.headers["Cache-Control"] == "private, no-cache"


def test_mpd_goes_from_live_to_stale_to_offline(dj, station):
    for ago, word in ((0, "live"), (15, "stale"), (40, "offline")):
        hear_mpd(station, ago)
        assert dj.state()["mpd"]["state"] == word


def test_a_poll_asks_three_statements_however_long_the_queue(dj, station, count_queries):
    dj.adds(*[f"tone {number}.wav" for number in range(1, 7)])
    hear_mpd(station)
    etag = dj.client.get("/studio/state.json").headers["ETag"]
    with count_queries() as queries:
        dj.client.get("/studio/state.json", headers={"If-None-Match": etag})
    assert len(queries) <= 3, queries


def test_the_log_and_the_open_spin_are_told(dj, station):
    now = clock.now()
    with station.app_context():
        begin_write()
        minute = timedelta(minutes=1)
        played = Play(source="mpd", title="Tone 9", started_at=now - 4 * minute,
                      ended_at=now - minute, how="finished")  # fmt: skip
        spin = Play(source="spin", title="Ropes", artist="Quay Dogs",
                    started_at=now - minute, ends_by=now + 9 * minute)  # fmt: skip
        db.session.add_all([played, spin])
        db.session.commit()
    state = dj.state()
    assert state["manual"]["title"] == "Ropes"
    assert [row["title"] for row in state["log"]] == ["Ropes", "Tone 9"]


def test_a_play_that_is_heard_again_is_no_longer_told_as_covered(dj, station):
    with station.app_context():
        db.session.add(Play(source="mpd", title="Tide", started_at=clock.now(), covered=True))
        db.session.commit()
    assert dj.state()["log"][0]["covered"] is True
    with station.app_context():
        db.session.execute(update(Play).values(covered=False))
        db.session.commit()
    assert dj.state()["log"][0]["covered"] is False


def test_the_watcher_writes_the_queue_that_others_change(mpd, station, watch_port, djs):
    watch_port(mpd.port)()
    mpd.add(ONE, TWO)
    eventually(lambda: titles(djs["dj"].state()) == ["Tone 1", "Tone 2"])
    with mpd.client() as client:
        client.play(0)
    eventually(lambda: djs["dj"].state()["now"].get("title") == "Tone 1")
    assert titles(djs["dj"].state()) == ["Tone 2"]
    with station.app_context():
        body = body_of(db.session.get(MpdState, "air"))
    assert body["now"]["started_at"]


def test_an_mpd_that_was_restarted_is_seen_at_its_first_look(mpd, station, watch_port, djs):
    mpd.add(ONE, TWO)
    with mpd.client() as client:
        client.play(1)
    watch_port(mpd.port)()
    eventually(lambda: djs["dj"].state()["now"]["id"] == 2)
    mpd.end()
    mpd.start()
    with mpd.client() as client:
        client.clear()
        client.add(TWO)
        client.play(0)
        now = int(client.status()["songid"])
    eventually(lambda: djs["dj"].state()["now"]["id"] == now)


def test_a_tag_of_300_000_bytes_hides_nothing(mpd, station, watch_port, djs):
    mpd.tone("long tag.wav", 30, title="x" * 300_000)
    mpd.add("long tag.wav", ONE)
    with mpd.client() as client:
        client.play(0)
    watch_port(mpd.port)()
    eventually(lambda: titles(djs["dj"].state()) == ["Tone 1"])
    assert djs["dj"].state()["now"]["title"] == "x" * 300


def test_a_tag_of_html_is_text_and_cut_when_shown(mpd, station, watch_port, djs):
    mpd.tone("<b>.wav", 30, title="<script>alert(1)</script>" + "x" * 5000, artist="\"'")
    mpd.add("<b>.wav")
    watch_port(mpd.port)()
    eventually(lambda: djs["dj"].state()["queue"]["rows"])
    (row,) = djs["dj"].state()["queue"]["rows"]
    assert row["title"].startswith("<script>")
    assert len(row["title"]) == 300


def test_after_the_clock_was_set_back_the_queue_is_still_told(dj, station):
    with time_machine.travel(clock.now() + timedelta(minutes=20)):
        dj.adds(ONE)
    dj.look()
    dj.adds(TWO)
    assert titles(dj.state()) == ["Tone 1", "Tone 2"]
