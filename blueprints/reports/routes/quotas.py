"""Quotas at the desk: their shares by week, their rules, artists and tracks."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy import delete

from blueprints.accounts.access import only_for
from blueprints.core import clock
from blueprints.core.database import number_in
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import station
from blueprints.reports.models import Quota, QuotaTrack
from blueprints.reports.quota_form import (
    MOST_FOUND,
    QuotaForm,
    form_of,
    found_tracks,
    mark_tracks,
    tracks_of,
    write_quota,
)
from blueprints.reports.quotas import all_quotas, shares_of_spans, weeks_until
from blueprints.reports.routes.blueprints import bp
from blueprints.reports.routes.reports import Answer

add_to_menu("reports.quotas", _l("Quotas"), "editor", place=56)


def quota_or_404(number: int) -> Quota:
    """Return the quota with that number, or abort with 404."""
    return db.session.get(Quota, number_in(str(number)) or 0) or abort(404)


@bp.get("/quotas/")
@only_for("editor")
def quotas() -> str:
    """Show the share of each quota in the last eight weeks."""
    weeks = weeks_until(clock.now(), station().timezone)
    shares = shares_of_spans(weeks)
    return render_template("reports/quotas.html", quotas=all_quotas(), weeks=weeks, shares=shares)


@bp.get("/quotas/new")
@only_for("editor")
def new_quota() -> str:
    """Show an empty form."""
    return _page(QuotaForm(None))


@bp.post("/quotas/")
@only_for("editor")
def create_quota() -> Answer:
    """Save a new quota."""
    return _save(None, QuotaForm())


@bp.get("/quotas/<int:number>")
@only_for("editor")
def quota(number: int) -> str:
    """Show the form of a quota, its tracks, and those that ?q= finds."""
    found = quota_or_404(number)
    return _page(form_of(found), found)


@bp.post("/quotas/<int:number>")
@only_for("editor")
def save_quota(number: int) -> Answer:
    """Save a quota."""
    found = quota_or_404(number)
    return _save(found, QuotaForm(number=found.id))


@bp.delete("/quotas/<int:number>")
@only_for("editor")
def delete_quota(number: int) -> Answer:
    """Delete a quota."""
    begin_write()
    db.session.delete(quota_or_404(number))
    db.session.commit()
    flash(_("Quota deleted."))
    return redirect(url_for("reports.quotas"), 303)


@bp.post("/quotas/<int:number>/tracks")
@only_for("editor")
def mark(number: int) -> Answer:
    """Mark the tracks that are ticked: they count for the quota."""
    ticked = {number_in(text) or 0 for text in request.form.getlist("track")[:MOST_FOUND]}
    begin_write()
    marked = mark_tracks(quota_or_404(number), ticked)
    db.session.commit()
    flash(ngettext("%(num)s track marked.", "%(num)s tracks marked.", marked))
    return redirect(url_for("reports.quota", number=number), 303)


@bp.delete("/quotas/<int:number>/tracks/<int:track>")
@only_for("editor")
def unmark(number: int, track: int) -> Answer:
    """Remove the mark from a track."""
    begin_write()
    its = QuotaTrack.quota_id == quota_or_404(number).id
    marked = QuotaTrack.track_id == (number_in(str(track)) or 0)
    db.session.execute(delete(QuotaTrack).where(its, marked))
    db.session.commit()
    flash(_("Mark removed."))
    return redirect(url_for("reports.quota", number=number), 303)


def _save(found: Quota | None, form: QuotaForm) -> Answer:
    number = found.id if found else 0
    begin_write()  # so that no other takes the name
    if not form.validate():
        db.session.rollback()
        return _page(form, db.session.get(Quota, number) if number else None), 422
    saved = write_quota(quota_or_404(number) if number else None, form)
    db.session.commit()
    flash(_("Quota saved."))
    return redirect(url_for("reports.quota", number=saved.id), 303)


def _page(form: QuotaForm, found: Quota | None = None) -> str:
    q = request.args.get("q", "").replace("\0", "")
    return render_template(
        "reports/quota.html",
        form=form,
        quota=found,
        q=q,
        tracks=tracks_of(found) if found else [],
        found=found_tracks(found, q) if found else [],
    )
