"""The news for readers: lists, stories and feeds."""

from flask import (
    Response,
    abort,
    render_template,
)

from blueprints.core.http import absolute_url, page_number
from blueprints.news import feeds, json_feed
from blueprints.news.feed_dates import feed_changed_at
from blueprints.news.list_queries import latest_stories, stories_of_feed, tags_of
from blueprints.news.loaders import story_or_404, tag_or_404
from blueprints.news.models import Tag
from blueprints.news.queries import (
    PAGE_SIZE,
    neighbours,
    related_stories,
)
from blueprints.news.routes.blueprints import bp


def _list(tag: Tag | None = None) -> str:
    page = page_number()
    stories = latest_stories(PAGE_SIZE + 1, (page - 1) * PAGE_SIZE, tag)
    if page > 1 and not stories:
        abort(404)
    return render_template(
        "news/list.html",
        stories=stories[:PAGE_SIZE],
        tag=tag,
        page=page,
        has_next=len(stories) > PAGE_SIZE,
    )


@bp.get("/news/")
def index() -> str:
    """List all stories, newest first, twenty a page."""
    return _list()


@bp.get("/news/tag/<slug>")
def by_tag(slug: str) -> str:
    """List the stories of one tag."""
    return _list(tag_or_404(slug))


@bp.get("/news/<slug>")
def story(slug: str) -> str:
    """Show one story, with links to others."""
    found = story_or_404(slug)
    older, newer = neighbours(found)
    return render_template(
        "news/story.html", story=found, older=older, newer=newer, related=related_stories(found)
    )


@bp.get("/news/feed.xml")
def feed() -> Response:
    """Return the newest stories as RSS 2.0."""
    return _feed(absolute_url("news.feed"))


@bp.get("/news/tag/<slug>/feed.xml")
def feed_of_tag(slug: str) -> Response:
    """Return the newest stories of one tag as RSS 2.0."""
    return _feed(absolute_url("news.feed_of_tag", slug=slug), tag_or_404(slug))


@bp.get("/news/feed.json")
def feed_in_json() -> Response:
    """Return the newest stories as JSON Feed 1.1."""
    return _json_feed(absolute_url("news.feed_in_json"))


@bp.get("/news/tag/<slug>/feed.json")
def feed_of_tag_in_json(slug: str) -> Response:
    """Return the newest stories of one tag as JSON Feed 1.1."""
    return _json_feed(absolute_url("news.feed_of_tag_in_json", slug=slug), tag_or_404(slug))


def _json_feed(address: str, tag: Tag | None = None) -> Response:
    stories = stories_of_feed(tag)
    changed_at = feed_changed_at(stories, tag)
    text = json_feed.written(address, stories, tag)
    return feeds.dated(text, json_feed.CONTENT_TYPE, changed_at)


def _feed(address: str, tag: Tag | None = None) -> Response:
    stories = stories_of_feed(tag)
    changed_at = feed_changed_at(stories, tag)
    return feeds.answer(
        "news/feed.xml",
        changed_at,
        address=address,
        stories=stories,
        tags=tags_of(stories),
        tag=tag,
    )
