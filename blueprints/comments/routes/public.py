"""Readers' opinions: the thread under a story, the form, the waiting notice, the feed."""

import logging
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import (
    Response,
    abort,
    get_template_attribute,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.exc import OperationalError

from blueprints.comments import actions, tokens, tree
from blueprints.comments.forms import ReplyForm
from blueprints.comments.models import Comment
from blueprints.comments.queries import (
    PUBLISHED,
    counts_of,
    find_comment,
    find_published,
    find_thread,
    is_closed,
    newest_of,
    page_of,
    thread_changed_at,
)
from blueprints.comments.routes.blueprints import bp
from blueprints.core.database import number_in
from blueprints.core.extensions import begin_write, csrf, db
from blueprints.core.http import PRIVATE, is_foreign_origin, page_number
from blueprints.core.station import station
from blueprints.news import feeds
from blueprints.news.loaders import story_or_404
from blueprints.news.models import Story
from blueprints.news.queries import find_briefly, find_present_slug

log = logging.getLogger("aerial.comments")

RETRY_AFTER = 5


@dataclass(frozen=True)
class RenderedThread:
    """A story's opinions as HTML, and how many there are in all."""

    count: int
    html: str

    def __html__(self) -> str:
        return self.html


@bp.app_template_global("comment_counts")
def comment_counts(stories: Collection[Story]) -> dict[int, int]:
    """How many opinions stand under each of `stories`, by the story's number."""
    return counts_of(stories)


@bp.app_template_global("comment_thread")
def comment_thread(story: Story) -> RenderedThread:
    """The opinions under `story`: ?page=, or the page that holds ?c=. 404 past the last page."""
    number = number_in(request.args.get("c", ""))
    thread = find_thread(story, page_of(story, number) if number else page_number())
    if thread.page > max(1, thread.pages):
        abort(404)
    where = story.slug, thread.is_closed, str(get_locale()), station().timezone
    html = render_template(
        "comments/thread.html",
        story=story,
        thread=thread,
        branches=tree.grow(thread.opinions),
        articles={opinion.id: _article(opinion, *where) for opinion in thread.opinions},
    )
    return RenderedThread(thread.count, html)


@lru_cache(maxsize=4096)
def _article(opinion: tree.Opinion, *where: object) -> Markup:
    """An opinion as HTML. Half the time of a story's page would go into this: what all of it is
    made from is the key, so that what is kept cannot be out of date."""
    slug, is_closed, *_language = where
    html: Markup = get_template_attribute("comments/opinion.html", "article")(
        opinion, slug, is_closed
    )
    return html


@bp.get("/news/<slug>/comments/feed.xml")
def feed(slug: str) -> Response:
    """The newest opinions under a story as RSS 2.0."""
    story = story_or_404(slug)
    changed_at, comments = thread_changed_at(story), newest_of(story)
    return feeds.answer("comments/feed.xml", changed_at, story=story, comments=comments)


@bp.get("/news/<slug>/reply")
def reply(slug: str) -> Response:
    """The form for a reply, to a story or (?to=) to a reply; the notice of a waiting one."""
    story = story_or_404(slug)
    if "waiting" in request.args:
        return _waiting_notice(story)
    if is_closed(story):
        return _closed(story)
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
    """Takes a reply. What is refused comes back filled in, or at least its text."""
    try:
        return _leave(slug)
    except OperationalError as error:
        db.session.rollback()
        log.error("the database cannot be used", extra={"fields": {"error": str(error.orig)}})
        notice = _(
            "The station’s database is busy or unavailable. Your text is still here: send it again."
        )
        form = ReplyForm(request.form, meta={"csrf_context": None})
        return _form_page(form, slug, None, 503, notice, retry_after=RETRY_AFTER)


def _leave(slug: str) -> Response:
    story = find_briefly(slug) or find_briefly(find_present_slug(slug) or "")
    if story is None:
        return _kept(404, _("This story no longer exists."), _("Go to the news"))
    if is_closed(story):
        return _closed(story)
    form = ReplyForm(request.form, meta={"csrf_context": story.id})
    is_fine = form.validate()
    if form.is_forged or is_foreign_origin():
        notice = _("The form was incomplete or came from another site. Check your text and "
                   "send it from here.")  # fmt: skip
        return _form_page(form, story.slug, story, 400, notice)
    if form.is_untimely:
        notice = _("The form expired. Your text is still here: check it and send it again.")
        return _form_page(form, story.slug, story, 422, notice)
    if not is_fine:
        return _form_page(form, story.slug, story, 422, _("Please fix the fields marked below."))
    return _store(form, story)


def _store(form: ReplyForm, story: Story) -> Response:
    """Writes the reply, and leads to it or to its notice; or says why it was not written."""
    story_id, slug, said, sender = story.id, story.slug, form.reply(), request.remote_addr
    verdict = actions.weigh(said, sender)
    begin_write()
    try:
        comment = actions.leave(story_id, said, form.parent.data or "", sender, verdict)
        address = _way_to(comment, slug)
        db.session.commit()
        return make_response(redirect(address, 303))
    except actions.ParentGone:
        db.session.rollback()
        form.parent.data = ""
        notice = _("The reply you were answering was removed. Send yours again to post it "
                   "directly under the story.")  # fmt: skip
        return _form_page(form, slug, story, 422, notice)
    except actions.SaidAlready as same:
        address = _way_to(same.first, slug)
        db.session.rollback()
        notice = _("You’ve already posted this.")
        return _form_page(form, slug, story, 409, notice, link=(address, _("See your reply")))
    except actions.TooSoon as early:
        db.session.rollback()
        notice = _("You’re posting too quickly. Try again in %(wait)s.",
                   wait=_in_words(early.seconds))  # fmt: skip
        return _form_page(form, slug, story, 429, notice, retry_after=early.seconds)


@bp.app_template_global("place_of")
def place_of(slug: str, number: int) -> str:
    """The path at which a published reply is read."""
    return url_for("news.story", slug=slug, c=number, _anchor=f"comment-{number}")


def _way_to(comment: Comment, slug: str) -> str:
    """Where a reply is read, or, while it is not published, its writer's notice."""
    if comment.state == PUBLISHED:
        return place_of(slug, comment.id)
    return url_for("comments.reply", slug=slug, waiting=tokens.waiting_token(comment.id))


def _in_words(seconds: int) -> str:
    if seconds < 100:
        return str(ngettext("%(num)s second", "%(num)s seconds", seconds))
    if seconds < 6000:
        return str(ngettext("%(num)s minute", "%(num)s minutes", -(-seconds // 60)))
    return str(ngettext("%(num)s hour", "%(num)s hours", -(-seconds // 3600)))


def _waiting_notice(story: Story) -> Response:
    """What the writer of a held reply sees. 404 for another's, 410 when it is too old."""
    try:
        number, is_open = tokens.waiting_comment(request.args["waiting"])
    except tokens.BadToken:
        abort(404)
    comment = find_comment(number)
    if comment is None or comment.story_id != story.id or comment.state == "deleted":
        abort(404)
    if not is_open:
        abort(410)
    if comment.state == PUBLISHED:
        return make_response(redirect(_way_to(comment, story.slug), 303))
    return _private(render_template("comments/waiting.html", story=story, comment=comment))


def _form_page(
    form: ReplyForm,
    slug: str,
    story: Story | None,
    code: int = 200,
    notice: str = "",
    link: tuple[str, str] | None = None,
    retry_after: int = 0,
) -> Response:
    """The form, as it was filled in. Without `story` nothing is asked of the database."""
    number = number_in(form.parent.data or "")
    answered = find_published(story.id, number) if story and number else None
    page = render_template(
        "comments/form.html",
        form=form,
        slug=slug,
        story=story,
        answered=answered,
        notice=notice,
        link=link,
    )
    return _private(page, code, retry_after)


def _closed(story: Story) -> Response:
    return _kept(403, _("Replies to this story are closed."), _("Go to the story"), story)


def _kept(code: int, title: str, onwards: str, story: Story | None = None) -> Response:
    """A refusal without a form, which gives back what was written."""
    address = url_for("news.story", slug=story.slug) if story else url_for("news.index")
    values: dict[str, Any] = {"title": title, "onwards": onwards, "address": address}
    return _private(render_template("comments/refused.html", code=code, **values), code)


def _private(page: str, code: int = 200, retry_after: int = 0) -> Response:
    response = make_response(page, code)
    response.headers["Cache-Control"] = PRIVATE
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response
