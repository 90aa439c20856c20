"""Routes for posting a comment: the form, its refusals, and the notice of a pending one."""

import logging

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from blueprints.comments import actions, answers, tokens
from blueprints.comments.closed_stories import is_closed
from blueprints.comments.forms import ReplyForm
from blueprints.comments.queries import APPROVED, find_comment, find_published
from blueprints.comments.reader_pages import (
    Refusal,
    busy,
    form_page,
    private,
    refusal_of,
    too_soon,
)
from blueprints.comments.routes.blueprints import bp
from blueprints.comments.routes.ways import changes_of, way_to
from blueprints.comments.sent_form import Posted, read_form
from blueprints.core.database import number_in
from blueprints.core.extensions import begin_write, csrf, db
from blueprints.news.loaders import story_or_404
from blueprints.news.models import Story
from blueprints.news.queries import find_briefly, find_present_slug

log = logging.getLogger("aerial.comments")


@bp.get("/news/<slug>/reply")
def reply(slug: str) -> Response:
    """Show the form for a comment on a story or (?to=) a reply; or the notice of a pending one."""
    story = story_or_404(slug)
    if "waiting" in request.args:
        return _waiting_notice(story)
    if is_closed(story):
        return private(render_template("comments/closed.html", story=story), 403)
    answered = None
    if "to" in request.args:
        number = number_in(request.args["to"])
        answered = find_published(story.id, number) if number else None
        if answered is None:
            abort(404)
    form = ReplyForm(formdata=None, meta={"csrf_context": story.id})
    form.parent.data = str(answered.id) if answered else ""
    return _form_page(form, slug, story)


@bp.post("/news/<slug>/comments")
@csrf.exempt  # type: ignore[untyped-decorator]  # its token is the form's own, since readers have no session
def leave(slug: str) -> Response:
    """Take a comment; show the form again, filled in, if it is refused."""
    posted = read_form()
    try:
        return _leave(slug, posted)
    except OperationalError as error:
        db.session.rollback()
        log.error("the database cannot be used", extra={"fields": {"error": str(error.orig)}})
        return _form_page(_filled(posted, None), slug, None, busy())


def _leave(slug: str, posted: Posted) -> Response:
    story = find_briefly(slug) or find_briefly(find_present_slug(slug) or "")
    form = _filled(posted, story)
    if story is None:
        return _gone(form, slug)
    if is_closed(story):
        return _closed(form, story)
    if refusal := refusal_of(form, posted):
        return _form_page(form, story.slug, story, refusal)
    return _store(form, story)


def _filled(posted: Posted, story: Story | None) -> ReplyForm:
    return ReplyForm(posted.fields, meta={"csrf_context": story.id if story else None})


def _gone(form: ReplyForm, slug: str) -> Response:
    notice = _("This story is no longer available. Your text is still here: copy it if you want to "
               "keep it.")  # fmt: skip
    link = url_for("news.index"), _("Go to the news")
    return _form_page(form, slug, None, Refusal(404, notice), link)


def _closed(form: ReplyForm, story: Story) -> Response:
    notice = _("Replies to this story are closed. Your text is still here: copy it if you want to "
               "keep it.")  # fmt: skip
    link = url_for("news.story", slug=story.slug), _("Go to the story")
    return _form_page(form, story.slug, story, Refusal(403, notice), link)


def _store(form: ReplyForm, story: Story) -> Response:
    """Write the comment and redirect to it or to its notice; or say why it was not written."""
    story_id, slug, said, sender = story.id, story.slug, form.reply(), request.remote_addr
    verdict = actions.weigh(said, sender)
    begin_write()
    try:
        comment = actions.leave(story_id, said, form.parent.data or "", sender, verdict)
        if form.answers.data:
            answers.ask(comment)
        address = way_to(comment, slug, is_own=True)
        db.session.commit()
        return make_response(redirect(address, 303))
    except actions.ParentGone:
        db.session.rollback()
        form.parent.data = ""
        notice = _("The reply you’re answering was removed. Send yours again to post it under the "
                   "story instead.")  # fmt: skip
        return _form_page(form, slug, story, Refusal(422, notice))
    except actions.SaidAlready as same:
        link = way_to(same.first, slug), _("Go to your reply")
        db.session.rollback()
        refusal = Refusal(409, _("You’ve already posted this."))
        return _form_page(form, slug, story, refusal, link)
    except actions.TooSoon as early:
        db.session.rollback()
        return _form_page(form, slug, story, too_soon(early.seconds))


def _waiting_notice(story: Story) -> Response:
    """Show the notice to the writer of a pending comment; 404 for another's, 410 if too old."""
    try:
        number, is_open = tokens.waiting_comment(request.args["waiting"])
    except tokens.BadToken:
        abort(404)
    comment = find_comment(number)
    if comment is None or comment.story_id != story.id or comment.state == "deleted":
        abort(404)
    if not is_open:
        abort(410)
    if comment.state in (APPROVED, "rejected"):
        return make_response(redirect(way_to(comment, story.slug, is_own=True), 303))
    page = render_template(
        "comments/waiting.html", story=story, comment=comment, **changes_of(comment)
    )
    return private(page)


def _form_page(
    form: ReplyForm,
    slug: str,
    story: Story | None,
    refusal: Refusal | None = None,
    link: tuple[str, str] | None = None,
) -> Response:
    """Return the form, filled in as sent. Without `story` the database is not read."""
    number = number_in(form.parent.data or "")
    answered = find_published(story.id, number) if story and number else None
    return form_page(
        "comments/form.html",
        refusal,
        form=form,
        slug=slug,
        story=story,
        answered=answered,
        link=link,
    )
