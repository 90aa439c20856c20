"""The revision history of the station's pages: listing, comparing, restoring."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts import audit
from blueprints.accounts.access import me, only_for
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import begin_write, db
from blueprints.editor.body import editable_body, stored_body
from blueprints.editor.revisions import history_page
from blueprints.news.revisions import ACTS
from blueprints.pages.actions import PAGE_LABELS, write_page
from blueprints.pages.models import StationPage
from blueprints.pages.queries import find_page, find_page_revision, page_revisions
from blueprints.pages.routes.blueprints import desk


@desk.get("/pages/<slug>/revisions/")
@only_for("editor")
def revisions_of_page(slug: str) -> str:
    """List who saved the page when; ?from=&to= compares two revisions."""
    page: StationPage = find_page(slug) or abort(404)
    return history_page(
        lambda number: find_page_revision(page, number),
        PAGE_LABELS,
        title=page.title,
        way_back=url_for("pages_desk.written_page", slug=slug),
        version=rfc3339(page.updated_at),
        restore_at=lambda number: url_for("pages_desk.restore_page", slug=slug, revision=number),
        ledger=page_revisions(page),
        acts=ACTS,
        may_change=True,
    )


@desk.post("/pages/<slug>/revisions/<int:revision>/restoration")
@only_for("editor")
def restore_page(slug: str, revision: int) -> AnyResponse:
    """Give the page the text of an earlier revision.

    409 if another has saved it since, 422 for a text that could not be saved today.
    """
    begin_write()
    page: StationPage = find_page(slug) or abort(404)
    if request.form.get("version") != rfc3339(page.updated_at):
        abort(409)
    kept = find_page_revision(page, revision) or abort(404)
    body = stored_body(editable_body(kept.fields["body"]))
    if not body.is_publishable():
        abort(422)
    write_page(page, kept.fields | {"slug": page.slug, "body": body.html}, "restored", me())
    audit.record("page changed", page.slug)
    db.session.commit()
    flash(_("Revision %(number)s restored.", number=revision))
    for fault in body.faults:
        flash(str(fault), "warning")
    return redirect(url_for("pages_desk.written_page", slug=page.slug), 303)
