"""Comments for readers: the thread under a story, comment counts, the feed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from flask import Response, abort, after_this_request, render_template, request, url_for

from blueprints.comments import tokens, tree
from blueprints.comments.queries import (
    counts_of,
    find_published,
    find_thread,
    newest_of,
    page_of,
    thread_changed_at,
    threads_changed_at,
)
from blueprints.comments.routes.blueprints import bp
from blueprints.comments.routes.ways import changes_of
from blueprints.core.database import number_in
from blueprints.core.http import PRIVATE, page_number
from blueprints.news import feeds
from blueprints.news.feed_dates import ALSO_SHOWN
from blueprints.news.loaders import story_or_404
from blueprints.news.models import Story


@dataclass(frozen=True)
class RenderedThread:
    """A story's comments as HTML, and their total number."""

    count: int
    html: str

    def __html__(self) -> str:
        return self.html


ALSO_SHOWN.append(threads_changed_at)


@bp.app_template_global("comment_counts")
def comment_counts(stories: Collection[Story]) -> dict[int, int]:
    """Return the number of comments under each of `stories`, by the story's number."""
    return counts_of(stories)


@bp.app_template_global("comment_thread")
def comment_thread(story: Story) -> RenderedThread:
    """Return the comments on `story`: ?page=, or the page with ?c=. 404 past the last page.

    The writer of one, with ?edit=, also gets the links to change it; no cache keeps that page.
    """
    number = number_in(request.args.get("c", ""))
    thread = find_thread(story, page_of(story, number) if number else page_number())
    if thread.page > max(1, thread.pages):
        abort(404)
    branches = tree.grow(thread.opinions)
    changes = _changes(story) if "edit" in request.args else {}
    html = render_template(
        "comments/thread.html", story=story, thread=thread, branches=branches, **changes
    )
    return RenderedThread(thread.count, html)


def _changes(story: Story) -> dict[str, Any]:
    """Return the number of the comment that this reader wrote, and the links to change it."""
    after_this_request(_make_private)
    try:
        number, is_open = tokens.own_comment(request.args["edit"])
    except tokens.BadToken:
        return {}
    comment = find_published(story.id, number) if is_open else None
    return {"own": number, "own_links": changes_of(comment)} if comment else {}


def _make_private(response: Response) -> Response:
    response.headers["Cache-Control"] = PRIVATE
    return response


@bp.get("/news/<slug>/comments/feed.xml")
def feed(slug: str) -> Response:
    """Return the newest comments on a story as RSS 2.0."""
    story = story_or_404(slug)
    changed_at, comments = thread_changed_at(story), newest_of(story)
    return feeds.answer("comments/feed.xml", changed_at, story=story, comments=comments)


@bp.app_template_global("place_of")
def place_of(slug: str, number: int) -> str:
    """Return the path at which a published comment is read."""
    return url_for("news.story", slug=slug, c=number, _anchor=f"comment-{number}")
