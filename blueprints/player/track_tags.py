"""Label, ISRC and explicit words, which MPD does not tell, from the files themselves."""

from pathlib import Path
from typing import Any

from sqlalchemy import or_, select, update

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.media.audio import UnusableSound
from blueprints.media.tags import Tags, read_audio
from blueprints.player.models import Track
from blueprints.player.music_folder import find_file, music_folder

MOST_FILES = 50
LONGEST_TURN = 0.3  # seconds
LONGEST_ISRC = 20


def read_files() -> bool:
    """Read files that are new or were changed; return True if more of them are left.

    A file that cannot be read counts as read. What staff said of explicit words stays.
    """
    if music_folder() is None:
        return False
    due = or_(Track.tags_read_at.is_(None), Track.tags_read_at < Track.modified_at)
    columns = (Track.id, Track.file, Track.modified_at)
    query = select(*columns).where(Track.is_gone.is_(False), due).order_by(Track.id)
    tracks = db.session.execute(query.limit(MOST_FILES)).all()
    db.session.commit()
    until = clock.monotonic() + LONGEST_TURN
    found = []
    for number, file, modified_at in tracks:
        read_at = max(clock.now(), modified_at or clock.now())  # it may be dated in the future
        found.append((number, {"tags_read_at": read_at, **_columns(_tags(find_file(file)))}))
        if clock.monotonic() > until:
            break
    _store(found)
    return len(tracks) == MOST_FILES or len(found) < len(tracks)


def _tags(path: Path | None) -> Tags:
    try:
        return read_audio(path).tags if path else Tags()
    except (UnusableSound, OSError):
        return Tags()


def _columns(tags: Tags) -> dict[str, Any]:
    """Return the columns that the file has something to say of."""
    said = {"label": tags.label, "isrc": tags.isrc[:LONGEST_ISRC], "explicit": tags.explicit}
    return {name: value for name, value in said.items() if value not in ("", None)}


def _store(found: list[tuple[int, dict[str, Any]]]) -> None:
    if not found:
        return
    begin_write()
    for number, values in found:
        own = update(Track).where(Track.id == number)
        explicit = values.pop("explicit", None)
        db.session.execute(own.values(**values))
        if explicit is not None:
            db.session.execute(own.where(Track.explicit.is_(None)).values(explicit=explicit))
    db.session.commit()
