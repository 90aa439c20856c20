"""Recovery of typed text after a session has ended."""

from flask import Response, jsonify, make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from blueprints.accounts.access import signed_in
from blueprints.core.errors import show_error
from blueprints.core.http import is_foreign_origin

SECRET = ("password", "token", "secret", "credential")


def give_back(error: HTTPException) -> Response:
    """Return a page under /desk with the fields that were sent, to copy, and a link to sign in."""
    if not request.path.startswith("/desk/") or is_foreign_origin():
        return show_error(error)
    code = error.code if signed_in() else 401
    if request.is_json or request.accept_mimetypes.best == "application/json":
        return make_response(jsonify(error=_("Please sign in again.")), code)
    page = render_template(
        "accounts/lost_session.html", fields=_typed(), is_in=signed_in() is not None
    )
    return make_response(page, code)


def _typed() -> list[tuple[str, str]]:
    """Return (name, text) of each field that was typed, without passwords and tokens.

    A request that is too large to be read, like one with pictures, yields nothing.
    """
    try:
        sent = list(request.form.items(multi=True))
    except RequestEntityTooLarge:
        return []
    return [
        (name, text)
        for name, text in sent
        if text.strip() and not any(word in name.lower() for word in SECRET)
    ]


HANDLERS = {401: give_back, CSRFError: give_back}
