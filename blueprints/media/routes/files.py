"""Routes that serve the files of pictures and clips."""

import re
from pathlib import Path

from flask import Response, abort, current_app, send_from_directory

from blueprints.core.http import IMMUTABLE
from blueprints.media import audio
from blueprints.media.routes.blueprints import bp

NAME = re.compile(
    r"[0-9a-f]{20}(?:-[0-9]+\.(?P<picture>webp|jpg)|\.(?P<clip>mp3|ogg|m4a|wav|flac))"
)
TYPES = {"webp": "image/webp", "jpg": "image/jpeg", **audio.TYPES}  # not every machine knows them


@bp.app_template_global("media")
def address(filename: str) -> str:
    """Return the address of a file, for templates: a list has hundreds of them."""
    return f"/media/{filename}"


@bp.get("/media/<filename>")
def file(filename: str) -> Response:
    """Serve a picture or clip, named by its content's hash. 404 if unknown.

    Players request parts of a clip (`Range`, 206).
    """
    name = NAME.fullmatch(filename) or abort(404)
    folder = Path(current_app.instance_path) / "media"
    kind = TYPES[name["picture"] or name["clip"]]
    response = send_from_directory(folder, filename, mimetype=kind)
    response.headers["Cache-Control"] = IMMUTABLE
    return response
