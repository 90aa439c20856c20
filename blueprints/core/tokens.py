"""Signed tokens, each for one purpose, with the time at which it was made."""

from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeSerializer

from blueprints.core import clock


class BadToken(ValueError):
    """A token that was forged, or made for another purpose."""


def sign(purpose: str, what: Any) -> str:
    """Return a token that holds `what` (JSON) and the present time, to the millisecond."""
    token = _serializer(purpose).dumps([what, round(clock.timestamp() * 1000)])
    return token if isinstance(token, str) else token.decode()


def read(purpose: str, token: str) -> tuple[Any, float]:
    """Return (what sign() was given, its age in seconds). Raises BadToken."""
    try:
        what, milliseconds = _serializer(purpose).loads(token)
        return what, clock.timestamp() - milliseconds / 1000
    except (BadData, TypeError, ValueError) as error:
        raise BadToken(str(error)) from error


def _serializer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=purpose)
