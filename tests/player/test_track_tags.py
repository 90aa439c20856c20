"""What files say themselves: label, ISRC, explicit words; what staff set stays."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.media.tags import Tags, write_tags
from blueprints.player import track_tags
from blueprints.player.models import Track
from blueprints.player.track_tags import read_files
from tests.media.sounds import mp3

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture
def music(app, tmp_path):
    """The music folder, with three files: tagged, explicit, damaged."""
    app.config["RADIO_MPD_MUSIC_DIRECTORY"] = str(tmp_path)
    for name in ("tagged", "explicit"):
        (tmp_path / f"{name}.mp3").write_bytes(mp3())
    with open(tmp_path / "tagged.mp3", "r+b") as file:
        write_tags(file, "mp3", Tags(title="x", label="Slipway", isrc="GBAYE0601498"))
    frame = b"TXXX" + (17).to_bytes(4, "big") + b"\0\0\0ITUNESADVISORY\0" + b"1"
    tag = b"ID3\x03\0\0\0\0\0" + bytes([len(frame)]) + frame
    (tmp_path / "explicit.mp3").write_bytes(tag + mp3())
    (tmp_path / "damaged.mp3").write_bytes(b"ID3\xff\xff" + b"\xff" * 500)
    return tmp_path


@pytest.fixture
def read(app):
    """`read()`: read what is due; return (more is left, the tracks by file)."""

    def run():
        with app.app_context():
            more = read_files()
            return more, {track.file: track for track in db.session.scalars(select(Track))}

    return run


def add(app, *files, **columns):
    """Add tracks of these files."""
    with app.app_context():
        for file in files:
            usual = {"folder": "", "added_at": NOON, "modified_at": NOON}
            db.session.add(Track(file=file, **(usual | columns)))
        db.session.commit()


def test_files_are_read_once_and_again_when_they_change(app, music, read):
    add(app, "tagged.mp3", "explicit.mp3", "damaged.mp3", "missing.mp3", "../x.mp3")
    more, tracks = read()
    assert not more
    assert (tracks["tagged.mp3"].label, tracks["tagged.mp3"].isrc) == ("Slipway", "GBAYE0601498")
    assert [tracks[f"{name}.mp3"].explicit for name in ("tagged", "explicit")] == [None, True]
    assert all(track.tags_read_at for track in tracks.values())
    with open(music / "tagged.mp3", "r+b") as file:
        write_tags(file, "mp3", Tags(title="x", label="Other"))
    assert read()[1]["tagged.mp3"].label == "Slipway"
    with app.app_context():
        db.session.get(Track, 1).modified_at = datetime(2100, 1, 1, tzinfo=UTC)
        db.session.commit()
    assert read()[1]["tagged.mp3"].label == "Other"
    assert read()[1]["tagged.mp3"].tags_read_at == datetime(2100, 1, 1, tzinfo=UTC)


def test_what_staff_set_stays(app, music, read):
    add(app, "explicit.mp3", explicit=False)
    assert read()[1]["explicit.mp3"].explicit is False


def test_few_are_read_at_a_time(app, music, read, monkeypatch):
    monkeypatch.setattr(track_tags, "MOST_FILES", 2)
    add(app, "tagged.mp3", "explicit.mp3", "damaged.mp3")
    assert [read()[0] for _ in range(3)] == [True, False, False]


def test_without_the_folder_nothing_is_read(app, music, read):
    add(app, "tagged.mp3")
    for folder in ("", "/nowhere"):
        app.config["RADIO_MPD_MUSIC_DIRECTORY"] = folder
        more, tracks = read()
        assert (more, tracks["tagged.mp3"].tags_read_at) == (False, None)
