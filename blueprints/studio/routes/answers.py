"""JSON in, states out: what the routes of the console share."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Response, request
from flask_babel import gettext as _

from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.database import LARGEST_NUMBER
from blueprints.player.queue_state import Body
from blueprints.studio import state
from blueprints.studio.mpd_errors import not_reachable
from blueprints.studio.refusals import Refusal
from blueprints.studio.routes.blueprints import studio

KEPT = "private, no-cache"  # by the browser, which asks each time if it is still true
UNFIT = re.compile("[\0\ud800-\udfff]")  # no database can hold NUL and lone surrogates
Given = ParamSpec("Given")


def sent() -> dict[str, Any]:
    """Return the JSON object of the request; raise Refusal (422) if it is none."""
    try:
        data = request.get_json(silent=True)
    except RecursionError:  # a list in a list in a list …
        data = None
    if request.content_length and not isinstance(data, dict):
        raise Refusal(422, _("This request isn’t a JSON object."), _("Reload the page."))
    return data or {}


def number(value: Any, least: int = 0, most: int = LARGEST_NUMBER) -> int:
    """Return a whole number of a request; raise Refusal (422) for anything else."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        words = _("Send a whole number from %(least)s to %(most)s.", least=least, most=most)
        raise Refusal(422, words)
    return value


def number_or_none(value: Any) -> int | None:
    """Return a whole number of a request, or None for null; raise Refusal (422) otherwise."""
    return None if value is None else number(value)


def text(value: Any, most: int = 1000) -> str:
    """Return a text of a request; raise Refusal (422) if it is none, or too long."""
    if not isinstance(value, str) or not 0 < len(value) <= most or UNFIT.search(value):
        raise Refusal(422, _("Send a text of up to %(most)s characters.", most=most))
    return value


def precondition() -> str:
    """Return the tag of the state that the request was made from.

    Raise Refusal: 428 without a tag, 503 for the empty one, which a state has that MPD had no part
    in yet.
    """
    header = request.headers.get("If-Match")
    if header is None:
        raise Refusal(
            428, _("This request doesn’t say which queue it is for."), _("Reload the page.")
        )
    tag = header.strip().removeprefix("W/").strip('"')
    if not tag:
        raise not_reachable()
    return tag


def answer(text: str, etag: str, heard_at: Any) -> Response:
    """Return a state as JSON; finish() answers 304 to those who have it."""
    headers = {
        "ETag": etag,
        "Last-Heard": rfc3339(heard_at) or "",
        "Cache-Control": KEPT,
    }
    return Response(text, mimetype="application/json", headers=headers)


def fresh(body: Body) -> Response:
    """Return the whole state around MPD's part of it, read just now."""
    now = clock.now()
    return answer(*state.encoded(state.compose(studio(), body, now)), now)


def edit(view: Callable[Given, Body]) -> Callable[Given, Response]:
    """Answer with the fresh state; a refusal that knows MPD's part tells the state as well."""

    @wraps(view)
    def edited(*args: Given.args, **kwargs: Given.kwargs) -> Response:
        try:
            return fresh(view(*args, **kwargs))
        except Refusal as refusal:
            body = refusal.more.pop("body", None)
            if body is not None:
                refusal.more["state"] = state.compose(studio(), body, clock.now())
            raise

    return edited
