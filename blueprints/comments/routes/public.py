"""Comments for readers: the thread under a story, comment counts, the feed."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import Response, abort, render_template, request, url_for

from blueprints.comments import tree
from blueprints.comments.queries import (
    counts_of,
    find_thread,
    newest_of,
    page_of,
    thread_changed_at,
    threads_changed_at,
)
from blueprints.comments.routes.blueprints import bp
from blueprints.core.database import number_in
from blueprints.core.http import page_number
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
    """Return the comments on `story`: ?page=, or the page with ?c=. 404 past the last page."""
    number = number_in(request.args.get("c", ""))
    thread = find_thread(story, page_of(story, number) if number else page_number())
    if thread.page > max(1, thread.pages):
        abort(404)
    branches = tree.grow(thread.opinions)
    html = render_template("comments/thread.html", story=story, thread=thread, branches=branches)
    return RenderedThread(thread.count, html)


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
