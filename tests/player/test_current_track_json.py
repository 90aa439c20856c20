"""GET /current-track.json: what others rely on."""

import json
import time
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select, text

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.models import Play, Snapshot
from tests.player.helpers import hear, polled, reading, song

ADDRESS = "/current-track.json"
KEYS = [
    "state", "station", "track", "started_at", "elapsed", "last_heard_at", "show", "next_show",
    "recent", "stories",
]  # fmt: skip


def ago(seconds):
    return time.time() - seconds


def test_a_song_on_air_is_told_whole(app):
    hear(app, reading(ago(1), elapsed=30.0, of=song(title="Tide", album="Salt")))
    body = polled(app)
    assert list(body) == KEYS
    assert body["state"] == "playing"
    assert body["station"] == {
        "name": "Aerial 87.9",
        "url": "http://127.0.0.1:8000/",
        "stream_url": "http://127.0.0.1:8010/",
        "stream_delay": 0.0,
    }
    assert body["track"] == {
        "title": "Tide",
        "artist": "Anna",
        "album": "Salt",
        "art_url": None,
        "artist_url": None,
        "duration": 180.0,
    }
    started_at = datetime.fromisoformat(body["started_at"]).timestamp()
    assert abs(started_at - ago(31)) < 0.5
    assert body["started_at"].endswith("Z")
    assert len(body["started_at"]) == len("2026-11-22T14:03:11.250Z")
    assert body["elapsed"] is body["last_heard_at"] is body["show"] is body["next_show"] is None
    assert body["recent"] == body["stories"] == []


def test_before_anybody_has_heard_mpd_it_is_unknown(app):
    body = polled(app)
    assert list(body) == KEYS
    assert body["state"] == "unknown"
    assert body["track"] is body["last_heard_at"] is None


def test_paused_tells_the_position_and_no_start(app):
    hear(app, reading(ago(5), elapsed=10.0))
    hear(app, reading(ago(1), elapsed=12.345, state="pause"))
    body = polled(app)
    assert (body["state"], body["elapsed"], body["started_at"]) == ("paused", 12.345, None)
    assert body["track"]["title"] == "Tide"


@pytest.mark.parametrize("kind", ["jingles/ident.mp3", "spots/fair.mp3"])
def test_a_jingle_names_no_track(app, kind):
    hear(app, reading(ago(1), of=song(file=kind, title="Ident")))
    body = polled(app)
    assert (body["state"], body["track"]) == ("jingle", None)
    assert body["started_at"] is not None


def test_speech_is_playing_and_never_among_the_recent(app):
    epoch = ago(1000)
    hear(app, reading(ago(9), of=song(file="speech/tides.mp3"), epoch=epoch))
    assert polled(app)["state"] == "playing"
    hear(app, reading(ago(5), song_id=2, epoch=epoch))
    assert polled(app)["recent"] == []


def test_stopped_is_off_air_with_what_was_heard(app):
    hear(app, reading(ago(4)))
    hear(app, reading(ago(1), state="stop"))
    body = polled(app)
    assert (body["state"], body["track"], body["started_at"]) == ("off_air", None, None)
    assert [play["title"] for play in body["recent"]] == ["Tide"]
    assert list(body["recent"][0]) == ["title", "artist", "album", "started_at"]


def test_no_source_on_any_mount_is_off_air(app):
    hear(app, reading(ago(1)), on_air=False)
    assert polled(app)["state"] == "off_air"


def test_recent_are_the_last_five_newest_first_without_the_current(app):
    for number in range(8):
        hear(app, reading(ago(80 - number * 4), song_id=number + 1, of=song(title=f"{number}")))
    assert [play["title"] for play in polled(app)["recent"]] == ["6", "5", "4", "3", "2"]


def test_thirty_seconds_after_the_last_word_of_mpd_it_is_unknown(app):
    hear(app, reading(ago(1)))
    with time_machine.travel(time.time() + 28):
        assert polled(app)["state"] == "playing"
    with time_machine.travel(time.time() + 31):
        body = polled(app)
    assert list(body) == KEYS
    assert (body["state"], body["track"], body["started_at"]) == ("unknown", None, None)
    heard_at = datetime.fromisoformat(body["last_heard_at"]).timestamp()
    assert abs(heard_at - ago(1)) < 1


def test_nothing_changes_between_two_changes(app, client):
    began = ago(20)
    hear(app, reading(began, epoch=began - 1000))
    first = client.get(ADDRESS)
    for later in (3.0, 6.0, 9.0):
        hear(app, reading(began + later, elapsed=later + 0.04, epoch=began - 1000))
    second = client.get(ADDRESS)
    assert first.data == second.data
    assert first.headers["ETag"] == second.headers["ETag"]
    assert not first.headers["ETag"].startswith("W/")


def test_a_seek_moves_the_shown_start_and_not_the_log(app):
    began = ago(20)
    hear(app, reading(began, epoch=began - 1000))
    before = datetime.fromisoformat(polled(app)["started_at"])
    hear(app, reading(began + 5, elapsed=45.0, epoch=began - 1000))
    after = datetime.fromisoformat(polled(app)["started_at"])
    assert (before - after).total_seconds() == pytest.approx(40, abs=0.1)
    with app.app_context():
        assert abs(db.session.scalar(select(Play.started_at)).timestamp() - began) < 0.1


def test_who_has_it_already_gets_an_empty_304(app, client):
    hear(app, reading(ago(1)))
    etag = client.get(ADDRESS).headers["ETag"]
    answer = client.get(ADDRESS, headers={"If-None-Match": etag})
    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == etag
    assert "Date" in answer.headers


def test_what_the_answer_says_of_itself(app, client):
    hear(app, reading(ago(1)))
    for headers in (client.get(ADDRESS).headers, client.head(ADDRESS).headers):
        assert headers["Content-Type"] == "application/json"
        assert headers["Cache-Control"] == (
            "public, max-age=1, stale-while-revalidate=5, stale-if-error=600"
        )
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Access-Control-Expose-Headers"] == "Date, Age, ETag"
        assert "Date" in headers
        assert "Set-Cookie" not in headers
        assert "Vary" not in headers


def test_one_row_is_read(app, client, count_queries):
    hear(app, reading(ago(1)))
    with count_queries() as queries:
        client.get(ADDRESS)
    assert len(queries) == 1


@pytest.mark.parametrize("tag", ["title", "artist", "album"])
def test_hostile_tags_are_text_cut_at_300(app, tag):
    hostile = "<script>alert(1)</script>\u2028\x00\x1b[31m" + "é" * 10_000
    hear(app, reading(ago(1), of=song(**{tag: hostile})))
    text = polled(app)["track"][tag]
    assert text.startswith("<script>alert(1)</script>")
    assert len(text) == 300
    assert "\x00" not in text
    assert "\x1b" not in text
    page = app.test_client().get("/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_post_is_refused(client):
    answer = client.post(ADDRESS)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_with_the_database_away_it_says_when_to_come_back(make_app):
    app = make_app(RADIO_SQLALCHEMY_DATABASE_URI="sqlite:////nowhere/at/all.sqlite3")
    answer = app.test_client().get(ADDRESS)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"


def test_a_snapshot_without_a_body_is_unknown(app):
    with app.app_context():
        db.session.add(Snapshot(heard_at=clock.now(), valid_until=clock.now()))
        db.session.commit()
    assert json.loads(app.test_client().get(ADDRESS).data)["state"] == "unknown"


def drop_the_table(app):
    with app.app_context():
        db.session.execute(text("DROP TABLE snapshot"))
        db.session.commit()


def put_a_folder_in_its_place(app):
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    path = Path(app.instance_path) / "aerial.sqlite3"
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("break_", [drop_the_table, put_a_folder_in_its_place])
def test_with_the_database_broken_it_says_when_to_come_back(app, client, break_):
    break_(app)
    for _ in range(2):
        answer = client.get(ADDRESS)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        assert answer.headers["Cache-Control"] == "no-store"


def test_when_it_is_unknown_the_recent_are_still_told_and_the_etag_is_stable(app, client):
    hear(app, reading(ago(10)))
    hear(app, reading(ago(6), state="stop"))
    with time_machine.travel(time.time() + 60) as later:
        first = client.get(ADDRESS)
        later.shift(5)
        second = client.get(ADDRESS)
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.data == second.data
    assert [song["title"] for song in first.json["recent"]] == ["Tide"]


@pytest.mark.parametrize("state", ["play", "pause", "stop"])
def test_every_key_is_there_in_every_state(app, state):
    hear(app, reading(ago(1), 5.0, state))
    assert list(polled(app)) == KEYS


def test_a_head_has_no_body(app, client):
    hear(app, reading(ago(1)))
    answer = client.head(ADDRESS)
    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"] == client.get(ADDRESS).headers["ETag"]


def test_a_304_says_of_itself_what_the_200_says(app, client):
    hear(app, reading(ago(1)))
    whole = client.get(ADDRESS).headers
    short = client.get(ADDRESS, headers={"If-None-Match": f'"other", {whole["ETag"]}'})
    assert short.status_code == 304
    for name in ("Cache-Control", "ETag", "Access-Control-Allow-Origin"):
        assert short.headers[name] == whole[name]
    assert "Set-Cookie" not in short.headers
    assert "Vary" not in short.headers


@pytest.mark.parametrize("etag", ['"other"', "nonsense", '"', "", "x" * 5000])
def test_who_has_another_gets_the_whole(app, client, etag):
    hear(app, reading(ago(1)))
    assert client.get(ADDRESS, headers={"If-None-Match": etag}).status_code == 200


def test_neither_the_host_nor_the_query_changes_what_it_says(app, client):
    hear(app, reading(ago(1)))
    usual = client.get(ADDRESS).data
    assert client.get(ADDRESS, headers={"Host": "evil.example"}).data == usual
    assert client.get(f"{ADDRESS}?callback=x&_=1").data == usual


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(ADDRESS).status_code == 405


def test_a_file_without_tags_is_called_by_its_name_and_never_by_its_path(app):
    hear(app, reading(ago(1), of=song(file="private/box 7/side b.wav", title="", artist="")))
    body = app.test_client().get(ADDRESS).text
    assert json.loads(body)["track"]["title"] == "side b"
    assert json.loads(body)["track"]["artist"] is None
    assert "private" not in body


def test_a_streams_address_is_never_told(app):
    hidden = song(
        file="http://user:secret@relay.example:9/live", title="", artist="", duration=None
    )
    hear(app, reading(ago(1), of=hidden))
    body = app.test_client().get(ADDRESS).text
    assert json.loads(body)["track"] is None
    assert "relay.example" not in body
