"""Links in mails: signed, for one purpose, for some time. Opening one does nothing by itself."""

from datetime import timedelta
from typing import Any

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer


def _serializer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"accounts {purpose}")


def token_for(purpose: str, what: Any) -> str:
    """What stands in the link."""
    return str(_serializer(purpose).dumps(what))


def read_token(purpose: str, token: str, within: timedelta) -> Any | None:
    """What token_for() was given; None when it is forged, for another purpose, or too old."""
    try:
        return _serializer(purpose).loads(token, max_age=int(within.total_seconds()))
    except BadData:
        return None
