"""A moderator's edits of comments, and replies as the station."""

from flask import abort, flash, jsonify, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.comments import actions, edits, labels, moderation
from blueprints.comments.desk_forms import AnswerForm, EditForm
from blueprints.comments.desk_queries import station_answers
from blueprints.comments.models import Comment
from blueprints.comments.routes.answers import (
    Outcome,
    back,
    left_words,
    tell,
    wants_json,
    way_back,
)
from blueprints.comments.routes.blueprints import desk
from blueprints.comments.routes.guards import comment_or_404, is_stale
from blueprints.core.dates import clock_time
from blueprints.core.extensions import begin_write, db
from blueprints.core.forms import Form
from blueprints.core.text import excerpt

Answer = AnyResponse | tuple[str, int]


@desk.get("/comments/<int:number>/edit")
def edit_form(number: int) -> Answer:
    """Show the form to edit a comment."""
    comment = _there(comment_or_404(number))
    return _page(comment, EditForm(formdata=None, obj=comment))


@desk.post("/comments/<int:number>/edit")
def edit(number: int) -> Answer:
    """Change what a comment says; 422 or 409 with the form, filled in, if it cannot be saved."""
    form = EditForm()
    if not form.validate():
        return _refused(_there(comment_or_404(number)), form, 422)
    begin_write()
    comment = _there(comment_or_404(number))
    if is_stale(comment):
        return _refused(comment, form, 409, left_words([comment])[0][1])
    outcome = Outcome([number], batch=moderation.new_batch(), words=labels.done("edit", 1))
    typed = form.name.data or "", form.website.data or "", form.text.data or ""
    try:
        is_changed = edits.edit(comment, *typed, me().email, outcome.batch)
    except actions.SaidAlready:
        notice = _("Another comment on this story already says exactly this.")
        return _refused(comment, form, 409, notice)
    db.session.commit()
    if is_changed or wants_json():
        return tell(outcome)
    flash(_("No changes: the text is the same as before."))
    return back()


@desk.get("/comments/<int:number>/reply")
def answer_form(number: int) -> Answer:
    """Show the form to reply as the station."""
    return _page(_there(comment_or_404(number)), AnswerForm(formdata=None))


@desk.post("/comments/<int:number>/reply")
def answer(number: int) -> Answer:
    """Reply as the station, which approves a pending comment; 422 or 409 with the form."""
    form = AnswerForm()
    if not form.validate():
        return _refused(_there(comment_or_404(number)), form, 422)
    begin_write()
    comment = _there(comment_or_404(number))
    if is_stale(comment):
        return _refused(comment, form, 409, left_words([comment])[0][1])
    if notice := _faster(comment):
        return _refused(comment, form, 409, notice)
    outcome = Outcome([number], batch=moderation.new_batch(), words=labels.done("reply", 1))
    try:
        edits.reply(comment, form.text.data or "", me().email, me().id, outcome.batch)
    except edits.NotApproved:
        return _refused(comment, form, 409, _("Approve this comment before you reply to it."))
    except actions.SaidAlready:
        return _refused(comment, form, 409, _("The station has already posted this reply."))
    db.session.commit()
    return tell(outcome)


def _faster(comment: Comment) -> str:
    """Return the words about a colleague's reply as the station that the sender did not see."""
    seen, answers = request.form.get("answers", ""), station_answers(comment)
    if not seen or seen == str(len(answers)) or not answers:
        return ""
    last, name = answers[-1]
    moment = clock_time(last.created_at)
    return str(_("%(name)s replied as the station at %(time)s: “%(text)s”",
                 name=name, time=moment, text=excerpt(last.text)))  # fmt: skip


def _there(comment: Comment) -> Comment:
    return abort(404) if comment.state == "deleted" else comment


def _refused(comment: Comment, form: Form, code: int, notice: str = "") -> Answer:
    """Answer with the form as typed and what is wrong, with the comment as it is now."""
    db.session.rollback()  # nothing is written, and the lock is let go
    if wants_json():
        errors = {name: str(found[0]) for name, found in form.errors.items()}
        response = jsonify(done=[], left=[], words=notice, batch=None, undo_until=None,
                           errors=errors or {"": notice})  # fmt: skip
        response.status_code = code
        return response
    return _page(comment, form, code, notice)


def _page(comment: Comment, form: Form, code: int = 200, notice: str = "") -> Answer:
    kind = "edit" if isinstance(form, EditForm) else "reply"
    page = render_template(
        f"comments/desk/{kind}.html",
        comment=comment,
        answers=station_answers(comment) if kind == "reply" else [],
        form=form,
        notice=notice,
        why=labels.WHY,
        sent_back=request.values.get("back", ""),
        way_back=way_back(),
    )
    return page, code
