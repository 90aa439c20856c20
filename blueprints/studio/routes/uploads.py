"""Uploads of audio: sent, checked and shown with their tags; then put into the library."""

import re
from typing import Any

from flask import Response, jsonify
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from blueprints.accounts.access import me
from blueprints.core.extensions import begin_write, db
from blueprints.media.tags import Tags
from blueprints.media.uploads import name_of, sent_files, takes_files
from blueprints.studio import placement, refusals, uploads
from blueprints.studio.duplicates import duplicates_of
from blueprints.studio.models import Upload
from blueprints.studio.refusals import Refusal
from blueprints.studio.request_fields import text_of
from blueprints.studio.routes.answers import sent
from blueprints.studio.routes.blueprints import bp

ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}|")  # ISO 3901


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """Refuse a request that is larger than a route takes."""
    return refusals.answer(uploads.too_large())


@bp.post("/library/uploads")
@takes_files(uploads.MOST_BYTES + 1_000_000)
def upload() -> tuple[Response, int]:
    """Take one audio file, which then waits: {"row": {"id", "tags", "duplicates", …}}."""
    file = next(iter(sent_files()), None)
    if file is None:
        raise Refusal(422, _("No file was sent."), _("Choose an audio file to upload."))
    placement.need_music_folder()
    user = me()
    uploads.need_place(user)
    db.session.commit()
    received = uploads.receive(file.stream, name_of(file))
    begin_write()
    added = uploads.add_upload(user, received)
    db.session.commit()
    return jsonify(row=_as_json(added)), 201


def _as_json(upload: Upload) -> dict[str, Any]:
    return {
        "id": upload.id,
        "name": upload.name,
        "ending": upload.ending,
        "duration": upload.duration,
        "tags": upload.tags,
        "duplicates": duplicates_of(upload),
    }


@bp.get("/library/uploads.json")
def waiting_uploads() -> Response:
    """Return the user's own uploads that wait for their tags to be confirmed, oldest first."""
    return jsonify(rows=[_as_json(upload) for upload in uploads.uploads_of(me().id)])


@bp.post("/library/uploads/<int:number>")
def add_to_library(number: int) -> Response:
    """Put an upload into the music folder, with the tags that are sent: {"file", "is_told"}.

    `is_told` is false if MPD did not answer: it finds the file at its next update.
    """
    user, tags = me(), _tags_in(sent())
    waiting = uploads.path_of(uploads.own_upload(user, number))
    with uploads.claimed(waiting) as source:
        db.session.rollback()  # another request may have added it meanwhile
        upload = uploads.own_upload(user, number)
        ending, hash_ = upload.ending, upload.hash
        db.session.commit()
        file = placement.place(source, ending, tags)
        _forget(number, hash_)
    return jsonify(file=file, is_told=placement.tell_mpd())


def _tags_in(sent: dict[str, Any]) -> Tags:
    called = {
        "title": _("Title"),
        "artist": _("Artist"),
        "album": _("Album"),
        "label": _("Label"),
        "genre": _("Genre"),
        "isrc": _("ISRC"),
    }
    texts = {name: text_of(sent, name, label) for name, label in called.items()}
    texts["isrc"] = texts["isrc"].upper().replace("-", "").replace(" ", "")
    if not texts["title"]:
        raise Refusal(422, _("The title is missing."), _("Enter a title."))
    if not ISRC.fullmatch(texts["isrc"]):
        words = _("This isn’t a valid ISRC.")
        raise Refusal(422, words, _("Enter a code like GB-AYE-06-01498, or leave it empty."))
    return Tags(**texts, explicit=None)


def _forget(number: int, hash_: str) -> None:
    begin_write()
    upload = db.session.get(Upload, number)
    if upload is not None:
        db.session.delete(upload)
    db.session.commit()
    uploads.drop_unneeded(hash_)


@bp.delete("/library/uploads/<int:number>")
def delete_upload(number: int) -> Response:
    """Delete an upload that waits."""
    begin_write()
    found = uploads.own_upload(me(), number)
    hash_ = found.hash
    db.session.delete(found)
    db.session.commit()
    uploads.drop_unneeded(hash_)
    return jsonify(id=number)
