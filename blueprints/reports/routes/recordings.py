"""Facts of recordings that reports lack, filled in at the desk."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import only_for
from blueprints.core.extensions import begin_write, db
from blueprints.core.http import page_number
from blueprints.core.station import station
from blueprints.player.record_models import Recording
from blueprints.reports.filled_form import MOST_ROWS, FilledRow, rows_in, rows_of
from blueprints.reports.forms import MOST_DAYS
from blueprints.reports.play_rows import usage_between
from blueprints.reports.routes.blueprints import bp
from blueprints.reports.routes.reports import Answer, asked_period, report_page, sent_days


@bp.get("/reports/recordings/")
@only_for("editor")
def recordings() -> Answer:
    """List the recordings of a period that lack facts, the most played first, 50 a page."""
    asked, page = asked_period(), page_number()
    if not asked.validate_within(MOST_DAYS):
        return report_page(asked)
    period = asked.period(station().timezone)
    missing = usage_between(period.since, period.until).missing
    start = (page - 1) * MOST_ROWS
    if page > 1 and start >= len(missing):
        abort(404)
    shown = rows_of(missing[start : start + MOST_ROWS])
    return _page(shown, days=sent_days(request.args), page=page, total=len(missing))


@bp.post("/reports/recordings/")
@only_for("editor")
def fill_in() -> Answer:
    """Keep what was filled in; 422 with all that was typed if something is wrong."""
    rows, days = rows_in(request.form), sent_days(request.form)
    if not all([row.check() for row in rows]):
        return _page(rows, days=days, page=1, total=0), 422
    begin_write()
    saved = sum(_keep(row) for row in rows)
    db.session.commit()
    flash(ngettext("%(num)s recording saved.", "%(num)s recordings saved.", saved))
    return _back(days)


def _keep(row: FilledRow) -> bool:
    """Keep what was typed about a recording; return True if that is new."""
    known = db.session.get(Recording, row.key)
    if known is None:
        if not any(row.facts.values()):
            return False
        known = Recording(artist_key=row.key[0], title_key=row.key[1])
        db.session.add(known)
    before = {name: getattr(known, name) for name in row.facts}
    for name, text in row.facts.items():
        setattr(known, name, text)
    return before != row.facts


def _back(days: dict[str, Any]) -> AnyResponse:
    return redirect(url_for("reports.recordings", **days), 303)


def _page(rows: list[FilledRow], **values: Any) -> str:
    return render_template("reports/recordings.html", rows=rows, **values)
