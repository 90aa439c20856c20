"""Saved playlists: list, tracks, make, append, delete, import, export."""

from io import BytesIO
from typing import Any

from flask import Response, current_app, jsonify, request, send_file
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from blueprints.accounts.access import me
from blueprints.core.extensions import begin_write, csrf, db
from blueprints.core.text import plain
from blueprints.studio import ledger, m3u, playlist_import, playlist_tracks, playlists, xspf
from blueprints.studio.playlist_entry import LARGEST
from blueprints.studio.playlist_names import new_name, sent_name
from blueprints.studio.refusals import Refusal
from blueprints.studio.routes.answers import sent
from blueprints.studio.routes.blueprints import console, studio
from blueprints.studio.routes.queue import known_files

ROOM = 100_000  # for the other parts of an upload's form
FORMATS = {
    "m3u": (".m3u8", "audio/x-mpegurl; charset=utf-8"),
    "xspf": (".xspf", "application/xspf+xml"),
}


@console.get("/playlists.json")
def saved_playlists() -> Response:
    """List the saved playlists."""
    return jsonify(rows=playlists.saved(studio()))


@console.get("/playlists/tracks.json")
def tracks_of_playlist() -> Response:
    """List the tracks of one."""
    name = sent_name(request.args.get("name"))
    return jsonify(playlist_tracks.shown(name, playlists.files_of(studio(), name)))


@console.post("/playlists")
def make_playlist() -> Response:
    """Make one from the queue or from files."""
    data = sent()
    name = new_name(data.get("name"))
    if data.get("from") == "queue":
        playlists.make_from_queue(studio(), name)
        return _changed("saved", _("saved “%(name)s”", name=name), name=name)
    if data.get("from") != "files":
        raise Refusal(422, _("A playlist can be made from the queue or from tracks."))
    missing = playlists.make(studio(), name, known_files(data.get("files")))
    return _changed("saved", _("saved “%(name)s”", name=name), name=name, missing=missing)


@console.post("/playlists/tracks")
def append_to_playlist() -> Response:
    """Add tracks to the end of one, which is made if there is none of that name."""
    data = sent()
    name, files = sent_name(data.get("name")), known_files(data.get("files"))
    is_new = not playlists.exists(studio(), name)
    name = new_name(name) if is_new else name
    missing = playlists.append(studio(), name, files)
    added = {"name": name, "added": len(files) - len(missing), "missing": missing}
    words = _("added tracks to “%(name)s”", name=name)
    return _changed("saved", words, **added, is_new=is_new)


@console.delete("/playlists")
def delete_playlist() -> Response:
    """Delete one."""
    name = sent_name(request.args.get("name"))
    playlists.delete(studio(), name)
    return _changed("deleted", _("deleted the playlist “%(name)s”", name=name), name=name)


@console.post("/playlists/import")
def import_playlist() -> Response:
    """Make one from an M3U or XSPF file: what is known is taken, what is not is listed."""
    data = _sent_file()
    name = new_name(request.form.get("name"))
    found = playlist_import.match(playlist_import.read(data))
    taken = playlist_import.take(studio(), name, found)
    return _changed("imported", _("imported “%(name)s”", name=name), **taken)


csrf.exempt(import_playlist)  # the usual check reads the whole form: _sent_file makes it


def _sent_file() -> bytes:
    """Return the file of the form, within bounds, once the form's token is checked."""
    request.max_content_length = LARGEST + ROOM
    try:
        if current_app.config["WTF_CSRF_ENABLED"]:
            csrf.protect()
        file = request.files.get("file")
    except RequestEntityTooLarge as error:
        raise Refusal(413, _("This file is too large for a playlist.")) from error
    if file is None or not file.filename:
        raise Refusal(422, _("Choose an M3U or XSPF file."))
    return file.stream.read(LARGEST + 1)


@console.get("/playlists/export")
def export_playlist() -> Response:
    """Send one as a file, for another program."""
    name = sent_name(request.args.get("name"))
    known = FORMATS.get(request.args.get("format", ""))
    if known is None:
        raise Refusal(422, _("Playlists are exported as M3U or XSPF."))
    ending, mimetype = known
    entries = playlist_tracks.entries(playlists.files_of(studio(), name))
    text = m3u.write(entries) if ending == ".m3u8" else xspf.write(entries, name)
    called = (plain(name.replace("\\", " "), 100) or "playlist") + ending
    return send_file(BytesIO(text), mimetype, as_attachment=True, download_name=called)


def _changed(what: str, words: str, **answer: Any) -> Response:
    """Write a change into the ledger, and answer what was done."""
    begin_write()
    ledger.note(studio().name, me(), what, words)
    db.session.commit()
    return jsonify(answer)
