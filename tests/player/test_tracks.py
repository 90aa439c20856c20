"""The mirror of MPD's library: what is new, changed, moved, gone; marks stay."""

import os
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from blueprints.core.extensions import db
from blueprints.player import library_reader, tracks
from blueprints.player.library_reader import LibraryReader, entry_of
from blueprints.player.models import LibraryState, Track
from blueprints.player.tracks import Mirror, mirror
from tests.player.fake_mpd import CLOSE

KINDS = {"jingle": ("jingles/", "Jingle")}


def rows(app):
    """Every track by its file, read anew."""
    with app.app_context():
        return {track.file: track for track in db.session.scalars(select(Track))}


@pytest.fixture
def scan(app, mpd):
    """`scan()`: MPD looks at its folder, and the mirror at MPD; True if it was compared."""

    def run(kinds=KINDS, looks=True):
        if looks:
            mpd.add()
        reader = LibraryReader(("127.0.0.1", mpd.port, ""))
        reader.connect()
        try:
            with app.app_context():
                return mirror(reader, kinds)
        finally:
            reader.disconnect()

    return run


@pytest.fixture
def fake(app, fake_mpd):
    """A fake MPD with a library of `fake.songs`; `fake.mirror()` looks at it."""
    fake_mpd.songs = [{"file": f"a/{n}.mp3", "Title": f"Song {n}"} for n in range(5)]
    fake_mpd.replies["stats"] = {"uptime": "100", "db_update": "1000"}
    fake_mpd.replies["status"] = {"state": "stop"}

    def found(command):
        start, end = map(int, command.rpartition(" ")[2].strip('"').split(":"))
        lines = (f"{k}: {v}\n" for song in fake_mpd.songs[start:end] for k, v in song.items())
        return "".join(lines).encode() + b"OK\n"

    def look():
        reader = LibraryReader(("127.0.0.1", fake_mpd.port, ""))
        reader.connect()
        try:
            with app.app_context():
                return mirror(reader, KINDS)
        finally:
            reader.disconnect()

    fake_mpd.replies["find"] = found
    fake_mpd.mirror = look
    return fake_mpd


def test_the_library_of_a_real_mpd_is_mirrored_once(app, scan, monkeypatch):
    monkeypatch.setattr(tracks, "SAME_SECOND", 0)
    assert scan()
    found = rows(app)
    assert set(found) == {"one.wav", "two.wav", "long.wav", "jingles/ident.wav"}
    two, ident = found["two.wav"], found["jingles/ident.wav"]
    assert (two.title, two.artist, two.album) == ("Two", "First, Second", "Numbers")
    assert (two.artist_key, two.folder, two.kind) == ("first, second", "", "music")
    assert (ident.kind, ident.folder) == ("jingle", "jingles")
    assert two.duration == pytest.approx(1.6, abs=0.05)
    assert two.modified_at == two.added_at
    assert not scan(looks=False)
    assert scan(kinds={}, looks=False)
    assert rows(app)["jingles/ident.wav"].kind == "music"


def test_changed_moved_and_removed_files_keep_what_they_need(app, mpd, scan):
    scan()
    with app.app_context():
        db.session.execute(update(Track).values(rotation="heavy", explicit=False))
        db.session.commit()
    before = rows(app)
    music = mpd.folder / "music"
    (music / "moved").mkdir()
    os.rename(music / "two.wav", music / "moved/second.wav")
    os.remove(music / "jingles/ident.wav")
    mpd.tone("one.wav", 2.0, title="Öne", artist="First")
    os.utime(music / "one.wav", (1, 2_000_000_000))
    mpd.tone("new.wav", 1.0, title="New")
    assert scan()
    found = rows(app)
    assert set(found) == {"one.wav", "moved/second.wav", "long.wav", "jingles/ident.wav", "new.wav"}
    assert found["moved/second.wav"].id == before["two.wav"].id
    assert found["moved/second.wav"].added_at == before["two.wav"].added_at
    assert (found["moved/second.wav"].rotation, found["moved/second.wav"].folder) == (
        "heavy",
        "moved",
    )
    assert (found["one.wav"].title, found["one.wav"].album) == ("Öne", "")
    assert found["one.wav"].search == "one first one"
    assert (found["one.wav"].rotation, found["one.wav"].explicit) == ("heavy", False)
    assert [f for f, track in found.items() if track.is_gone] == ["jingles/ident.wav"]
    assert found["new.wav"].added_at > before["long.wav"].added_at
    mpd.tone("jingles/ident.wav", 2.4, title="Ident")
    assert scan()
    back = rows(app)["jingles/ident.wav"]
    assert (back.is_gone, back.rotation) == (False, "heavy")


def test_nothing_is_marked_gone_while_mpd_updates_or_has_lost_all(app, fake):
    assert fake.mirror()
    fake.songs = []
    fake.replies["stats"] = {"uptime": "100", "db_update": "2000"}
    fake.replies["status"] = {"state": "stop", "updating_db": "1"}
    assert not fake.mirror()
    fake.replies["status"] = {"state": "stop"}
    assert not fake.mirror()
    fake.replies["stats"] = {"uptime": "100", "db_update": "0"}
    assert not fake.mirror()
    assert not any(track.is_gone for track in rows(app).values())
    assert len(rows(app)) == 5


def test_a_library_that_changes_while_it_is_read_is_read_again(app, fake):
    times = iter(["1000", "1000", "2000", "2000", "2000", "2000"])
    fake.replies["stats"] = lambda _: {"uptime": "100", "db_update": next(times)}
    assert not fake.mirror()  # the first is the greeting's
    assert fake.mirror()
    with app.app_context():
        assert db.session.get(LibraryState, 1).db_update == 2000


def test_windows_too_large_are_read_in_parts_and_one_song_is_left_out(app, fake, monkeypatch):
    monkeypatch.setattr(library_reader, "WINDOW", 50)
    fake.songs = [{"file": f"{n}.mp3", "Title": "x" * 60_000} for n in range(150)]
    fake.songs[77]["Title"] = "x" * 5_000_000  # larger than a reply may be
    assert fake.mirror()
    assert set(rows(app)) == {f"{n}.mp3" for n in range(150)} - {"77.mp3"}
    fake.songs = fake.songs[70:]
    fake.replies["stats"] = {"uptime": "100", "db_update": "2000"}
    assert fake.mirror()
    assert not any(track.is_gone for track in rows(app).values())


@pytest.mark.parametrize(
    "reply", [b"ACK [4@0] {find} you don't have permission\n", [b"file: a\n", CLOSE]]
)
def test_a_library_that_cannot_be_read_waits_for_the_next_time(app, fake, monkeypatch, reply):
    monkeypatch.setattr(library_reader, "MOST_SKIPPED", 2)
    fake.replies["find"] = reply
    app.config.update(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=fake.port)
    with app.app_context():
        Mirror().run()
    assert rows(app) == {}


def test_an_mpd_that_is_away_is_asked_later(app, free_port):
    app.config.update(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=free_port())
    with app.app_context():
        assert Mirror().run() is None


def test_two_files_of_one_name_are_no_move(app, fake):
    fake.songs = [{"file": "a.mp3", "Title": "Tide"}, {"file": "b.mp3", "Title": "Tide"}]
    fake.mirror()
    fake.songs = [{"file": "c.mp3", "Title": "Tide"}]
    fake.replies["stats"] = {"uptime": "100", "db_update": "2000"}
    fake.mirror()
    assert {f: t.is_gone for f, t in rows(app).items()} == {
        "a.mp3": True, "b.mp3": True, "c.mp3": False,
    }  # fmt: skip


def test_small_batches_do_the_same(app, fake, monkeypatch):
    monkeypatch.setattr(tracks, "BATCH", 2)
    fake.mirror()
    assert len(rows(app)) == 5
    fake.songs = fake.songs[:1]
    fake.replies["stats"] = {"uptime": "100", "db_update": "2000"}
    fake.mirror()
    assert sum(track.is_gone for track in rows(app).values()) == 4


def test_an_entry_is_a_file_that_a_database_can_name():
    song = {"file": "a.mp3", "last-modified": "2026-11-29T06:18:14Z", "added": "soon"}
    entry = entry_of(song)
    assert entry.modified_at == datetime(2026, 11, 29, 6, 18, 14, tzinfo=UTC)
    assert entry.added_at is None
    for file in ("", "http://x.example/", "a\0b", "x" * 5_000):
        assert entry_of({"file": file}) is None
