"""Signed words that open a story to whoever has them, before it is out."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from blueprints.core import clock

OPEN_FOR = 7 * 24 * 3600.0


class BadLink(ValueError):
    """A link that we did not make."""


def preview_token(story_id: int) -> str:
    """What opens the story for seven days from now."""
    token = _serializer().dumps([story_id, round(clock.timestamp())])
    return token if isinstance(token, str) else token.decode()


def previewed(token: str) -> tuple[int, bool]:
    """(the story's number, whether the link still opens). Raises BadLink."""
    try:
        number, made_at = _serializer().loads(token)
    except BadSignature as error:
        raise BadLink(str(error)) from error
    return int(number), clock.timestamp() - float(made_at) <= OPEN_FOR


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="news.preview")
