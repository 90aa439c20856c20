"""Previews of unpublished stories, on a secret link that expires."""

from flask import Response, abort, make_response, render_template

from blueprints.core import clock
from blueprints.core.http import absolute_url
from blueprints.core.tokens import BadToken
from blueprints.news.desk_queries import find_for_desk
from blueprints.news.loaders import story_for_desk
from blueprints.news.previews import OPEN_FOR, preview_token, previewed
from blueprints.news.routes.blueprints import bp, desk


@desk.post("/stories/<int:number>/preview-links")
def make_preview_link(number: int) -> str:
    """Create a link that shows the last save of a story; 409 for an unpublished one."""
    story = story_for_desk(number)
    if story.withdrawn_at is not None:
        abort(409)
    return render_template(
        "news/desk/preview_link.html",
        story=story,
        link=absolute_url("news.preview", signed=preview_token(story.id)),
        until=clock.now() + OPEN_FOR,
    )


@bp.get("/news/preview/<signed>")
def preview(signed: str) -> Response:
    """Show the last save of a story. 404 for a forged link, 410 for an expired one."""
    try:
        number, is_open = previewed(signed)
    except BadToken:
        abort(404)
    story = find_for_desk(number) or abort(404)
    if not is_open or story.withdrawn_at is not None:
        abort(410)
    response = make_response(render_template("news/story.html", story=story, is_preview=True))
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
