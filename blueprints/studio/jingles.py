"""The jingle shelf: a track on each of the keys 1 to 9 and 0."""

from sqlalchemy import delete, select

from blueprints.core.extensions import db
from blueprints.player.models import Track
from blueprints.studio.models import JingleSlot

KEYS = "1234567890"


def shelf() -> dict[str, str]:
    """Return the files by key. If no key was ever set: the first ten jingles of the library."""
    stored = dict(db.session.execute(select(JingleSlot.key, JingleSlot.file)).all())
    return stored or _first_jingles()


def _first_jingles() -> dict[str, str]:
    query = select(Track.file).where(Track.kind == "jingle", Track.is_gone.is_(False))
    return dict(zip(KEYS, db.session.scalars(query.order_by(Track.file).limit(len(KEYS)))))  # noqa: B905 - often fewer


def find_jingle(key: str) -> str | None:
    """Return the file on a key, or None."""
    return shelf().get(key)


def tracks_on_shelf() -> dict[str, tuple[str, Track | None]]:
    """Return (file, track) by key; a track that the library has no more is None."""
    files = shelf()
    query = select(Track).where(Track.file.in_(files.values()), Track.is_gone.is_(False))
    tracks = {track.file: track for track in db.session.scalars(query)}
    return {key: (files[key], tracks.get(files[key])) for key in KEYS if key in files}


def put_jingle(key: str, file: str | None) -> None:
    """Put a file on a key, or nothing (None); call inside begin_write(). The other keys stay."""
    files = shelf()
    if file is None:
        files.pop(key, None)
    else:
        files[key] = file
    db.session.execute(delete(JingleSlot))
    db.session.add_all(JingleSlot(key=key, file=name) for key, name in files.items())


def is_in_library(file: str) -> bool:
    """Return True if the library has the file."""
    query = select(Track.id).where(Track.file == file, Track.is_gone.is_(False))
    return db.session.scalar(query) is not None
