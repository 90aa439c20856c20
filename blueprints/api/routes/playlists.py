"""Playlists: episodes of shows, and each day's automation."""

from collections.abc import Sequence

from flask import Response, abort

from blueprints.api.answers import Item, item_answer, list_answer
from blueprints.api.expansions import expand_personas, expand_show
from blueprints.api.objects import playlist_object
from blueprints.api.parameters import asked_id, asked_page, asked_period
from blueprints.api.queries import AHEAD, find_playlist, page_of_playlists
from blueprints.api.routes.blueprints import bp
from blueprints.core import clock
from blueprints.core.database import number_in
from blueprints.shows.models import Episode


@bp.get("/playlists", strict_slashes=False)
def list_playlists() -> Response:
    """Return past playlists, newest first; with an `end`, up to an hour ahead."""
    page, period, now = asked_page(), asked_period(), clock.now()
    until = now if period.end is None else min(period.end, now + AHEAD)
    of = asked_id("show_id"), asked_id("persona_id")
    found, total = page_of_playlists(period.start, until, *of, page)
    return list_answer(_items(found), total, page)


@bp.get("/playlists/<number>", strict_slashes=False)
def playlist(number: str) -> Response:
    """Return one playlist. 404 while it lies more than an hour ahead."""
    found = find_playlist(number_in(number) or 0, clock.now()) or abort(404)
    return item_answer(_items([found])[0])


def _items(found: Sequence[Episode]) -> list[Item]:
    items = [playlist_object(episode) for episode in found]
    people = [[one.id for one in episode.show.presenters] if episode.show else []
              for episode in found]  # fmt: skip
    expand_personas(items, people)
    expand_show(items)
    return items
