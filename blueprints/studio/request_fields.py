"""The fields of a JSON request, each of the type that it must have, or refused in words."""

from typing import Any

from flask import request
from flask_babel import gettext as _

from blueprints.core.text import one_line
from blueprints.studio.refusals import Refusal

LONGEST = 300


def sent_fields() -> dict[str, Any]:
    """Return the request's JSON object. Raises Refusal if it is anything else."""
    sent = request.get_json(force=True, silent=True)
    if not isinstance(sent, dict):
        raise unreadable()
    return sent


def unreadable() -> Refusal:
    """Return the refusal of a request that no page of ours sends."""
    return Refusal(422, _("This request can’t be read."), _("Reload the page and try again."))


def text_of(sent: dict[str, Any], name: str, called: str, most: int = LONGEST) -> str:
    """Return a text in one line, "" if missing; `called` is the field's label."""
    text = sent.get(name)
    if text is None:
        return ""
    if not isinstance(text, str):
        raise unreadable()
    line = one_line(text)
    if len(line) > most:
        words = _("“%(field)s” is too long.", field=called)
        raise Refusal(422, words, _("Shorten it to %(most)d characters or fewer.", most=most))
    return line
