"""Reports at the desk: the period, the report of use, the log as CSV."""

import gzip
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from flask import Response, flash, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import only_for
from blueprints.core import clock
from blueprints.core.dates import from_local
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings, station
from blueprints.reports.forms import (
    COLUMN_NAMES,
    CONTACT,
    MOST_DAYS,
    LogForm,
    PeriodForm,
    UseForm,
    columns_in,
    columns_of,
)
from blueprints.reports.log_file import csv_of
from blueprints.reports.period import Period, last_month, this_month
from blueprints.reports.play_rows import log_between, usage_between
from blueprints.reports.recordings import Usage
from blueprints.reports.routes.blueprints import bp
from blueprints.reports.use_file import Head, due_on, file_name, report
from blueprints.shows.labels import today_in

add_to_menu("reports.reports", _l("Reports"), "editor", place=55)

CHUNK = 500  # lines of the CSV that are sent at once
Answer = AnyResponse | tuple[str, int] | str


def asked_period() -> PeriodForm:
    """Return the form of the period that is asked for: last month if none is."""
    return PeriodForm.of(last_month(clock.now(), station().timezone), request.args)


def sent_days(sent: Mapping[str, str]) -> dict[str, Any]:
    """Return the first and the last day that were sent, as typed, for an address."""
    return {name: sent.get(name, "")[:10].replace("\0", "") for name in ("first", "last")}


@bp.get("/reports/")
@only_for("editor")
def reports() -> Answer:
    """Show what can be reported of a period: last month, or from ?first= until ?last=."""
    return report_page(asked_period())


def report_page(
    asked: PeriodForm, use: UseForm | None = None, log: LogForm | None = None
) -> Answer:
    """Render the page; 422 if a form on it has errors."""
    here, now = station(), clock.now()
    is_valid = not asked.errors and asked.validate()
    period = asked.period(here.timezone) if is_valid else None
    is_short = period is not None and period.days <= MOST_DAYS
    months = last_month(now, here.timezone), this_month(now, here.timezone)
    page = render_template(
        "reports/reports.html",
        asked=asked,
        period=period,
        months=months,
        usage=usage_between(period.since, period.until) if period and is_short else None,
        minutes=period.minutes_by(now) if period else 0,
        due=_noon_of(due_on(period.last)) if period else None,
        use=use or UseForm.of(here),
        fills=CONTACT,
        log=log or LogForm(None),
        columns=columns_of(here),
        names=COLUMN_NAMES,
    )
    is_refused = any(form is not None and form.errors for form in (asked, use, log))
    return (page, 422) if is_refused else page


def _noon_of(day: date) -> datetime:
    return from_local(f"{day}T12:00", station().timezone)


@bp.get("/reports/use")
@only_for("editor")
def report_of_use() -> Answer:
    """Send the report of use of a period; 422 with the forms if something is missing."""
    asked, use, here = asked_period(), UseForm.of(station(), request.args), station()
    if not asked.validate_within(MOST_DAYS) or not use.validate():
        return report_page(asked, use)
    period = asked.period(here.timezone)
    usage = usage_between(period.since, period.until)
    head = use.head(period, needs_hours=not usage.has_performances)
    return report_page(asked, use) if head is None else _file(usage, head, use)


def _file(usage: Usage, head: Head, use: UseForm) -> Response:
    today = today_in(station().timezone)
    body = "".join(report(usage, head, today if use.header.data else None)).encode("ascii")
    is_compressed = bool(use.compressed.data)
    sent = gzip.compress(body, mtime=0) if is_compressed else body
    kind = "application/gzip" if is_compressed else "text/plain; charset=us-ascii"
    return _download(Response(sent, content_type=kind), file_name(head, is_compressed))


@bp.get("/reports/log.csv")
@only_for("editor")
def log_csv() -> Answer:
    """Send the log of a period as CSV, in the station's columns."""
    asked, log = asked_period(), LogForm(request.args)
    if not asked.validate() or not log.validate():
        return report_page(asked, log=log)
    period = asked.period(station().timezone)
    lines = stream_with_context(_joined(_csv(period, log.delimiter.data)))
    name = f"log-{period.first}-{period.last}.csv"
    return _download(Response(lines, content_type="text/csv; charset=utf-8; header=present"), name)


def _csv(period: Period, delimiter: str) -> Iterator[str]:
    columns = columns_of(station())
    heads = [str(COLUMN_NAMES[name]) for name in columns]
    lines = log_between(period.since, period.until, period.zone)
    return csv_of(lines, columns, heads, delimiter)


def _joined(lines: Iterator[str]) -> Iterator[str]:
    """Yield many lines at a time: each piece costs the server a write."""
    piece: list[str] = []
    for line in lines:
        piece.append(line)
        if len(piece) == CHUNK:
            yield "".join(piece)
            piece = []
    yield "".join(piece)


def _download(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@bp.post("/reports/columns")
@only_for("editor")
def save_columns() -> Answer:
    """Keep which columns the CSV has, and in which order."""
    columns, back = columns_in(request.form), _back()
    if not columns:
        flash(_("Not saved. Select at least one column."), "error")
        return redirect(back, 303)
    begin_write()
    keep_settings({"log_columns": columns})
    db.session.commit()
    flash(_("Columns saved."))
    return redirect(back, 303)


def _back() -> str:
    return f"{url_for('reports.reports', **sent_days(request.form))}#log"
