"""A library of 20,000 tracks to measure with: as rows, or as tiny files for a real MPD."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, text

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.library_reader import entry_of
from blueprints.player.models import Track
from blueprints.player.tracks import values_of

TRACKS = 20_000
ON_AN_ALBUM = 12
OF_AN_ARTIST = 36
WORDS = (
    "tide", "harbour", "quay", "lantern", "gull", "salt", "rope", "mast", "wave", "storm", "north",
    "light", "winter", "engine", "choir", "brass", "paper", "ghost", "silver", "ember",
)  # fmt: skip
PLAYED = text(
    "UPDATE play SET file = (SELECT file FROM track WHERE id = 1 + (play.id * 7919) % 20000)"
)
FRAME = b"\xff\xfb\x90\x64" + b"\0" * 413  # of silence: MPEG 1 layer III, 26 ms


def songs() -> Iterator[dict[str, str]]:
    """Yield the tags of each track, as MPD has them."""
    chance = random.Random(12)

    def named(count: int) -> str:
        return " ".join(chance.choices(WORDS, k=count)).title()

    for number in range(TRACKS):
        if number % OF_AN_ARTIST == 0:
            artist = f"{named(2)} {number // OF_AN_ARTIST}"
        if number % ON_AN_ALBUM == 0:
            album = named(3)
        yield {
            "file": f"{artist}/{album} {number // ON_AN_ALBUM}/{number:05}.mp3",
            "title": named(3),
            "artist": artist,
            "album": album,
            "duration": "200",
        }


def write_tracks(app: Flask) -> None:
    """Write the rows, and let the log's plays be of these tracks, by chance."""
    rows = []
    for number, song in enumerate(songs()):
        entry = entry_of(song)
        assert entry is not None
        added_at = clock.now() - timedelta(minutes=number)
        rows.append({**values_of(entry, {}), "added_at": added_at})
    with app.app_context():
        begin_write()
        db.session.execute(insert(Track), rows)
        db.session.execute(PLAYED)
        db.session.commit()


def write_files(folder: Path) -> None:
    """Write a file for each track, with its tags."""
    for song in songs():
        path = folder / song["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_tag(song) + FRAME * 2)


def _tag(song: dict[str, str]) -> bytes:
    """An ID3v2.3 tag."""
    frames = b""
    for name, key in ((b"TIT2", "title"), (b"TPE1", "artist"), (b"TALB", "album")):
        words = b"\0" + song[key].encode("latin-1")
        frames += name + len(words).to_bytes(4, "big") + b"\0\0" + words
    size = len(frames)
    return b"ID3\x03\0\0" + bytes((0, 0, size >> 7 & 127, size & 127)) + frames
