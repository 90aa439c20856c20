"""Undo: the inverse of an edit in the ledger, made as an edit of its own."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player.console import Command
from blueprints.player.mpd_queue import QueueReading, split_tag
from blueprints.player.queue_state import Body
from blueprints.studio.edits import Edit, Entry
from blueprints.studio.models import QueueEdit
from blueprints.studio.mpd_errors import mpd_words
from blueprints.studio.queue_edits import ids_of, removed_ids, target
from blueprints.studio.refusals import Refusal, not_there

SAME_DAEMON = 3.0  # seconds: its start wanders by one, and a tag has whole ones
LEVELS = ("volume", "crossfade")
Places = Mapping[int, int]  # the positions of what comes, by id
UNDOABLE = ("added", "jingle", "removed", "moved", "cleared", "shuffled", "loaded", *LEVELS)


def may_undo(edit: QueueEdit) -> bool:
    """Return True if the edit is of a kind that can be undone, and is known to be done."""
    kept = edit.before is not None or edit.after is not None
    return edit.what in UNDOABLE and edit.outcome == "done" and kept


def is_possible(edit: QueueEdit, queue: Body, tag: str) -> bool:
    """Return True if undoing the edit would change the `queue` of a state with this tag."""
    if not may_undo(edit):
        return False
    if edit.what in LEVELS:
        return True
    same_daemon = abs(split_tag(tag)[0] - edit.epoch) <= SAME_DAEMON
    before, after = _kept(edit.before), _kept(edit.after)
    if not same_daemon or before.get("files") or before.get("file"):
        return same_daemon
    touched = after.get("ids") or before.get("ids") or [before.get("id")]
    coming = {row["id"] for row in queue["rows"]}
    return bool(queue["more"]) or any(number in coming for number in touched)


def edit_of(studio: str, number: int) -> QueueEdit:
    """Return the edit to undo; raise Refusal if there is none, or it cannot be undone."""
    found = db.session.get(QueueEdit, number)
    if found is None or found.studio != studio:
        raise not_there()
    if not may_undo(found):
        raise Refusal(422, _("This can’t be undone."))
    undone = select(QueueEdit.who).where(QueueEdit.undoes_id == number)
    if who := db.session.scalar(undone):
        raise Refusal(422, _("%(name)s has already undone this.", name=who))
    return found


def undo(edit: Edit, done: QueueEdit) -> Body:
    """Undo an edit. Raises Refusal if MPD was restarted since, or nothing of it is left."""
    if done.what not in LEVELS and abs(edit.read.reading.epoch - done.epoch) > SAME_DAEMON:
        raise Refusal(422, _("MPD was restarted since, so this can’t be undone."))
    number, text = done.id, _("undid: %(text)s", text=done.text)
    commands = INVERSES[done.what](edit.read.first, _coming(edit), done)
    if not commands:
        raise Refusal(422, _("Nothing of this is left in the queue to undo."))

    def entry(answers: list[Any], after: QueueReading) -> Entry:
        gone = {"ids": removed_ids(edit.read, after)}
        back = {"ids": ids_of(answers)}
        return Entry("undone", text, gone, back, undoes_id=number)

    return edit.send(commands, entry, without_gone=True)


def _coming(edit: Edit) -> Places:
    """Return where all songs are that come, also those that the reading leaves out."""
    with mpd_words():
        places = edit.console.places()
    return {number: place for number, place in places.items() if place >= edit.read.first}


def _kept(part: Any) -> dict[str, Any]:
    """Return what the ledger keeps before or after an edit; nothing if it keeps nothing."""
    return dict(part or {})


def _without(_first: int, coming: Places, done: QueueEdit) -> list[Command]:
    """Return the commands that remove those of the added tracks that still come."""
    ids = _kept(done.after).get("ids", [])
    return [("deleteid", number) for number in ids if number in coming]


def _back_in(first: int, coming: Places, done: QueueEdit) -> list[Command]:
    before = _kept(done.before)
    position = coming[before["after"]] + 1 if before["after"] in coming else first
    return [("addid", before["file"], position)]


def _moved_back(first: int, coming: Places, done: QueueEdit) -> list[Command]:
    number, after = _kept(done.before)["id"], _kept(done.before)["after"]
    if number not in coming:
        return []
    position = target(coming[number], coming[after]) if after in coming else first
    return [("moveid", number, position)]


def _all_back(first: int, _coming: Places, done: QueueEdit) -> list[Command]:
    """Return the commands, the last file first: then one that is gone moves no other."""
    files = _kept(done.before).get("files", [])
    return [("addid", file, first) for file in reversed(files)]


def _in_order(first: int, coming: Places, done: QueueEdit) -> list[Command]:
    order = [number for number in _kept(done.before)["ids"] if number in coming]
    return [("moveid", number, first + place) for place, number in enumerate(order)]


def _unloaded(first: int, coming: Places, done: QueueEdit) -> list[Command]:
    return [*_all_back(first, coming, done), *_without(first, coming, done)]


def _volume_back(_first: int, _coming: Places, done: QueueEdit) -> list[Command]:
    return [("setvol", _kept(done.before)["volume"])]


def _crossfade_back(_first: int, _coming: Places, done: QueueEdit) -> list[Command]:
    return [("crossfade", _kept(done.before)["crossfade"])]


INVERSES: dict[str, Callable[[int, Places, QueueEdit], list[Command]]] = {
    "added": _without,
    "jingle": _without,
    "removed": _back_in,
    "moved": _moved_back,
    "cleared": _all_back,
    "shuffled": _in_order,
    "loaded": _unloaded,
    "volume": _volume_back,
    "crossfade": _crossfade_back,
}
