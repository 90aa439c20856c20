"""Routes for changing and deleting one's own reply, by the signed address of its notice."""

from flask import Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from blueprints.comments import actions, own, tokens
from blueprints.comments.models import Comment
from blueprints.comments.own_form import CHANGEABLE, OwnReplyForm, subject_of
from blueprints.comments.reader_pages import (
    Refusal,
    busy,
    form_page,
    readable_or_404,
    refusal_of,
    said,
)
from blueprints.comments.routes.blueprints import bp
from blueprints.comments.routes.ways import way_to
from blueprints.comments.sent_form import Posted, read_form
from blueprints.core.extensions import begin_write, csrf, db


@bp.get("/opinions/own/<signed>")
def own_reply(signed: str) -> Response:
    """Show the form in which the writer of a reply changes it."""
    comment = _own_or_404(signed)
    if not own.is_editable(comment):
        return _too_late(comment)
    kept = {name: getattr(comment, name) for name in CHANGEABLE}
    meta = {"csrf_context": subject_of(comment)}
    return _edit_page(signed, comment, OwnReplyForm(formdata=None, data=kept, meta=meta))


@bp.post("/opinions/own/<signed>")
@csrf.exempt  # type: ignore[untyped-decorator]  # its token is the form's own
def edit_own(signed: str) -> Response:
    """Change one's own reply; show the form again, filled in, if that is refused."""
    return _take_edit(signed, read_form())


def _take_edit(signed: str, posted: Posted) -> Response:
    comment = _own_or_404(signed)
    form = _filled(posted, comment)
    refusal = refusal_of(form, posted, is_timed=False)
    if not own.is_editable(comment):
        refusal = Refusal(*_why_too_late(comment))
    if refusal:
        return _edit_page(signed, comment, form, refusal)
    try:
        return _edit(signed, comment, form, posted)
    except actions.SaidAlready:
        refusal = Refusal(409, _("You’ve already posted this."))
    except OperationalError:
        refusal = busy()
    db.session.rollback()
    return _edit_page(signed, _own_or_404(signed), form, refusal)


def _edit(signed: str, comment: Comment, form: OwnReplyForm, posted: Posted) -> Response:
    changed = form.changed(comment)
    verdict = own.weigh(comment, changed, request.remote_addr)
    version = comment.version
    begin_write()
    comment = _own_or_404(signed)
    if comment.version != version:  # a moderator decided meanwhile
        db.session.rollback()
        return _take_edit(signed, posted)
    own.edit(comment, changed, verdict)
    address = way_to(comment, comment.story.slug, is_own=True)
    db.session.commit()
    return make_response(redirect(address, 303))


@bp.get("/opinions/own/<signed>/deletion")
def own_deletion(signed: str) -> Response:
    """Ask for confirmation before one's own reply is deleted; afterwards, say that it is gone."""
    comment = _own_or_404(signed, is_deleted_fine=True)
    if comment.state == "deleted":
        return said(comment, _("Your reply was deleted."))
    if not own.is_open(comment):
        return _too_late(comment)
    form = OwnReplyForm(formdata=None, meta={"csrf_context": subject_of(comment)})
    return _deletion_page(signed, comment, form)


@bp.delete("/opinions/own/<signed>")
@csrf.exempt  # type: ignore[untyped-decorator]  # its token is the form's own
def delete_own(signed: str) -> Response:
    """Delete one's own reply permanently."""
    posted = read_form()
    begin_write()
    comment = _own_or_404(signed)
    if not own.is_open(comment):
        return _too_late(comment)
    form = _filled(posted, comment)
    refusal = refusal_of(form, posted, is_timed=False)
    if refusal and refusal.code == 400:
        return _deletion_page(signed, comment, form, refusal)
    own.erase(comment)
    db.session.commit()
    return make_response(redirect(url_for("comments.own_deletion", signed=signed), 303))


def _own_or_404(signed: str, is_deleted_fine: bool = False) -> Comment:
    """Return the comment of this token; 404 for a forged one, and for a deleted comment."""
    try:
        number, is_open = tokens.own_comment(signed)
    except tokens.BadToken:
        abort(404)
    comment = readable_or_404(number)
    if comment.state == "deleted" and not (is_deleted_fine and is_open):
        abort(404)
    return comment


def _filled(posted: Posted, comment: Comment) -> OwnReplyForm:
    return OwnReplyForm(posted.fields, meta={"csrf_context": subject_of(comment)})


def _why_too_late(comment: Comment) -> tuple[int, str]:
    if not own.is_open(comment):
        return 410, _("You can only change a reply within 15 minutes of sending it.")
    return 409, _("A moderator has reviewed this reply, so you can no longer edit it.")


def _too_late(comment: Comment) -> Response:
    code, title = _why_too_late(comment)
    words = _("To have it removed, write to the station.") if code == 410 else ""
    return said(comment, title, words, code)


def _edit_page(
    signed: str, comment: Comment, form: OwnReplyForm, refusal: Refusal | None = None
) -> Response:
    return form_page(
        "comments/own.html",
        refusal,
        form=form,
        signed=signed,
        comment=comment,
        story=comment.story,
        until=own.closes_at(comment),
        is_over=not own.is_editable(comment),
    )


def _deletion_page(
    signed: str, comment: Comment, form: OwnReplyForm, refusal: Refusal | None = None
) -> Response:
    return form_page(
        "comments/own_deletion.html",
        refusal,
        form=form,
        signed=signed,
        comment=comment,
        story=comment.story,
        way_back=way_to(comment, comment.story.slug, is_own=True),
    )
