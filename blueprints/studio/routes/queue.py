"""The queue: tracks added, removed, moved, cleared, shuffled; saved playlists loaded; undo."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.accounts.access import me
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.player.models import Track
from blueprints.player.queue_state import Body
from blueprints.studio import desk, queue_edits
from blueprints.studio.edits import Edit, Editor, editing
from blueprints.studio.jingles import find_jingle
from blueprints.studio.refusals import Refusal
from blueprints.studio.routes.answers import edit, number, number_or_none, precondition, sent, text
from blueprints.studio.routes.blueprints import console, studio
from blueprints.studio.transport import need_volume
from blueprints.studio.undo import LEVELS, edit_of
from blueprints.studio.undo import undo as undo_edit

MOST_FILES = 1000


@contextmanager
def mine(tag: str | None = None) -> Iterator[Edit]:
    """Begin an edit by who has the desk; raise Refusal for anybody else."""
    here = studio()
    desk.need_desk(here.name, me())
    editor = Editor.of(me())
    with editing(here, editor, tag) as found:
        desk.need_desk(here.name, me())  # another may have taken it during the wait for the lock
        yield found


def known_files(sent_files: Any) -> list[str]:
    """Return the files to add: of the library, or listed streams. Raises Refusal (422)."""
    if not isinstance(sent_files, list) or not 0 < len(sent_files) <= MOST_FILES:
        raise Refusal(422, _("Add 1 to %(most)s tracks at a time.", most=MOST_FILES))
    files = [text(file, 4000) for file in sent_files]
    known = {link.url for link in station().streams}
    tracks = select(Track.file).where(Track.file.in_(files), Track.is_gone.is_(False))
    known |= set(db.session.scalars(tracks))
    for file in files:
        if file not in known:
            words = _("“%(file)s” is not in the library.", file=file[:200])
            raise Refusal(422, words, _("Search for it again: the library may have changed."))
    return files


@console.post("/queue/tracks")
@edit
def add_tracks() -> Body:
    """Add tracks as the next ones or the last ones."""
    tag, data = precondition(), sent()
    where = data.get("where", "last")
    if where not in ("next", "last"):
        raise Refusal(422, _("Tracks can be added next or last."))
    files = known_files(data.get("files"))
    with mine(tag) as begun:
        return queue_edits.add(begun, files, where)


@console.delete("/queue/tracks/<int:song_id>")
@edit
def remove_track(song_id: int) -> Body:
    """Remove a track from the queue."""
    with mine(precondition()) as begun:
        return queue_edits.remove(begun, song_id)


@console.post("/queue/tracks/<int:song_id>/place")
@edit
def move_track(song_id: int) -> Body:
    """Move a track behind another, or to the top of what comes."""
    after = number_or_none(sent().get("after"))
    with mine(precondition()) as begun:
        return queue_edits.move(begun, song_id, after)


@console.delete("/queue/rest")
@edit
def clear_rest() -> Body:
    """Remove everything that comes."""
    with mine(precondition()) as begun:
        return queue_edits.clear(begun)


@console.post("/queue/rest/shuffle")
@edit
def shuffle_rest() -> Body:
    """Shuffle what comes."""
    with mine(precondition()) as begun:
        return queue_edits.shuffle(begun)


@console.post("/queue/playlists")
@edit
def load_playlist() -> Body:
    """Load a saved playlist."""
    tag, data = precondition(), sent()
    name, mode = text(data.get("name"), 200), data.get("mode", "append")
    if mode not in ("append", "replace"):
        raise Refusal(422, _("A saved playlist can be appended, or replace what comes."))
    with mine(tag) as begun:
        return queue_edits.load(begun, name, mode)


@console.post("/queue/jingles/<key>")
@edit
def add_jingle(key: str) -> Body:
    """Add the jingle on a key of the shelf as the next track."""
    tag, file = precondition(), find_jingle(key)
    if file is None:
        raise Refusal(422, _("No jingle is on this key."), _("Put one on it from the library."))
    with mine(tag) as begun:
        return queue_edits.add(begun, known_files([file]), "next", "jingle")


@console.post("/edits/<int:edit_id>/undo")
@edit
def undo(edit_id: int) -> Body:
    """Undo an edit."""
    tag, edit_id = precondition(), number(edit_id)
    with mine(tag) as begun:
        done = edit_of(studio().name, edit_id)
        if done.what in LEVELS:
            need_volume(me())
        return undo_edit(begun, done)
