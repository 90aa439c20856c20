"""Personas: presenters, as listeners know them."""

from collections.abc import Sequence

from flask import Response, abort, request

from blueprints.api.answers import Item, item_answer, list_answer
from blueprints.api.expansions import persona_objects, show_objects
from blueprints.api.parameters import asked_names, asked_page
from blueprints.api.queries import find_personas, page_of_personas, shows_of
from blueprints.api.routes.blueprints import bp
from blueprints.core.database import number_in
from blueprints.shows.models import Presenter


@bp.get("/personas", strict_slashes=False)
def list_personas() -> Response:
    """Return presenters, those whose names hold `name` if it is given."""
    page = asked_page()
    found, total = page_of_personas(request.args.get("name", ""), page)
    return list_answer(_items(found), total, page)


@bp.get("/personas/<number>", strict_slashes=False)
def persona(number: str) -> Response:
    """Return one presenter. 404 if there is none."""
    found = find_personas([number_in(number) or 0])
    return item_answer(_items(list(found.values()))[0]) if found else abort(404)


def _items(found: Sequence[Presenter]) -> list[Item]:
    items = list(persona_objects({one.id: one for one in found}).values())
    if "shows" in asked_names("expand"):
        numbers = shows_of(item["id"] for item in items)
        shows = show_objects({show for of in numbers.values() for show in of})
        for item in items:
            item["shows"] = [shows[n] for n in numbers.get(item["id"], ()) if n in shows]
    return items
