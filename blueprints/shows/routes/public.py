"""The schedule, shows and their episodes for listeners."""

from flask import Response, abort, current_app, redirect, render_template

from blueprints.core import clock
from blueprints.core.http import here_with_slug, page_number
from blueprints.core.station import station
from blueprints.shows.calendar import BEFORE, Source, calendar_of
from blueprints.shows.labels import day_words, today_in
from blueprints.shows.models import Show
from blueprints.shows.public_queries import (
    begun_episodes,
    cancelled_dates,
    episodes_beside,
    find_episode,
    find_present_slug,
    find_show,
    shows_and_slots,
    slots_and_changes,
)
from blueprints.shows.queries import schedule_version
from blueprints.shows.routes.blueprints import bp
from blueprints.shows.show_times import times_of
from blueprints.shows.week_plan import Day, coming_of, days_from

EPISODES = 20
WEEK = 7
COMING = 3

bp.add_app_template_filter(times_of)
bp.add_app_template_filter(day_words)


@bp.app_template_global()
def todays_shows() -> Day:
    """Return today's schedule."""
    return days_from(clock.now(), 1)[0]


@bp.get("/shows/")
def index() -> str:
    """Show the schedule of seven days from today, and all shows."""
    shows, now = shows_and_slots(), clock.now()
    return render_template(
        "shows/index.html",
        days=days_from(now, WEEK),
        now=now,
        shows=[show for show in shows if show.ended_at is None],
        ended=[show for show in shows if show.ended_at is not None],
    )


@bp.get("/shows/schedule.ics")
def calendar() -> Response:
    """Return the schedule as a calendar, for calendar apps to subscribe to."""
    now, here = clock.now(), station()
    source = Source(here.name, current_app.config["RADIO_URL"], schedule_version())
    text = calendar_of(source, *slots_and_changes((now - BEFORE).date()), now)
    return Response(text, content_type="text/calendar; charset=utf-8")


@bp.get("/shows/<slug>")
def show(slug: str) -> str:
    """Show a show, its presenters, and its past episodes, twenty a page."""
    found, page, now = show_or_404(slug), page_number(), clock.now()
    episodes = begun_episodes(found.id, now, EPISODES + 1, (page - 1) * EPISODES)
    if page > 1 and not episodes:
        abort(404)
    return render_template(
        "shows/show.html",
        show=found,
        coming=coming_of(found.id, now, COMING),
        cancelled=cancelled_dates(found.id, today_in(station().timezone)),
        episodes=episodes[:EPISODES],
        page=page,
        has_next=len(episodes) > EPISODES,
    )


@bp.get("/shows/<slug>/episodes/<int:number>")
def episode(slug: str, number: int) -> str:
    """Show an episode that has begun: its notes, and what was played."""
    found, now = show_or_404(slug), clock.now()
    one = find_episode(found.id, number, now) or abort(404)
    older, newer = episodes_beside(one, now)
    return render_template("shows/episode.html", show=found, episode=one, older=older, newer=newer)


def show_or_404(slug: str) -> Show:
    """Return the show at `slug`; abort with 301 at a former slug, with 404 if there is none."""
    if found := find_show(slug):
        return found
    if present := find_present_slug(slug):
        abort(redirect(here_with_slug(present), 301))
    abort(404)
