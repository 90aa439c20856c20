"""The tracks of a saved playlist, with what the library knows of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player.display_names import label_of
from blueprints.player.models import Track
from blueprints.player.mpd_status import Song
from blueprints.studio.playlist_entry import Entry
from blueprints.studio.streams import title_of

MOST_SHOWN = 1000
AT_ONCE = 1000


def shown(name: str, files: Sequence[str]) -> dict[str, Any]:
    """Return a playlist as the console shows it: the first thousand tracks, and sums of all."""
    tracks = _tracks(files)
    lengths = [_length(tracks.get(file)) for file in files]
    return {
        "name": name,
        "rows": [_row(file, tracks.get(file)) for file in files[:MOST_SHOWN]],
        "more": max(0, len(files) - MOST_SHOWN),
        "seconds": round(sum(filter(None, lengths)), 3),
        "unknown": sum(not length for length in lengths),
    }


def entries(files: Sequence[str]) -> list[Entry]:
    """Return the tracks of a playlist as the entries of a playlist file."""
    tracks = _tracks(files)
    rows = (_row(file, tracks.get(file)) for file in files if file)
    return [
        Entry((row["file"],), 0, row["title"], row["artist"], row["album"], row["duration"])
        for row in rows
    ]


def _tracks(files: Sequence[str]) -> Mapping[str, Track]:
    wanted = list(dict.fromkeys(files))
    found: dict[str, Track] = {}
    for start in range(0, len(wanted), AT_ONCE):
        part = select(Track).where(Track.file.in_(wanted[start : start + AT_ONCE]))
        found |= {track.file: track for track in db.session.scalars(part)}
    return found


def _length(track: Track | None) -> float | None:
    return track.duration if track else None


def _row(file: str, track: Track | None) -> dict[str, Any]:
    """Return one row; a file that MPD has no more is shown by its name, a stream by its title."""
    label = label_of(Song(file))
    title = title_of(file) or label.title or file
    return {
        "file": file,
        "title": (track.title if track else "") or title,
        "artist": track.artist if track else "",
        "album": track.album if track else "",
        "kind": track.kind if track else "music",
        "duration": _length(track),
        "is_stream": Song(file).is_stream,
        "is_known": bool(title_of(file) or (track and not track.is_gone)),
    }
