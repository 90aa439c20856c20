"""Refusals and failures in words: who, what, how to mend it."""

import logging

from flask import Response, make_response, render_template, request
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, ServiceUnavailable

from blueprints.core.extensions import db

log = logging.getLogger("aerial.errors")

WORDS = {
    400: (_l("That request could not be understood"),
          _l("Something in it was broken or missing. Go back, reload the page and try once more.")),
    403: (_l("This is not open to you"),
          _l("The page is there, but it is kept for others. If you work here, sign in first.")),
    404: (_l("Nothing on this frequency"),
          _l("The address may have a typing error, or the page was moved or taken down.")),
    405: (_l("This page cannot do that"),
          _l("It is there to be read. Go back and use the form or the link on the page.")),
    409: (_l("That cannot be done now"),
          _l("What it is about has changed meanwhile. Go back, reload the page and look at it.")),
    410: (_l("This page was taken down"),
          _l("It was here once and will not come back.")),
    413: (_l("That is too large"),
          _l("The station takes smaller files only. Make it smaller and send it once more.")),
    422: (_l("Something needs mending"),
          _l("A part of what you sent cannot be used. Go back and look through it.")),
    429: (_l("A little slower, please"),
          _l("Many requests came from your address. Wait a minute, then try once more.")),
    500: (_l("The mistake is ours"),
          _l("Something broke here, and it was written down. Try once more in a moment.")),
    503: (_l("Back in a moment"),
          _l("The station's database is busy or away. Nothing is lost. Try once more shortly.")),
}  # fmt: skip


def show_error(error: HTTPException) -> Response:
    """The page for `error`, in the site's look; its own headers (Allow, Retry-After) are kept."""
    code = error.code or 500
    title, advice = WORDS.get(code, (error.name, error.description))
    if error.response is not None:
        return make_response(error.response)
    page = render_template("core/error.html", code=code, title=title, advice=advice)
    response = make_response(page, code)
    kept = (h for h in error.get_headers(request.environ) if h[0].lower() != "content-type")
    response.headers.extend(list(kept))
    return response


def show_database_away(error: OperationalError) -> Response:
    """503 with Retry-After: the database is locked, full or gone; what was begun is undone."""
    db.session.rollback()
    log.error("the database cannot be used", extra={"fields": {"error": str(error.orig)}})
    return show_error(ServiceUnavailable(retry_after=5))
