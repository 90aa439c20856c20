"""Uploads of audio: checked, shown with their tags, put into the library under safe names."""

import fcntl
import io
import os
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.media.tags import Tags, read_audio, write_tags
from blueprints.studio import placement, uploads
from blueprints.studio.models import Upload
from tests.media.sounds import SOUNDS, mp3
from tests.studio.library_rows import add_track, read

ADDRESS = "/studio/library/uploads"
JSON = {"Accept": "application/json"}


@pytest.fixture
def dj(as_staff):
    """A DJ's browser."""
    return as_staff("dj")


@pytest.fixture(autouse=True)
def music(app, tmp_path, free_port):
    """The music folder of an MPD that is away."""
    folder = tmp_path / "music"
    folder.mkdir()
    app.config.update(RADIO_MPD_MUSIC_DIRECTORY=str(folder), RADIO_MPD_PORT=free_port())
    return folder


@pytest.fixture
def waiting(app):
    """`waiting()`: the names of the files that wait."""
    folder = app.instance_path + "/uploads"
    return lambda: sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def tagged(**tags):
    """An MP3 with tags."""
    file = io.BytesIO(mp3())
    write_tags(file, "mp3", Tags(**tags))
    return file.getvalue()


def send(client, data=None, name="tide.mp3"):
    """Send a file; return the answer."""
    sent = {"file": (io.BytesIO(tagged(title="Tide") if data is None else data), name)}
    return client.post(ADDRESS, data=sent, headers=JSON)


def test_an_upload_is_checked_shown_and_put_into_the_library(app, dj, music, waiting):
    data = tagged(title="Tide\n<b>", artist="Bö", album="Quay", label="Slipway")
    answer = send(dj, data, "../x/tide.mp3")
    assert answer.status_code == 201
    row = answer.json["row"]
    assert row["tags"] == {
        "title": "Tide <b>", "artist": "Bö", "album": "Quay", "label": "Slipway", "genre": "",
        "isrc": "",
    }  # fmt: skip
    assert (row["name"], row["ending"], row["duplicates"]) == ("tide.mp3", "mp3", [])
    assert row["duration"] == pytest.approx(2.09, abs=0.05)
    assert len(waiting()) == 1
    sent = {"title": "Öther/..", "artist": "../Bö", "isrc": "gb-aye-06-01498", "genre": "Folk"}
    done = dj.post(f"{ADDRESS}/{row['id']}", json=sent)
    assert (done.status_code, done.json) == (
        200,
        {"file": "uploads/-Bö/Öther-.mp3", "is_told": False},
    )
    path = music / done.json["file"]
    found = read_audio(path).tags
    assert (found.title, found.artist, found.album) == ("Öther/..", "../Bö", "")
    assert (found.isrc, found.genre, found.label) == ("GBAYE0601498", "Folk", "")
    assert path.stat().st_mode & 0o777 == 0o644
    assert path.parent.stat().st_mode & 0o777 == 0o755
    assert os.listdir(path.parent) == ["Öther-.mp3"]
    assert waiting() == []
    assert read(app, Upload) is None
    assert dj.post(f"{ADDRESS}/{row['id']}", json=sent).status_code == 404


def test_each_kind_is_taken_by_its_content_and_named_by_it(dj, music):
    for kind, data in SOUNDS.items():
        number = send(dj, data, "page.html").json["row"]["id"]
        done = dj.post(f"{ADDRESS}/{number}", json={"title": "Same"})
        assert done.json["file"] == f"uploads/Same.{kind}"
        assert read_audio(music / done.json["file"]).tags.title == "Same"


def test_a_name_that_is_taken_gets_a_number(dj, music):
    files = []
    for album in "abc":
        number = send(dj, tagged(title="Tide", album=album)).json["row"]["id"]
        files.append(dj.post(f"{ADDRESS}/{number}", json={"title": "Tide"}).json["file"])
    assert files == [f"uploads/Tide{more}.mp3" for more in ("", " (2)", " (3)")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tide", "Tide"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("..", "Untitled"),
        (".hidden", "hidden"),
        ("a\0b\nc", "a b c"),
        ("/", "-"),
        ("CON: what?", "CON- what-"),
        ("海" * 200, "海" * 36),
        ("", "Untitled"),
    ],
)
def test_names_are_safe(text, name):
    assert placement.safe_name(text) == name


def test_without_a_title_the_name_of_the_file_says_it(dj):
    for name, artist, title in (
        ("Ada - Tide.mp3", "Ada", "Tide"),
        ("tide.mp3", "", "tide"),
        (" - tide.mp3", "", "- tide"),
    ):
        tags = send(dj, mp3(80 + len(name)), name).json["row"]["tags"]
        assert (tags["artist"], tags["title"]) == (artist, title)


def test_what_is_no_sound_is_refused_in_words_and_nothing_is_kept(app, dj, waiting):
    for data in (b"", b"<script>", b"OggS" + b"x" * 99, b"\xff\xfb\x90\x64" + b"<b>" * 99):
        answer = send(dj, data)
        assert answer.status_code == 422
        assert answer.json["error"]
        assert answer.json["todo"]
    assert dj.post(ADDRESS, data={}, headers=JSON).status_code == 422
    assert dj.post(ADDRESS, json={}, headers=JSON).status_code == 422
    assert waiting() == []
    assert read(app, Upload) is None


def test_a_token_is_needed(app, dj):
    app.config["WTF_CSRF_ENABLED"] = True
    assert send(dj).status_code == 400


def test_an_upload_is_ones_own(app, dj, as_staff, music, waiting):
    number = send(dj).json["row"]["id"]
    other = as_staff("other_dj")
    assert other.post(f"{ADDRESS}/{number}", json={"title": "x"}).status_code == 404
    assert other.delete(f"{ADDRESS}/{number}").status_code == 404
    assert dj.delete(f"{ADDRESS}/99999999999").status_code == 404
    theirs = send(other).json["row"]
    assert [one["why"] for one in theirs["duplicates"]] == ["waiting"]
    assert dj.delete(f"{ADDRESS}/{number}").status_code == 200
    assert len(waiting()) == 1  # the other's
    assert other.delete(f"{ADDRESS}/{theirs['id']}").status_code == 200
    assert waiting() == []


def test_uploads_that_wait_are_listed_to_who_sent_them(app, dj, as_staff):
    rows = [send(dj, tagged(title=title)).json["row"] for title in ("Tide", "Foam")]
    send(as_staff("other_dj"), tagged(title="Slipway"))
    assert dj.get(f"{ADDRESS}.json").json == {"rows": rows}
    with app.app_context():
        db.session.get(Upload, rows[0]["id"]).created_at -= timedelta(days=2, seconds=1)
        db.session.commit()
    assert dj.get(f"{ADDRESS}.json").json == {"rows": rows[1:]}


def test_the_same_file_sent_twice_waits_once(app, dj):
    assert send(dj).json["row"]["id"] == send(dj).json["row"]["id"]


def test_duplicates_in_the_library_are_found(app, dj, music):
    data = tagged(title="Tide", artist="Ada")
    (music / "same.mp3").write_bytes(data)
    (music / "as large.mp3").write_bytes(data[::-1])
    add_track(app, "same.mp3", title="Renamed", duration="2.09")
    add_track(app, "as large.mp3", title="x", duration="2.09")
    add_track(app, "song.mp3", title="TIDE", artist="ADA", duration="3.5")
    add_track(app, "longer.mp3", title="Tide", artist="Ada", duration="30")
    add_track(app, "gone.mp3", title="Tide", artist="Ada", duration="2.09", is_gone=True)
    found = send(dj, data).json["row"]["duplicates"]
    assert [(one["why"], one["file"]) for one in found] == [
        ("file", "same.mp3"),
        ("track", "song.mp3"),
    ]
    assert found[1]["text"] == "The library has this track."


UNUSABLE = [
    {},
    {"title": ""},
    {"title": " \n\u200b"},
    {"title": 3},
    {"title": "x" * 301},
    {"title": "x", "artist": ["a"]},
    {"title": "x", "isrc": "US-1"},
    [],
]


def test_tags_that_cannot_be_used_are_refused_and_the_upload_stays(dj, music, waiting):
    number = send(dj).json["row"]["id"]
    for sent in UNUSABLE:
        answer = dj.post(f"{ADDRESS}/{number}", json=sent)
        assert (answer.status_code, bool(answer.json["error"])) == (422, True), sent
    assert len(waiting()) == 1
    assert os.listdir(music) == []


def test_no_folder_no_room_no_permission_are_said_and_the_upload_stays(
    app, dj, music, waiting, monkeypatch
):
    number = send(dj).json["row"]["id"]

    def refused():
        answer = dj.post(f"{ADDRESS}/{number}", json={"title": "Tide", "artist": "Ada"})
        assert answer.status_code == 422
        assert len(waiting()) == 1
        return answer.json["error"]

    (music / "uploads").write_text("no folder")
    assert "can’t write to the music folder" in refused()
    (music / "uploads").unlink()
    monkeypatch.setattr(uploads, "ROOM", 10**18)
    assert "disk is full" in refused()
    assert os.listdir(music / "uploads/Ada") == []
    assert send(dj, mp3(99)).json["error"] == "The server’s disk is full."
    app.config["RADIO_MPD_MUSIC_DIRECTORY"] = ""
    assert "music folder isn’t set up" in refused()
    assert "music folder isn’t set up" in send(dj).json["error"]


def test_two_clicks_add_one_file(app, dj, music, waiting):
    number = send(dj).json["row"]["id"]
    (name,) = waiting()
    with open(f"{app.instance_path}/uploads/{name}", "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        answer = dj.post(f"{ADDRESS}/{number}", json={"title": "Tide"})
    assert (answer.status_code, os.listdir(music)) == (409, [])
    os.unlink(f"{app.instance_path}/uploads/{name}")
    answer = dj.post(f"{ADDRESS}/{number}", json={"title": "Tide"})
    assert (answer.status_code, answer.json["todo"]) == (404, "Upload it again.")


def test_uploads_that_nobody_confirms_are_deleted_after_two_days(app, dj, waiting):
    send(dj)
    send(dj, mp3(99))
    folder = f"{app.instance_path}/uploads"
    open(f"{folder}/.draft-x", "w").close()
    with app.app_context():
        uploads.forget_uploads()
        assert len(waiting()) == 3
        old = db.session.get(Upload, 1)
        old.created_at = clock.now() - timedelta(days=3)
        stale = (f"{folder}/{old.hash}.mp3", f"{folder}/.draft-x")
        db.session.commit()
        for path in stale:
            os.utime(path, (time.time() - 3 * 86400,) * 2)
        uploads.forget_uploads()
        (left,) = db.session.scalars(select(Upload))
    assert waiting() == [f"{left.hash}.mp3"]


def test_mpd_is_told_of_a_new_file(app, dj, music, fake_mpd):
    app.config.update(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=fake_mpd.port)
    number = send(dj).json["row"]["id"]
    answer = dj.post(f"{ADDRESS}/{number}", json={"title": "Tide"})
    assert answer.json["is_told"] is True
    assert 'update "uploads"' in fake_mpd.asked
