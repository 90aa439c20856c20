"""Charts by week, month and year, and the week's as CSV."""

import re
from zoneinfo import ZoneInfo

from flask import Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from blueprints.core.station import station
from blueprints.player.chart_counts import OF
from blueprints.player.chart_csv import csv_of
from blueprints.player.chart_periods import Period, period_after, period_before, period_of
from blueprints.player.charts import find_chart
from blueprints.player.lookup_times import day_of
from blueprints.player.queries import first_play_at
from blueprints.player.routes.blueprints import bp
from blueprints.shows.labels import today_in

FORMS = {"week": ("{}", "%Y-%m-%d"), "month": ("{}-01", "%Y-%m"), "year": ("{}-01-01", "%Y")}
TYPED = {"week": r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "month": r"[0-9]{4}-[0-9]{2}", "year": r"[0-9]{4}"}
EXPORTED = 30


@bp.get("/charts/")
def charts() -> str:
    """Show this week's chart."""
    return _page(period_of("week", today_in(station().timezone), station().chart_weekday))


@bp.get("/charts/<any(week, month, year):kind>/<text>")
def chart(kind: str, text: str) -> str | AnyResponse:
    """Show the chart of a period; any day leads to its week. 404 for the future and nonsense."""
    period = _period_or_404(kind, text)
    if text != name_of(period):
        address = url_for("player.chart", kind=kind, text=name_of(period), of=_of(default=None))
        return redirect(address)
    return _page(period)


@bp.get("/charts/week/<text>.csv")
def chart_csv(text: str) -> AnyResponse:
    """Return a week's first thirty as CSV: of albums, if nothing else is asked for."""
    period = _period_or_404("week", text)
    of = _of(default="album") or "album"
    name = name_of(period)
    if text != name:
        return redirect(url_for("player.chart_csv", text=name, of=_of(default=None)))
    _chart, entries = find_chart(period, of)
    response = Response(csv_of(entries[:EXPORTED]).encode("utf-8-sig"), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{of}s-{name}.csv"'
    return response


@bp.app_template_global("chart_address")
def chart_address(period: Period, of: str) -> str:
    """Return the address of a period's chart."""
    shown = None if of == OF[0] else of
    return url_for("player.chart", kind=period.kind, text=name_of(period), of=shown)


def name_of(period: Period) -> str:
    """Return a period as addresses have it: 2026-11-23, 2026-11 or 2026."""
    return period.starts_on.strftime(FORMS[period.kind][1])


def _page(period: Period) -> str:
    of, weekday = _of(default=OF[0]) or OF[0], station().chart_weekday
    today = today_in(station().timezone)
    found, entries = find_chart(period, of)
    first = first_play_at()
    begun = first.astimezone(ZoneInfo(station().timezone)).date() if first else None
    before, after = period_before(period, weekday), period_after(period, weekday)
    return render_template(
        "player/chart.html", period=period, of=of, chart=found, entries=entries, begun=begun,
        before=before if begun and before.ends_on > begun else None,
        after=after if after.starts_on <= today else None,
        others=[period_of(kind, min(period.last_day, today), weekday) for kind in FORMS],
        csv=url_for("player.chart_csv", text=name_of(period), of=of),
    )  # fmt: skip


def _of(default: str | None) -> str | None:
    of = request.args.get("of", default)
    if of not in (None, *OF):
        abort(404)
    return of


def _period_or_404(kind: str, text: str) -> Period:
    if not re.fullmatch(TYPED[kind], text):
        abort(404)
    try:
        day = day_of(FORMS[kind][0].format(text))
    except ValueError:
        abort(404)
    period = period_of(kind, day, station().chart_weekday)
    if period.starts_on > today_in(station().timezone):
        abort(404)
    return period
