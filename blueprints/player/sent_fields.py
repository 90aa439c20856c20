"""The fields of a request that posts a play: JSON, or a form of any kind."""

from collections.abc import Mapping
from typing import Any

from flask import abort, jsonify, make_response, request
from flask_babel import gettext as _

from blueprints.player.sent_text import form_fields

LARGEST = 256 * 1024  # AzuraCast's web hook sends its whole state


def sent_fields() -> Mapping[str, Any]:
    """Return the fields of the request's body: JSON or a form. Aborts with 400 or 413."""
    request.max_content_length = LARGEST
    if request.mimetype == "multipart/form-data":
        return request.form
    body = request.get_data()
    if not request.is_json and not body.lstrip().startswith(b"{"):
        return form_fields(body)
    try:
        fields = request.get_json(force=True, silent=True)
    except RecursionError:
        fields = None
    if not isinstance(fields, dict):
        abort(make_response(jsonify(message=_("Send one JSON object, or a form.")), 400))
    return fields
