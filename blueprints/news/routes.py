"""The news as readers meet it."""

from flask import Blueprint, abort, render_template, request

from blueprints.news.models import Story, Tag
from blueprints.news.queries import PAGE_SIZE, count_stories, find_story, find_tag, latest_stories

bp = Blueprint("news", __name__, url_prefix="/news")


def story_or_404(slug: str) -> Story:
    """The public story at `slug`."""
    return find_story(slug) or abort(404)


def tag_or_404(slug: str) -> Tag:
    """The tag at `slug`."""
    return find_tag(slug) or abort(404)


def page_or_404(total: int) -> int:
    """The page that is asked for, from 1; 404 when there is none of that number."""
    text = request.args.get("page", "1")
    pages = max(1, -(-total // PAGE_SIZE))
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or not 1 <= int(text) <= pages:
        abort(404)
    return int(text)


def _list(tag: Tag | None = None) -> str:
    total = count_stories(tag)
    page = page_or_404(total)
    stories = latest_stories(PAGE_SIZE, (page - 1) * PAGE_SIZE, tag)
    has_next = page * PAGE_SIZE < total
    return render_template("news/list.html", stories=stories, tag=tag, page=page, has_next=has_next)


@bp.get("/")
def index() -> str:
    """All stories, newest first, twenty a page."""
    return _list()


@bp.get("/tag/<slug>")
def by_tag(slug: str) -> str:
    """The stories of one tag."""
    return _list(tag_or_404(slug))


@bp.get("/<slug>")
def story(slug: str) -> str:
    """One story."""
    return render_template("news/story.html", story=story_or_404(slug))
