"""Objects inside others, as `expand` asks for them."""

from collections.abc import Mapping, Sequence

from blueprints.api.answers import Item
from blueprints.api.objects import persona_object, show_object
from blueprints.api.parameters import asked_names
from blueprints.api.queries import find_personas, next_occurrences, shows_of
from blueprints.core import clock
from blueprints.shows.models import Presenter
from blueprints.shows.queries import find_shows


def persona_objects(found: Mapping[int, Presenter]) -> dict[int, Item]:
    """Return personas by number, linked to those of their shows that are still to come."""
    coming, shows = next_occurrences(clock.now()), shows_of(found)
    return {
        number: persona_object(persona, [n for n in shows.get(number, ()) if n in coming])
        for number, persona in found.items()
    }


def show_objects(numbers: set[int]) -> dict[int, Item]:
    """Return the next occurrences of these shows by number; no show without one is among them."""
    coming = next_occurrences(clock.now())
    shows = find_shows(numbers & coming.keys())
    return {number: show_object(show, coming[number]) for number, show in shows.items()}


def expand_personas(items: Sequence[Item], people: Sequence[Sequence[int]]) -> None:
    """Put `personas`, and `persona`, the first, into the items, if that is asked for."""
    asked = asked_names("expand") & {"personas", "persona"}
    if not asked:
        return
    personas = persona_objects(find_personas({number for of in people for number in of}))
    for item, numbers in zip(items, people, strict=True):
        found = [personas[number] for number in numbers]
        item |= {"personas": found} if "personas" in asked else {}
        item |= {"persona": next(iter(found), None)} if "persona" in asked else {}


def expand_show(items: Sequence[Item]) -> None:
    """Put `show`, its next occurrence, into the items, if that is asked for."""
    if "show" in asked_names("expand"):
        shows = show_objects({item["show_id"] for item in items if item["show_id"]})
        for item in items:
            item["show"] = shows.get(item["show_id"])
