"""The news as readers meet it: lists, stories, feeds, and the station's own pages."""

from flask import (
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response as AnyResponse

from blueprints.core.http import absolute_url, page_number
from blueprints.news import feeds
from blueprints.news.feed_dates import feed_changed_at
from blueprints.news.list_queries import latest_stories, stories_of_feed, tags_of
from blueprints.news.loaders import story_or_404, tag_or_404
from blueprints.news.models import Tag
from blueprints.news.page_queries import find_moved_page
from blueprints.news.queries import (
    PAGE_SIZE,
    find_page,
    neighbours,
    related_stories,
)
from blueprints.news.routes.blueprints import bp
from blueprints.news.station_pages import BUILT_IN_PAGES


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
    """All stories, newest first, twenty a page."""
    return _list()


@bp.get("/news/tag/<slug>")
def by_tag(slug: str) -> str:
    """The stories of one tag."""
    return _list(tag_or_404(slug))


@bp.get("/news/<slug>")
def story(slug: str) -> str:
    """One story, with what leads on from it."""
    found = story_or_404(slug)
    older, newer = neighbours(found)
    return render_template(
        "news/story.html", story=found, older=older, newer=newer, related=related_stories(found)
    )


@bp.get("/news/feed.xml")
def feed() -> Response:
    """The newest stories as RSS 2.0."""
    return _feed(absolute_url("news.feed"))


@bp.get("/news/tag/<slug>/feed.xml")
def feed_of_tag(slug: str) -> Response:
    """The newest stories of one tag as RSS 2.0."""
    return _feed(absolute_url("news.feed_of_tag", slug=slug), tag_or_404(slug))


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


@bp.get("/pages/<slug>")
def page(slug: str) -> str | AnyResponse:
    """Show an editor’s text, else the one that comes with Aerial. 301 from a former address."""
    written = find_page(slug)
    if written is not None:
        return render_template("news/page.html", page=written)
    if slug not in BUILT_IN_PAGES:
        present = find_moved_page(slug) or abort(404)
        return redirect(url_for("news.page", slug=present), 301)
    return render_template(f"news/built_in/{slug}.html")


@bp.get("/about")
@bp.get("/privacy")
def short_address() -> Response:
    """Leads /about and /privacy to their pages."""
    return make_response(redirect(url_for("news.page", slug=request.path.strip("/")), 301))
