"""The fields that another playout sends in the body of its request."""

from collections.abc import Mapping
from typing import Any

from flask import request

from blueprints.player.sent_text import form_fields, json_fields

LARGEST = 256 * 1024  # AzuraCast's web hook sends its whole state


def sent_fields() -> Mapping[str, Any] | None:
    """Return the fields of the body, a form or a JSON object; None if it is neither.

    Aborts with 413 if it is too large.
    """
    request.max_content_length = LARGEST
    if request.mimetype == "multipart/form-data":
        return request.form
    body = request.get_data()
    if request.is_json or body.lstrip().startswith(b"{"):
        return json_fields(body)
    return form_fields(body)
