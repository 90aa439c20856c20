"""Cover art, asked of MPD once for each album, scaled down, and stored by its content's hash."""

import hashlib
from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.media.images import encoded, open_picture, scaled
from blueprints.media.storage import keep
from blueprints.player.models import Cover
from blueprints.player.mpd_status import Song

WIDTHS = (96, 320, 640)
MOST_PIXELS = 25_000_000
LOOK_AGAIN = timedelta(days=1)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).casefold().encode()).hexdigest()[:40]


def keys_of(song: Song) -> tuple[str, str]:
    """Return (the key of the song's album, the key of its file); equal if it is on no album."""
    own = _digest("file", song.file)
    if not song.album:
        return own, own
    folder = song.file.rpartition("/")[0]
    whose = (song.album_artist,) if song.album_artist else (folder, song.artist)
    return _digest("album", *whose, song.album), own


def find_cover(song: Song) -> Cover | None:
    """Return the song's cover: its album's, else its file's own; None if MPD was never asked."""
    found = {
        c.key: c for c in db.session.scalars(select(Cover).where(Cover.key.in_(keys_of(song))))
    }
    album, own = keys_of(song)
    return found.get(album) or found.get(own)


def is_due(song: Song) -> bool:
    """Return True if MPD should be asked for the cover: never asked, or none found long ago."""
    cover = find_cover(song)
    if cover is None:
        return not song.is_stream
    return cover.hash is None and clock.now() - cover.fetched_at > LOOK_AGAIN


def store_cover(data: bytes, folder: Path) -> str:
    """Store a cover in three widths; return its hash. Raises UnusablePicture, OSError."""
    image = open_picture(data, MOST_PIXELS, (WIDTHS[-1], WIDTHS[-1]))
    hash_ = hashlib.sha256(data).hexdigest()[:20]
    for width in WIDTHS:
        keep(folder / f"{hash_}-{width}.jpg", encoded(scaled(image, width), "JPEG"))
    return hash_


def remember(song: Song, hash_: str | None) -> None:
    """Store the song's cover, or that it has none; call inside begin_write()."""
    album, own = keys_of(song)
    key = album if hash_ else own
    db.session.execute(delete(Cover).where(Cover.key == key))
    db.session.add(Cover(key=key, hash=hash_, fetched_at=clock.now()))
