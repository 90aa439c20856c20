"""Duplicates of an upload: the same file, or the same track, waiting or in the library."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.core.text import same_name
from blueprints.player.display_names import LONGEST
from blueprints.player.models import Track
from blueprints.player.music_folder import find_file
from blueprints.studio.models import Upload
from blueprints.studio.uploads import hash_of, path_of

AS_LONG = 1.0  # seconds: two readers of one file may disagree
NEARLY_AS_LONG = 2.0
MOST_FILES = 300


def duplicates_of(upload: Upload) -> list[dict[str, Any]]:
    """Return {"why", "text", "file", "title", "artist", "album", "duration"} of each duplicate.

    `why` is waiting, file (the library has the same one) or track (one of the same names).
    """
    same_files = list(_same_files(upload))
    same_tracks = [track for track in _same_tracks(upload) if track not in same_files]
    return [
        *(_waiting(other) for other in _others(upload)),
        *(_known("file", _("The library has this file."), track) for track in same_files),
        *(_known("track", _("The library has this track."), track) for track in same_tracks),
    ]


def _others(upload: Upload) -> Iterator[Upload]:
    yield from db.session.scalars(
        select(Upload).where(Upload.hash == upload.hash, Upload.id != upload.id)
    )


def _same_files(upload: Upload) -> Iterator[Track]:
    """Yield tracks with the same bytes: of those as long, only files as large are read."""
    low, high = upload.duration - AS_LONG, upload.duration + AS_LONG
    query = select(Track).where(Track.is_gone.is_(False), Track.duration.between(low, high))
    size = _size(path_of(upload))
    for track in db.session.scalars(query.limit(MOST_FILES)):
        path = find_file(track.file)
        if path and _size(path) == size and _has_hash(path, upload.hash):
            yield track


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None


def _has_hash(path: Path, hash_: str) -> bool:
    try:
        return hash_of(path) == hash_
    except OSError:
        return False


def _same_tracks(upload: Upload) -> Iterator[Track]:
    artist, title = (same_name(str(upload.tags.get(name, ""))) for name in ("artist", "title"))
    low, high = upload.duration - NEARLY_AS_LONG, upload.duration + NEARLY_AS_LONG
    query = select(Track).where(Track.is_gone.is_(False), Track.artist_key == artist[:LONGEST])
    for track in db.session.scalars(query.where(Track.duration.between(low, high))):
        if same_name(track.title) == title:
            yield track


def _waiting(other: Upload) -> dict[str, Any]:
    names = {name: other.tags.get(name, "") for name in ("title", "artist", "album")}
    words = _("The same file has been uploaded and waits to be added.")
    return {"why": "waiting", "text": words, "file": None, "duration": other.duration, **names}


def _known(why: str, words: str, track: Track) -> dict[str, Any]:
    return {
        "why": why,
        "text": words,
        "file": track.file,
        "title": track.title,
        "artist": track.artist,
        "album": track.album,
        "duration": track.duration,
    }
