"""The public playlist, by day, and “What was that song?”."""

from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from blueprints.core.http import page_number
from blueprints.core.station import station
from blueprints.player.lookup_times import bounds_of, day_of, doubled_as, is_second
from blueprints.player.public_log import rows_between, stream_delay, with_episodes
from blueprints.player.public_rows import Row
from blueprints.player.queries import first_play_at
from blueprints.player.routes.blueprints import bp
from blueprints.player.song_search import (
    Search,
    Unanswerable,
    afternoon,
    answers_at,
    search_from,
    wanted_day,
    wanted_moments,
)
from blueprints.shows.labels import today_in
from blueprints.shows.models import Episode
from blueprints.shows.queries import episodes_between

ROWS = 100
DAY = timedelta(days=1)

Group = tuple[Episode | None, list[Row]]


@bp.app_template_filter("doubled_as")
def doubled_as_filter(moment: datetime) -> str:
    """Return the zone's abbreviation for a time that clocks show twice that day, else ""."""
    return doubled_as(moment, station().timezone)


@bp.app_template_filter("day_before")
def day_before(day: date) -> date:
    """Return the day before `day`."""
    return day - DAY


@bp.app_template_filter("is_second_time")
def is_second_time(moment: datetime) -> bool:
    """Return True if clocks showed this time once before, that day."""
    return is_second(moment, station().timezone)


@bp.get("/playlist/")
def playlist() -> str | Response | tuple[str, int]:
    """Show what was heard today, or around the time that is asked for."""
    search = search_from(request.args)
    if not (search.day or search.date or search.time):
        return _page(today())
    try:
        return _found(search)
    except Unanswerable as problem:
        return render_template("player/song.html", search=search, problem=problem,
                               today=today(), day=today()), 422  # fmt: skip


@bp.get("/playlist/<day>")
def playlist_of_day(day: str) -> str:
    """Show what was heard on a day of the station's zone; 404 if it is none or to come."""
    try:
        found = day_of(day)
    except ValueError:
        abort(404)
    if found > today():
        abort(404)
    return _page(found)


def today() -> date:
    """Return the date in the station's zone."""
    return today_in(station().timezone)


def _found(search: Search) -> str | Response:
    day = wanted_day(search, today())
    if not search.time:
        return redirect(url_for("player.playlist_of_day", day=day.isoformat()))
    zone = station().timezone
    meant = wanted_moments(search, day, zone)
    return render_template("player/song.html", search=search, problem=None, day=day, today=today(),
                           answers=answers_at(meant), meant=meant,
                           afternoon=afternoon(search, day, zone))  # fmt: skip


def _page(day: date) -> str:
    delay = stream_delay()
    since, until = (moment - delay for moment in bounds_of(day, station().timezone))
    found = rows_between(since, until)[::-1]
    pages = max(1, -(-len(found) // ROWS))
    page = min(page_number(), pages)
    shown = found[(page - 1) * ROWS : page * ROWS]
    first = first_play_at()
    first_day = (first + delay).astimezone(ZoneInfo(station().timezone)).date() if first else None
    return render_template(
        "player/playlist.html", day=day, today=today(), first_day=first_day, page=page,
        pages=pages, groups=_by_episode(shown, since, until), search=Search(),
        problem=None, before=day_before(day), after=day + DAY,
    )  # fmt: skip


def _by_episode(found: list[Row], since: datetime, until: datetime) -> list[Group]:
    """Return rows that follow each other in one episode together with it."""
    pairs = with_episodes(found, episodes_between(since, until) if found else [])
    groups = groupby(pairs, key=lambda pair: pair[1] and pair[1].id)
    return [(many[0][1], [row for row, _ in many]) for many in map(list, (g for _, g in groups))]
