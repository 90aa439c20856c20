"""The jingle shelf: what is on it, and putting tracks on its keys."""

from typing import Any

from flask import Response, jsonify
from flask_babel import gettext as _

from blueprints.core.extensions import begin_write, db
from blueprints.studio import jingles
from blueprints.studio.refusals import Refusal, not_there
from blueprints.studio.request_fields import file_in
from blueprints.studio.routes.answers import sent
from blueprints.studio.routes.blueprints import bp


@bp.get("/jingles.json")
def jingles_json() -> Response:
    """Return the shelf: {"rows": [{"key", "file", "title", "artist", "duration", "is_gone"}]}."""
    return _shelf()


@bp.put("/jingles/<key>")
def put_jingle(key: str) -> Response:
    """Put a track of the library on a key: {"file"}."""
    file = file_in(sent())
    _check(key)
    begin_write()
    if not jingles.is_in_library(file):
        words = _("This track isn’t in the library.")
        raise Refusal(422, words, _("Choose a track from the library."))
    jingles.put_jingle(key, file)
    db.session.commit()
    return _shelf()


@bp.delete("/jingles/<key>")
def delete_jingle(key: str) -> Response:
    """Clear a key."""
    _check(key)
    begin_write()
    jingles.put_jingle(key, None)
    db.session.commit()
    return _shelf()


def _check(key: str) -> None:
    if len(key) != 1 or key not in jingles.KEYS:
        raise not_there()


def _shelf() -> Response:
    rows: list[dict[str, Any]] = []
    for key, (file, track) in jingles.tracks_on_shelf().items():
        names = {
            "title": track.title if track else file.rpartition("/")[2],
            "artist": track.artist if track else "",
            "duration": track.duration if track else None,
        }
        rows.append({"key": key, "file": file, "is_gone": track is None, **names})
    return jsonify(rows=rows)
