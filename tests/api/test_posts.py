"""POST /api/spins: automation that was made for Spinitron logs what it plays."""

import json

import pytest
from sqlalchemy import func, select

from blueprints.core.extensions import db
from blueprints.player.models import Play
from tests.player.posts import Sender

SPIN = {"artist": "The Slipways", "song": "Ropes", "release": "Knots", "label": "Quay",
        "genre": "Folk", "composer": "Ro", "isrc": "GBAYE9901218", "duration": "213",
        "start": "2026-11-22T11:58:00+0000", "live": "0"}  # fmt: skip


@pytest.fixture
def sender(station):
    """An automation system with a token."""
    return Sender(station)


def send(sender, data, **more):
    headers = {"Authorization": f"Bearer {sender.text}"}
    return sender.app.test_client().post("/api/spins", data=data, headers=headers, **more)


def test_a_spin_is_logged_once_and_answered(sender, get):
    first, again = send(sender, SPIN), send(sender, SPIN)
    assert (first.status_code, first.mimetype) == (201, "application/json")
    assert first.json == again.json == get(f"spins/{first.json['id']}")
    said = {name: first.json[name] for name in SPIN if name not in ("live", "start", "duration")}
    assert said == {name: SPIN[name] for name in said}
    assert (first.json["start"], first.json["duration"]) == ("2026-11-22T11:58:10+0000", 213)
    playlist = get(f"playlists/{first.json['playlist_id']}")
    assert playlist["title"] == "Noon-Mix"
    assert first.headers["Cache-Control"] == "no-store"


def test_older_names_and_a_token_in_the_address(sender):
    old = {"artist_name": "Anna", "song_name": "Tide", "release_title": "Sea", "label_name": "L",
           "song_composer": "C", "spin_duration": "2:34"}  # fmt: skip
    client = sender.app.test_client()
    answer = client.post(f"/api/spins/?access-token={sender.text}", data=old)
    assert answer.status_code == 201
    assert [answer.json[name] for name in ("artist", "song", "release", "duration")] == [
        "Anna", "Tide", "Sea", 154,
    ]  # fmt: skip


def test_rivendells_json_is_read_though_it_is_not_quite_json(sender):
    body = '{\r\n  "live:" true\r\n  "duration": 60,\r\n  "artist": "A &amp;amp; B",\r\n' \
           '  "label": null,\r\n  "song": "Tide"\r\n}'  # fmt: skip
    for text in (body, body.replace('"live:" true', '"live": false')):
        answer = send(sender, text, content_type="application/json")
        assert answer.status_code == 201
        assert (answer.json["artist"], answer.json["label"]) == ("A & B", None)


def test_what_is_missing_is_named_in_spinitrons_words_and_nothing_is_logged(sender):
    answer = send(sender, {"artist": " ", "duration": "long"})
    assert answer.status_code == 422
    assert {error["field"] for error in answer.json} == {"artist", "song", "duration"}
    assert all(set(error) == {"field", "message"} for error in answer.json)
    with sender.app.app_context():
        posted = select(func.count()).where(Play.sent_by.is_not(None))
        assert db.session.scalar(posted) == 0


def test_without_a_valid_token_nothing_is_logged(sender):
    client = sender.app.test_client()
    for token in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic x"}):
        answer = client.post("/api/spins", data=SPIN, headers=token)
        assert (answer.status_code, answer.json["status"]) == (401, 401)
        assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("body", [b"{", json.dumps([1]).encode(), b"[" * 9999])
def test_what_is_neither_a_form_nor_an_object_is_refused(sender, body):
    assert send(sender, body, content_type="application/json").status_code == 400


def test_what_is_too_large_is_refused(sender):
    answer = send(sender, {"song": "x" * 300_000})
    assert (answer.status_code, answer.json["status"]) == (413, 413)
