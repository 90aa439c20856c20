"""The saved playlists of a studio's MPD: list, read, make, append, delete.

Their names and what is in them are untrusted: other programs write them, too. A name is looked up
in MPD's list first, since for a name that is not there MPD opens a file or an address.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from secrets import token_hex
from typing import Any

from flask_babel import gettext as _

from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.player.console import AT_ONCE, Console, done_of
from blueprints.player.gateway import LOST, NOT_THERE, CommandError
from blueprints.player.gateway import Refused as UnsafeArgument
from blueprints.player.mpd_status import first
from blueprints.studio.mpd_errors import connected, number_of, refused, unsafe
from blueprints.studio.playlist_names import DRAFT, is_draft
from blueprints.studio.refusals import Refusal, not_there
from blueprints.studio.studios import Studio

Row = dict[str, Any]
MOST_LISTED = 1000
COUNTED_FOR = 1.0  # seconds after which no more playlists are counted
MOST_REFUSED = 200
EXISTS = 56  # the number of MPD's error for a name that is taken


def saved(studio: Studio) -> list[Row]:
    """Return the playlists by name: {"name", "tracks", "modified_at"}; what is unknown is None."""
    with _conversation(studio, _no_answer) as console:
        until = clock.monotonic() + COUNTED_FOR
        rows = [row for row in console.client.listplaylists() if not is_draft(_name(row))]
        rows = sorted(rows, key=lambda row: (_name(row).casefold(), _name(row)))[:MOST_LISTED]
        return [
            {
                "name": _name(row),
                "tracks": _count(console, _name(row), until),
                "modified_at": _moment(first(row.get("last-modified"))),
            }
            for row in rows
        ]


def _name(row: dict[str, Any]) -> str:
    return first(row.get("playlist"))


def _count(console: Console, name: str, until: float) -> int | None:
    if clock.monotonic() > until:
        return None
    try:
        return len(console.client.listplaylist(name))
    except CommandError:  # deleted since, or its file cannot be read
        return None


def _moment(text: str) -> str | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return rfc3339(moment) if moment.tzinfo else None


def files_of(studio: Studio, name: str) -> list[str]:
    """Return the files and addresses in a playlist, as MPD has them; raise Refusal (404)."""
    with _conversation(studio, _no_answer) as console:
        need_saved(console, name)
        return [str(file) for file in console.client.listplaylist(name)]


def need_saved(console: Console, name: str) -> None:
    """Raise Refusal (404) unless MPD lists a playlist of that name."""
    if not _is_saved(console, name):
        raise not_there()


def _is_saved(console: Console, name: str) -> bool:
    return any(_name(row) == name for row in console.client.listplaylists())


def make(studio: Studio, name: str, files: Sequence[str]) -> list[str]:
    """Make a playlist of `files`; return those that MPD does not have.

    It is written under another name and then renamed, so that nobody sees half of it. Raises
    Refusal (409) if the name is taken, (422) if MPD has none of the files.
    """
    draft = DRAFT + token_hex(8)
    with _conversation(studio, _unknown_outcome) as console:
        if _is_saved(console, name):
            raise taken(name)
        try:
            missing = _add(console, draft, files)
            if len(missing) < len(files):
                console.client.rename(draft, name)
        except CommandError as error:
            _discard(console, draft)
            raise (taken(name) if number_of(error) == EXISTS else error) from error
    return _unless_all(missing, files)


def _unless_all(missing: list[str], files: Sequence[str]) -> list[str]:
    if len(missing) == len(files):
        raise Refusal(422, _("MPD has none of these tracks."), _("Update the library in MPD."))
    return missing


def make_from_queue(studio: Studio, name: str) -> None:
    """Save the queue as a playlist. Raises Refusal (409) if the name is taken."""
    with _conversation(studio, _unknown_outcome) as console:
        if first(console.client.status().get("playlistlength")) in ("", "0"):
            raise Refusal(422, _("The queue is empty."), _("Add tracks to it, then save it."))
        try:
            console.client.save(name)
        except CommandError as error:
            raise (taken(name) if number_of(error) == EXISTS else error) from error


def append(studio: Studio, name: str, files: Sequence[str]) -> list[str]:
    """Add `files` to the end of a playlist, which is made if need be; return what MPD lacks."""
    with _conversation(studio, _unknown_outcome) as console:
        return _unless_all(_add(console, name, files), files)


def exists(studio: Studio, name: str) -> bool:
    """Return True if there is a playlist of that name."""
    with _conversation(studio, _no_answer) as console:
        return _is_saved(console, name)


def delete(studio: Studio, name: str) -> None:
    """Delete a playlist; raise Refusal (404) if there is none of that name."""
    with _conversation(studio, _unknown_outcome) as console:
        need_saved(console, name)
        console.client.rm(name)


def _add(console: Console, name: str, files: Sequence[str]) -> list[str]:
    """Add `files` in their order; return those that MPD does not have, at most MOST_REFUSED."""
    missing: list[str] = []
    place = 0
    while place < len(files):
        part = [("playlistadd", name, file) for file in files[place : place + AT_ONCE]]
        try:
            console.run(*part)
        except CommandError as error:
            if number_of(error) != NOT_THERE or len(missing) >= MOST_REFUSED:
                raise
            place += done_of(error, part)
            missing.append(files[place])
            place += 1
        else:
            place += len(part)
    return missing


def _discard(console: Console, draft: str) -> None:
    try:
        console.client.rm(draft)
    except LOST:  # it was never begun, or MPD is gone
        return


def taken(name: str) -> Refusal:
    """Return the refusal for the name of another playlist."""
    words = _("There is already a playlist named “%(name)s”.", name=name)
    return Refusal(409, words, _("Choose another name, or delete that playlist first."))


def _no_answer() -> Refusal:
    return Refusal(504, _("MPD didn’t answer in time."), _("Try again in a few seconds."))


def _unknown_outcome() -> Refusal:
    return Refusal(
        504,
        _("MPD didn’t answer in time, so this may or may not have been done."),
        _("Look at the saved playlists before you try again."),
    )


@contextmanager
def _conversation(studio: Studio, late: Any) -> Iterator[Console]:
    """Talk to a studio's MPD; its errors become refusals, `late()` the one for no answer."""
    if not studio.has_mpd:
        raise Refusal(503, _("This station has no practice studio yet."))
    db.session.commit()  # no transaction while MPD is asked
    console = Console(*studio.address)
    with connected(console):
        try:
            yield console
        except CommandError as error:
            raise (not_there() if number_of(error) == NOT_THERE else refused(error)) from error
        except UnsafeArgument as error:
            raise unsafe() from error
        except LOST as error:
            raise late() from error
