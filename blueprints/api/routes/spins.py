"""Spins: songs of the log as listeners heard them."""

from datetime import timedelta

from flask import Response, abort

from blueprints.api.answers import Item, item_answer, list_answer
from blueprints.api.objects import Spin, playlist_object, spin_object
from blueprints.api.parameters import (
    FIRST,
    Page,
    Period,
    asked_id,
    asked_names,
    asked_page,
    asked_period,
    second_after,
    to_the_second,
)
from blueprints.api.queries import find_playlists, find_spin, spins
from blueprints.api.routes.blueprints import bp
from blueprints.api.spin_lists import (
    SpinPage,
    page_of_log,
    page_of_playlist,
    page_of_show,
    playlists_of,
)
from blueprints.core import clock
from blueprints.core.database import number_in
from blueprints.player.public_log import stream_delay


@bp.get("/spins", strict_slashes=False)
def list_spins() -> Response:
    """Return past spins, newest first."""
    page = asked_page()
    found = _page(asked_period(), page)
    return list_answer(_items(spins(found.plays, found.playlists)), found.total, page)


@bp.get("/spins/<number>", strict_slashes=False)
def spin(number: str) -> Response:
    """Return one spin. 404 if there is none that listeners have heard begin."""
    play = find_spin(number_in(number) or 0, clock.now() - stream_delay()) or abort(404)
    return item_answer(_items(spins([play], playlists_of([play])))[0])


def _page(period: Period, page: Page) -> SpinPage:
    """Return the page of the list that is asked for: the whole log's, a playlist's, a show's."""
    delay = stream_delay()
    heard = clock.now() - delay
    since = (to_the_second(period.start) if period.start else FIRST) - delay
    until = heard + timedelta(microseconds=1)
    if period.end is not None:
        until = min(until, second_after(period.end) - delay)
    playlist, show = asked_id("playlist_id"), asked_id("show_id")
    if playlist is not None:
        return page_of_playlist(playlist, since, until, page)
    if show is not None:
        return page_of_show(show, since, until, page)
    return page_of_log(since, until, page)


def _items(found: list[Spin]) -> list[Item]:
    now, delay = clock.now(), stream_delay()
    items = [spin_object(one, delay, now) for one in found]
    if "playlist" in asked_names("expand"):
        known = find_playlists({one.playlist_id for one in found if one.playlist_id})
        playlists = {number: playlist_object(episode) for number, episode in known.items()}
        for item in items:
            item["playlist"] = playlists.get(item["playlist_id"])
    return items
