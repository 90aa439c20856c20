"""Refusals that the console shows in words: what happened, and what to do next."""

from typing import Any

from flask import Response, jsonify
from flask_babel import gettext as _


class Refusal(Exception):
    """A refusal of a change: its status, what happened, what to do.

    409: changed since, or not one's own desk · 422: refused, by MPD or by a check · 503: MPD is
    not reachable · 504: the outcome is unknown. `more` goes into the answer beside the words.
    """

    def __init__(self, status: int, error: str, todo: str = "", **more: Any) -> None:
        super().__init__(error)
        self.status, self.error, self.todo, self.more = status, error, todo, more


def answer(refusal: Refusal) -> Response:
    """Return a refusal as JSON: {"error", "todo", …}."""
    response = jsonify({"error": refusal.error, "todo": refusal.todo, **refusal.more})
    response.status_code = refusal.status
    return response


def not_there() -> Refusal:
    """Return the refusal for what was named and does not exist."""
    return Refusal(404, _("This no longer exists."), _("Reload the list and try again."))
