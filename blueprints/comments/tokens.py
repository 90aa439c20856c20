"""Signed words that readers carry: a form's token, and the address of a waiting reply."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from blueprints.comments.rules import LATEST, QUICKEST
from blueprints.core import clock

WAITING_FOR = 30 * 24 * 3600.0


class BadToken(ValueError):
    """A token that we did not make, or not for this."""


def token_for(story_id: int) -> str:
    """A token for a reply to this story, made now."""
    return _sign("reply", story_id)


def age_of(token: str, story_id: int) -> float:
    """How many seconds ago `token` was made. Raises BadToken unless it is for this story."""
    number, age = _read("reply", token)
    if number != story_id:
        raise BadToken("made for another story")
    return age


def is_timely(age: float) -> bool:
    """Whether a form of this age was neither sent at once, as machines do, nor left lying."""
    return QUICKEST <= age <= LATEST


def waiting_token(comment_id: int) -> str:
    """What opens the notice of a waiting reply to its writer."""
    return _sign("waiting", comment_id)


def waiting_comment(token: str) -> tuple[int, bool]:
    """(the reply's number, whether the notice still opens). Raises BadToken."""
    number, age = _read("waiting", token)
    return number, age <= WAITING_FOR


def _sign(purpose: str, number: int) -> str:
    milliseconds = round(clock.timestamp() * 1000)
    token = _serializer(purpose).dumps([number, milliseconds])
    return token if isinstance(token, str) else token.decode()


def _read(purpose: str, token: str) -> tuple[int, float]:
    """(number, age in seconds)."""
    try:
        number, milliseconds = _serializer(purpose).loads(token)
    except BadSignature as error:
        raise BadToken(str(error)) from error
    return number, clock.timestamp() - milliseconds / 1000


def _serializer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=f"comments.{purpose}")
