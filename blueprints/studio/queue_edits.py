"""The edits of a queue: add, remove, move, clear, shuffle, load a saved playlist.

By MPD's ids, never by positions seen in a page: those are worked out under the lock.
"""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from blueprints.player.console import MOST_FILES, Command
from blueprints.player.display_names import label_of
from blueprints.player.gateway import LOST
from blueprints.player.mpd_queue import QueuedSong, QueueReading
from blueprints.player.mpd_status import Song
from blueprints.player.queue_state import Body
from blueprints.studio.edits import Edit, Entry
from blueprints.studio.mpd_errors import gone, mpd_words
from blueprints.studio.playlists import need_saved
from blueprints.studio.refusals import Refusal


def name_of(song: Song) -> str:
    """Return the title of a song as the ledger names it."""
    return label_of(song).title or str(_("Unknown title"))


def tracks(count: int) -> str:
    """Return a number of tracks in words."""
    return str(ngettext("%(num)s track", "%(num)s tracks", count))


def coming(edit: Edit, song_id: int) -> QueuedSong:
    """Return the coming song with that id; raise Refusal (422) if it is gone."""
    found = edit.read.find(song_id)
    if found is None:
        raise gone()
    return found


def add(edit: Edit, files: Sequence[str], where: str, what: str = "added") -> Body:
    """Add `files` as the next ones or as the last ones."""
    read = edit.read
    start = read.first if where == "next" else read.length
    commands = [("addid", file, start + place) for place, file in enumerate(files)]

    def entry(answers: list[Any], after: QueueReading) -> Entry:
        ids = ids_of(answers)
        if len(ids) < len(files):  # the rest was refused
            ids = ids_at(edit, start, after.length - read.length)
        name = next((name_of(row.song) for row in after.coming if row.id in ids), "")
        text = (
            _("added “%(title)s”", title=name)
            if len(files) == 1 and name
            else _("added %(tracks)s", tracks=tracks(len(ids) or len(files)))
        )
        return Entry(what, text, after={"ids": ids})

    return edit.send(commands, entry)


def ids_of(answers: Sequence[Any]) -> list[int]:
    """Return the ids that `addid` answered."""
    return [int(answer) for answer in answers if isinstance(answer, str) and answer.isdigit()]


def ids_at(edit: Edit, start: int, count: int) -> list[int]:
    """Return the ids of `count` songs from a position on; none if MPD does not tell."""
    places = places_now(edit) if count > 0 else {}
    return [number for number, place in places.items() if start <= place < start + count]


def places_now(edit: Edit) -> dict[int, int]:
    """Return the positions of all songs by id after an edit; none if MPD does not tell."""
    try:
        return edit.console.places()
    except LOST:
        return {}


def removed_ids(before: QueueReading, after: QueueReading) -> list[int]:
    """Return the ids that came before, and neither come nor play any more."""
    left = {row.id for row in after.coming} | {after.reading.song_id}
    return [row.id for row in before.coming if row.id not in left]


def remove(edit: Edit, song_id: int) -> Body:
    """Remove one track."""
    row = coming(edit, song_id)
    before = {"file": row.song.file, "after": edit.read.before(song_id), "was": song_id}
    text = _("removed “%(title)s”", title=name_of(row.song))
    commands: list[Command] = [("playlistid", song_id), ("deleteid", song_id)]
    return edit.send(commands, lambda _answers, _after: Entry("removed", text, before))


def target(place: int, after: int) -> int:
    """Return the position to which MPD moves a song from `place` to follow the one at `after`."""
    return after + (after < place)


def move(edit: Edit, song_id: int, after: int | None) -> Body:
    """Move one track behind another of the coming ones, or to their top."""
    row, position = coming(edit, song_id), edit.read.first
    if after == song_id:
        raise gone()
    if after is not None:
        position = target(row.position, coming(edit, after).position)
    before = {"id": song_id, "after": edit.read.before(song_id)}
    text = _("moved “%(title)s”", title=name_of(row.song))
    commands: list[Command] = [("playlistid", song_id), ("moveid", song_id, position)]
    return edit.send(
        commands, lambda _answers, _after: Entry("moved", text, before, {"after": after})
    )


def clear(edit: Edit) -> Body:
    """Remove everything that comes."""
    if not edit.read.coming:
        raise nothing_comes()
    return edit.send(rest_of(edit), cleared(edit))


def rest_of(edit: Edit) -> list[Command]:
    """Return the commands that remove everything that comes: by ids, as long as all are known."""
    if edit.read.more:
        return [("delete", (edit.read.first, edit.read.length))]
    return [("deleteid", row.id) for row in edit.read.coming]


def files_that_come(edit: Edit) -> list[str]:
    """Return the files of all that comes, for undo; none if there are too many to keep."""
    if edit.read.length - edit.read.first > MOST_FILES:
        return []
    with mpd_words():
        return edit.console.files_from(edit.read.first)


def cleared(edit: Edit) -> Any:
    """Return the maker of the ledger's entry for everything that comes having been removed."""
    files = files_that_come(edit)
    count = edit.read.length - edit.read.first
    text = _("cleared %(tracks)s", tracks=tracks(count))
    ids = [row.id for row in edit.read.coming]
    before = {"files": files, "ids": ids} if files else None
    return lambda _answers, _after: Entry("cleared", text, before)


def shuffle(edit: Edit) -> Body:
    """Shuffle what comes."""
    read = edit.read
    if not read.coming:
        raise nothing_comes()
    before = {"ids": [row.id for row in read.coming]} if not read.more else None
    text = _("shuffled %(tracks)s", tracks=tracks(read.length - read.first))
    commands: list[Command] = [("shuffle", (read.first, read.length))]
    return edit.send(commands, lambda _answers, _after: Entry("shuffled", text, before))


def load(edit: Edit, name: str, mode: str) -> Body:
    """Load a saved playlist behind what comes, or (mode "replace") in its place.

    Raises Refusal (404) if there is none of that name: MPD would open an address.
    """
    read = edit.read
    with mpd_words():
        need_saved(edit.console, name)
        known = edit.console.places()
    replaces = mode == "replace" and read.length > read.first
    files = files_that_come(edit) if replaces else []
    commands: list[Command] = [("load", name)]
    if replaces:
        commands += rest_of(edit)  # after loading, so that a failure clears nothing

    def entry(_answers: list[Any], after: QueueReading) -> Entry:
        text = _("loaded “%(name)s”", name=name)
        if replaces and not files:
            return Entry("loaded", text)
        ids = [number for number in places_now(edit) if number not in known]
        before = {"files": files, "ids": removed_ids(read, after)} if replaces else None
        return Entry("loaded", text, before, {"ids": ids})

    return edit.send(commands, entry)


def nothing_comes() -> Refusal:
    """Return the refusal of an edit of what comes while nothing comes."""
    return Refusal(422, _("No tracks come after this one."))
