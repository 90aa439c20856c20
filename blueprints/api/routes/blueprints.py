"""The API's blueprint: open to scripts of any site, without cookies, with errors as JSON."""

from flask import Blueprint, Response

from blueprints.api.answers import OPEN_TO_ALL, error_answer
from blueprints.core.errors import shape_errors
from blueprints.core.extensions import csrf

bp = Blueprint("api", __name__, url_prefix="/api")
csrf.exempt(bp)  # a token says who writes, and there are no cookies
shape_errors("/api/", error_answer)


@bp.after_request
def open_to_all(response: Response) -> Response:
    """Let scripts of other sites read the answer."""
    response.headers.update(OPEN_TO_ALL)
    return response
