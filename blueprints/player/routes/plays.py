"""Plays that another playout posts with a token. There is no session, and no cookie."""

from typing import Any

from flask import Response, abort, jsonify, make_response
from flask_babel import gettext as _

from blueprints.core.clock import rfc3339
from blueprints.core.extensions import begin_write, csrf, db
from blueprints.player.models import Play
from blueprints.player.posted import post
from blueprints.player.posted_fields import BadPlay
from blueprints.player.routes.blueprints import bp
from blueprints.player.sent_fields import sent_fields
from blueprints.player.tokens import token_or_401

TEXTS = ("kind", "artist", "title", "album", "label", "genre", "composer", "isrc", "duration")


@bp.post("/studio/plays")
@csrf.exempt  # type: ignore[untyped-decorator]  # senders have a token instead of a session
def post_play() -> tuple[Response, int]:
    """Log a play; return 201 with it, or 200 if it was there already."""
    token = token_or_401()
    fields = sent_fields()
    if fields is None:
        abort(make_response(jsonify(message=_("Send one JSON object, or a form.")), 400))
    begin_write()
    try:
        play, is_new = post(token, fields)
    except BadPlay as error:
        db.session.rollback()
        return jsonify(error.errors), 422
    db.session.commit()
    return jsonify(_told(play)), 201 if is_new else 200


def _told(play: Play) -> dict[str, Any]:
    return {
        "id": play.sender_id,
        **{name: getattr(play, name) or None for name in TEXTS},
        "start": rfc3339(play.started_at),
        "end": rfc3339(play.ended_at),
    }
