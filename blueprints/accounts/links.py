"""Signed links in emails, for one purpose and a limited time; opening one changes nothing."""

from datetime import timedelta
from typing import Any

from blueprints.core import tokens


def token_for(purpose: str, what: Any) -> str:
    """Return the token for a link."""
    return tokens.sign(f"accounts {purpose}", what)


def read_token(purpose: str, token: str, within: timedelta) -> Any | None:
    """Return what token_for() was given; None if forged, for another purpose, or too old."""
    try:
        what, age = tokens.read(f"accounts {purpose}", token)
    except tokens.BadToken:
        return None
    return what if age <= within.total_seconds() else None
