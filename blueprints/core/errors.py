"""Error pages: the problem, and what to do next."""

import logging
from collections.abc import Callable

from flask import Response, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from blueprints.core.extensions import db

log = logging.getLogger("aerial.errors")
ErrorShape = Callable[[HTTPException], Response]
_shapes: dict[str, ErrorShape] = {}

WORDS = {
    400: (_l("Bad request"),
          _l("The form was incomplete or out of date. Go back, reload the page and try again.")),
    403: (_l("You don’t have access"),
          _l("You don’t have access to this page. If you work here, sign in.")),
    404: (_l("Page not found"),
          _l("The address may be mistyped, or the page was moved or removed.")),
    405: (_l("This action is not available here"),
          _l("This address can only be viewed. Go back and use the form or link on the page.")),
    409: (_l("This can’t be done right now"),
          _l("This item has changed since you opened the page. Go back and reload the page.")),
    410: (_l("This page was removed"),
          _l("This page has been removed permanently.")),
    413: (_l("Too large"),
          _l("The file is too large. Make it smaller and try again.")),
    422: (_l("Please fix the fields marked below"),
          _l("Some of what you sent could not be used. Go back, check it and try again.")),
    429: (_l("You’re going too fast"),
          _l("Too many requests came from your network address. Wait a minute and try again.")),
    500: (_l("Something went wrong"),
          _l("Something went wrong on our side and has been logged. Try again in a moment.")),
    503: (_l("We’ll be right back"),
          _l("The station’s database is busy or unavailable. Please try again shortly.")),
}  # fmt: skip


def shape_errors(path: str, shape: ErrorShape) -> None:
    """Answer errors at addresses that begin with `path` by `shape` in place of a page."""
    _shapes[path] = shape


def show_error(error: HTTPException) -> Response:
    """Return the page for `error`, in the site's look, with its headers (Allow, Retry-After)."""
    if error.response is not None:
        return make_response(error.response)
    shape = next((_shapes[path] for path in _shapes if request.path.startswith(path)), _page)
    response = shape(error)
    kept = (h for h in error.get_headers(request.environ) if h[0].lower() != "content-type")
    response.headers.extend(list(kept))
    return response


def show_database_away(error: OperationalError) -> Response:
    """Roll back and return 503 with Retry-After: the database is locked, full or gone."""
    db.session.rollback()
    log.error("the database cannot be used", extra={"fields": {"error": str(error.orig)}})
    return show_error(ServiceUnavailable(retry_after=5))


def _page(error: HTTPException) -> Response:
    code = error.code or 500
    title, advice = WORDS.get(code, (error.name, error.description))
    page = render_template("core/error.html", code=code, title=title, advice=advice)
    return make_response(page, code)
