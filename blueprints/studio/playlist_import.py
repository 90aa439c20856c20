"""Import of a playlist file: what the station has of it becomes a saved playlist."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.core.text import plain
from blueprints.player.models import Track
from blueprints.studio import m3u, playlists, xspf
from blueprints.studio.playlist_entry import LARGEST, Entry, Listing, Unreadable
from blueprints.studio.playlist_match import Catalogue
from blueprints.studio.refusals import Refusal
from blueprints.studio.studios import Studio

MOST_TOLD = 200
MARKS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # of charsets, and spaces
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Found:
    """The tracks of a file that are known, and the entries that nothing matches."""

    files: Sequence[str]
    unknown: Sequence[Entry]
    is_cut: bool


def read(data: bytes) -> Listing:
    """Return the entries of an M3U or XSPF file; raise Refusal (422) in words if it is neither."""
    is_xml = data[:200].lstrip(MARKS).startswith(b"<")
    is_text = b"\0" not in data or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        if is_xml:
            return xspf.read(data)
        if not is_text:
            raise Unreadable("other")
        return m3u.read(data)
    except Unreadable as error:
        raise _refusal(error) from error


def _refusal(error: Unreadable) -> Refusal:
    words = {
        "too_large": _("This file is larger than %(most)s MB.", most=LARGEST // MEGABYTE),
        "markup": _("This XSPF file has an error in line %(line)s.", line=error.line or 1),
        "entities": _("This XSPF file has a document type, which isn’t allowed here."),
    }
    known = words.get(error.why, _("This file isn’t an M3U or XSPF playlist."))
    return Refusal(422, known, _("Export the playlist again, as M3U or XSPF."))


def match(listing: Listing) -> Found:
    """Find the tracks and listed streams that the entries of a file mean."""
    files = db.session.scalars(select(Track.file).where(Track.is_gone.is_(False)))
    streams = [stream.url for stream in station().streams]
    known = Catalogue(files, streams, current_app.config["RADIO_MPD_MUSIC_DIRECTORY"])
    found = [(entry, known.find(entry)) for entry in listing.entries]
    return Found(
        files=[file for _entry, file in found if file],
        unknown=[entry for entry, file in found if not file],
        is_cut=listing.is_cut,
    )


def take(studio: Studio, name: str, found: Found) -> dict[str, Any]:
    """Make the playlist; return what the console says of it. Raises Refusal if nothing is known."""
    if not found.files:
        words = _("None of the tracks in this file are in the library.")
        raise Refusal(422, words, **_left_out(found, []))
    missing = playlists.make(studio, name, found.files)
    return {"name": name, "taken": len(found.files) - len(missing), **_left_out(found, missing)}


def _left_out(found: Found, missing: Sequence[str]) -> dict[str, Any]:
    """Return what was not taken: the first lines in words, how many, and if the file was cut."""
    told = [
        str(_("Line %(line)s: %(text)s", line=entry.line, text=_called(entry)))
        for entry in found.unknown[:MOST_TOLD]
    ]
    told += [plain(file) for file in missing]
    return {
        "unknown": told[:MOST_TOLD],
        "unknown_count": len(found.unknown) + len(missing),
        "is_cut": found.is_cut,
    }


def _called(entry: Entry) -> str:
    """Return an entry as the file writes it."""
    names = " – ".join(filter(None, (entry.artist, entry.title)))
    return plain(next(iter(entry.locations), "")) or plain(names) or str(_("no location"))
