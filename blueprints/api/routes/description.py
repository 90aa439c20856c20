"""The description of the API, in OpenAPI's form."""

from pathlib import Path

from flask import Response

from blueprints.api.routes.blueprints import bp

OPENAPI = Path(__file__).parents[1] / "openapi.json"


@bp.get("/openapi.json")
def openapi() -> Response:
    """Return the description."""
    return Response(OPENAPI.read_bytes(), mimetype="application/json")
