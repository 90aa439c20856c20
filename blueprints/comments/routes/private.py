"""Pages that no cache keeps: answers to readers' forms, and pages behind signed links."""

from flask import Response, make_response

from blueprints.core.http import PRIVATE


def private_page(page: str, code: int = 200, retry_after: int = 0) -> Response:
    """Return `page` for this reader alone; `retry_after` is in seconds."""
    response = make_response(page, code)
    response.headers["Cache-Control"] = PRIVATE
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
