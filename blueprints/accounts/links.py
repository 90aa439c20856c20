"""Links in mails: signed, for one purpose, for some time. Opening one does nothing by itself."""

from datetime import timedelta
from typing import Any

from blueprints.core import tokens


def token_for(purpose: str, what: Any) -> str:
    """What stands in the link."""
    return tokens.sign(f"accounts {purpose}", what)


def read_token(purpose: str, token: str, within: timedelta) -> Any | None:
    """What token_for() was given; None when it is forged, for another purpose, or too old."""
    try:
        what, age = tokens.read(f"accounts {purpose}", token)
    except tokens.BadToken:
        return None
    return what if age <= within.total_seconds() else None
