"""Routes for the writer of a rejected reply: the decision, and the objection to it."""

from flask import Response, abort, make_response, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from blueprints.comments import reports, tokens
from blueprints.comments.decision_mail import NO_REASON
from blueprints.comments.models import Comment
from blueprints.comments.reader_pages import (
    Refusal,
    busy,
    form_page,
    readable_or_404,
    refusal_of,
)
from blueprints.comments.report_forms import ObjectionForm, objection_subject
from blueprints.comments.report_queries import objection_to, rejection_of
from blueprints.comments.routes.blueprints import bp
from blueprints.comments.routes.ways import way_to
from blueprints.comments.sent_form import read_form
from blueprints.core.extensions import begin_write, csrf, db


@bp.get("/opinions/decision/<signed>")
def decision(signed: str) -> Response:
    """Show the writer of a rejected reply why it was rejected, and how to object."""
    comment = _rejected_or_abort(signed)
    form = ObjectionForm(formdata=None, meta={"csrf_context": objection_subject(comment)})
    return _page(signed, comment, form)


@bp.post("/opinions/decision/<signed>")
@csrf.exempt  # type: ignore[untyped-decorator]  # its token is the form's own
def send_objection(signed: str) -> Response:
    """Take the objection of a rejected reply's writer, once."""
    posted = read_form()
    comment = _rejected_or_abort(signed)
    form = ObjectionForm(posted.fields, meta={"csrf_context": objection_subject(comment)})
    refusal = refusal_of(form, posted)
    if refusal:
        return _page(signed, comment, form, refusal)
    try:
        begin_write()
        reports.object_to(_rejected_or_abort(signed), form.text.data or "")
        db.session.commit()
        return make_response(redirect(url_for("comments.decision", signed=signed), 303))
    except reports.AlreadyReported:
        refusal = Refusal(409, _("You have already sent an objection."))
    except OperationalError:
        refusal = busy()
    db.session.rollback()
    return _page(signed, _rejected_or_abort(signed), form, refusal)


def _rejected_or_abort(signed: str) -> Comment:
    """Return the rejected comment of this token; lead to it if it is not rejected any more.

    404 for a forged token and a deleted comment, 410 for an expired token.
    """
    try:
        number, is_open = tokens.decision_comment(signed)
    except tokens.BadToken:
        abort(404)
    comment = readable_or_404(number)
    if comment.state == "deleted":
        abort(404)
    if not is_open:
        abort(410)
    if comment.state != "rejected":
        abort(make_response(redirect(way_to(comment, comment.story.slug, is_own=True), 303)))
    return comment


def _page(
    signed: str, comment: Comment, form: ObjectionForm, refusal: Refusal | None = None
) -> Response:
    rejection = rejection_of(comment.id)
    return form_page(
        "comments/decision.html",
        refusal,
        form=form,
        signed=signed,
        comment=comment,
        story=comment.story,
        reason=(rejection.why if rejection else "") or NO_REASON,
        objection=objection_to(comment.id),
    )
