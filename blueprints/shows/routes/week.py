"""The desk's week grid: what is on at each hour of a week, what overlaps and what is empty."""

from datetime import date, timedelta

from flask import abort, render_template, request

from blueprints.accounts.access import only_for
from blueprints.core import clock
from blueprints.core.station import station
from blueprints.shows.desk_queries import zones_of
from blueprints.shows.form_fields import FIRST_YEAR, LAST_YEAR, date_in
from blueprints.shows.labels import own_times, span_words, today_in
from blueprints.shows.queries import find_shows, schedule_between
from blueprints.shows.routes.blueprints import desk
from blueprints.shows.week_grid import bounds, week_of

desk.add_app_template_global(span_words)
desk.add_app_template_global(own_times)


@desk.get("/shows/week")
@only_for("editor")
def week() -> str:
    """Show a week hour by hour; ?week= is any day of it, this week by default. 404 for no date."""
    zone = station().timezone
    monday = _monday(request.args.get("week", ""), zone)
    airings = schedule_between(*bounds(monday, zone))
    return render_template(
        "shows/desk/week.html",
        week=week_of(airings, monday, zone),
        shows=find_shows({airing.show_id for airing in airings}),
        zones=zones_of(airings),
        now=clock.now(),
        before=monday - timedelta(days=7),
        after=monday + timedelta(days=7),
    )


def _monday(text: str, zone: str) -> date:
    day = date_in(text) if text else today_in(zone)
    if day is None or not FIRST_YEAR < day.year < LAST_YEAR:
        abort(404)
    return day - timedelta(days=day.weekday())
