"""The way into the API, and its description in OpenAPI's form."""

from pathlib import Path

from flask import Response

from blueprints.api.answers import answer, link
from blueprints.api.objects import address
from blueprints.api.routes.blueprints import bp

OPENAPI = Path(__file__).parents[1] / "openapi.json"
LISTS = ("spins", "playlists", "shows", "personas")


@bp.get("/")
def index() -> Response:
    """Return links to the lists and to the description."""
    links = {"self": link(address("")), "describedby": link(address("openapi.json"))}
    return answer({"_links": links | {name: link(address(name)) for name in LISTS}})


@bp.get("/openapi.json")
def openapi() -> Response:
    """Return the description."""
    return Response(OPENAPI.read_bytes(), mimetype="application/json")
