"""Pre-listening: the files of the music folder, by range requests, for DJs only."""

from pathlib import Path

from flask import Response, send_file
from flask_babel import gettext as _

from blueprints.core.extensions import db
from blueprints.core.http import PRIVATE
from blueprints.player.models import Track
from blueprints.player.music_folder import find_file, music_folder
from blueprints.studio.refusals import Refusal, not_there
from blueprints.studio.routes.blueprints import bp

TYPES = {
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
}


@bp.get("/library/audio/<int:number>")
def audio(number: int) -> Response:
    """Serve a track's file, in parts where the player asks for some (206, 416)."""
    path = _path_of(number)
    kind = TYPES.get(path.suffix.lower())
    if kind is None:
        words = _("Browsers can’t play this type of file.")
        raise Refusal(404, words, _("It can be played on air all the same."))
    response = send_file(path, mimetype=kind, conditional=True)
    response.headers["Cache-Control"] = PRIVATE
    return response


def _path_of(number: int) -> Path:
    track = db.session.get(Track, number) if number < 2**31 else None
    if track is None:
        raise not_there()
    file = track.file
    db.session.commit()  # the file may take minutes
    if music_folder() is None:
        raise Refusal(
            404,
            _("Pre-listening isn’t set up."),
            _("Ask an admin to set RADIO_MPD_MUSIC_DIRECTORY to MPD’s music folder."),
        )
    path = find_file(file)
    if path is None:
        raise Refusal(
            404,
            _("The file isn’t in the music folder."),
            _("It may have been moved. Search for it again."),
        )
    return path
