"""Spins that another playout posts, as it would to Spinitron."""

from flask import Response
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import BadRequest, Unauthorized

from blueprints.api.answers import answer, item_answer
from blueprints.api.objects import spin_object
from blueprints.api.queries import spins
from blueprints.api.routes.blueprints import bp
from blueprints.api.spin_lists import playlists_of
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.models import Play
from blueprints.player.posted import post
from blueprints.player.posted_fields import BadPlay
from blueprints.player.public_log import stream_delay
from blueprints.player.record_models import PlayToken
from blueprints.player.sent_fields import sent_fields
from blueprints.player.tokens import count_post, token_of_request

# Our names of fields, in Spinitron's words, for what is wrong with them.
FIELDS = {"title": "song", "album": "release"}


@bp.post("/spins", strict_slashes=False)
def post_spin() -> Response:
    """Log a spin; return 201 with it, also if it was there already."""
    token, fields = _token_or_401(), sent_fields()
    if fields is None:
        raise BadRequest("Send a form, or one JSON object.")
    begin_write()
    try:
        play, _is_new = post(token, {**fields, "kind": "music"})
    except BadPlay as error:
        db.session.rollback()
        wrong = [one | {"field": FIELDS.get(one["field"], one["field"])} for one in error.errors]
        return answer(wrong, 422)
    db.session.commit()
    return _logged(play)


def _token_or_401() -> PlayToken:
    token = token_of_request()
    if token is None:
        words = "Send a valid API token, as “Authorization: Bearer …”."
        raise Unauthorized(words, www_authenticate=WWWAuthenticate("bearer"))
    count_post(token)
    return token


def _logged(play: Play) -> Response:
    """Return the play as a spin, with the time at which listeners will hear it."""
    (spin,) = spins([play], playlists_of([play]))
    return item_answer(spin_object(spin, stream_delay(), clock.now()), 201)
