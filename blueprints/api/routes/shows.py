"""Shows: their occurrences in the schedule."""

from collections.abc import Sequence
from datetime import timedelta

from flask import Response, abort
from werkzeug.exceptions import UnprocessableEntity

from blueprints.api.answers import Item, item_answer, list_answer
from blueprints.api.expansions import expand_personas
from blueprints.api.objects import show_object
from blueprints.api.parameters import Period, asked_page, asked_period
from blueprints.api.queries import next_occurrences, occurrences
from blueprints.api.routes.blueprints import bp
from blueprints.core import clock
from blueprints.core.database import number_in
from blueprints.shows.queries import find_shows
from blueprints.shows.schedule import Airing

OLDEST = timedelta(hours=1)
LONGEST = timedelta(days=366)  # the longest time for which occurrences are listed


@bp.get("/shows", strict_slashes=False)
def list_shows() -> Response:
    """Return every occurrence until `end`; without it, only the next one of each show."""
    page, period = asked_page(), asked_period()
    _refuse_old(period)
    start = period.start or clock.now()
    if period.end is None:
        found = list(next_occurrences(start).values())
    else:
        found = occurrences(start, min(period.end, start + LONGEST))
    shown = found[page.offset : page.offset + page.count]
    return list_answer(_items(shown), len(found), page)


@bp.get("/shows/<number>", strict_slashes=False)
def show(number: str) -> Response:
    """Return the next occurrence of a show. 404 if there is none."""
    airing = next_occurrences(clock.now()).get(number_in(number) or 0) or abort(404)
    return item_answer(_items([airing])[0])


def _refuse_old(period: Period) -> None:
    oldest = clock.now() - OLDEST
    for name, moment in (("start", period.start), ("end", period.end)):
        if moment is not None and moment < oldest:
            raise UnprocessableEntity(f"The parameter “{name}” is more than an hour ago.")


def _items(airings: Sequence[Airing]) -> list[Item]:
    shows = find_shows({airing.show_id for airing in airings})
    items = [show_object(shows[airing.show_id], airing) for airing in airings]
    people = [[one.id for one in shows[airing.show_id].presenters] for airing in airings]
    expand_personas(items, people)
    return items
