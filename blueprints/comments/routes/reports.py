"""Routes for reporting a reply."""

from flask import Response, abort, request
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from blueprints.comments import actions, reports
from blueprints.comments.models import Comment
from blueprints.comments.queries import APPROVED
from blueprints.comments.reader_pages import (
    Refusal,
    busy,
    form_page,
    readable_or_404,
    refusal_of,
    said,
    too_soon,
)
from blueprints.comments.report_forms import ReportForm, report_subject
from blueprints.comments.routes.blueprints import bp
from blueprints.comments.sent_form import read_form
from blueprints.core.extensions import begin_write, csrf, db


@bp.get("/opinions/report/<int:number>")
def report(number: int) -> Response:
    """Show the form to report a published reply."""
    comment = _published_or_404(number)
    form = ReportForm(formdata=None, meta={"csrf_context": report_subject(comment)})
    return _form_page(comment, form)


@bp.post("/opinions/report/<int:number>")
@csrf.exempt  # type: ignore[untyped-decorator]  # its token is the form's own
def send_report(number: int) -> Response:
    """Take a report; show the form again, filled in, if it is refused."""
    posted = read_form()
    comment = _published_or_404(number)
    form = ReportForm(posted.fields, meta={"csrf_context": report_subject(comment)})
    refusal = refusal_of(form, posted)
    if refusal:
        return _form_page(comment, form, refusal)
    if form.subject.data:  # a bot
        return _thanks(comment, "")
    try:
        return _store(number, form)
    except reports.AlreadyReported:
        words = _("You have already reported this reply. A moderator will look at it.")
        return said(comment, words, code=409)
    except actions.TooSoon as early:
        refusal = too_soon(early.seconds)
    except OperationalError:
        refusal = busy()
    db.session.rollback()
    return _form_page(_published_or_404(number), form, refusal)


def _store(number: int, form: ReportForm) -> Response:
    begin_write()
    comment = _published_or_404(number)
    email = (form.email.data or "").lower()
    typed = form.reason.data, form.text.data or "", form.name.data or "", email
    reports.report(comment, *typed, request.remote_addr)
    db.session.commit()
    return _thanks(comment, email)


def _published_or_404(number: int) -> Comment:
    comment = readable_or_404(number)
    if comment.state == APPROVED:
        return comment
    if comment.reviewed_at is None and comment.why == "reported" and request.method == "POST":
        title = _("This reply was reported already, and a moderator will look at it.")
        db.session.rollback()
        abort(said(readable_or_404(number), title, code=404))
    abort(404)


def _thanks(comment: Comment, email: str) -> Response:
    words = _("A moderator will look at this reply.")
    if email:
        words = _("A moderator will look at this reply, and you will get the decision by email.")
    return said(comment, _("Thanks for your report."), words)


def _form_page(comment: Comment, form: ReportForm, refusal: Refusal | None = None) -> Response:
    return form_page(
        "comments/report.html", refusal, form=form, comment=comment, story=comment.story
    )
