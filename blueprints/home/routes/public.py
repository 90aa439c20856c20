"""What composes the rest: the front page, and whether the station is ready."""

from flask import Response, jsonify, render_template

from blueprints.comments.queries import latest_opinions
from blueprints.core import clock
from blueprints.home.routes.blueprints import bp
from blueprints.news.list_queries import front_stories, tags_of
from blueprints.player.queries import heard_at

STORIES_IN_FRONT = 6
PICTURED = 2
OPINIONS = 3


@bp.get("/")
def front() -> str:
    """The front page: on air, the lead story, the latest, just played, opinions, earlier ones."""
    pinned, stories = front_stories(STORIES_IN_FRONT)
    lead = pinned or next((story for story in stories if story.lead_picture), None)
    others = [story for story in stories if story is not lead]
    latest, earlier = others[:PICTURED], others[PICTURED:]
    return render_template(
        "home/front.html",
        stories=stories,
        lead=lead,
        lead_tags=tags_of([lead])[lead.id] if lead else (),
        latest=latest,
        earlier=earlier,
        opinions=latest_opinions(OPINIONS),
    )


@bp.get("/readyz")
def readyz() -> Response:
    """200 when the database answers (else 503), with the age of the last look at MPD in seconds."""
    heard = heard_at()
    age = round((clock.now() - heard).total_seconds(), 1) if heard else None
    response = jsonify(database="ok", snapshot_age=age)
    response.headers["Cache-Control"] = "no-store"
    return response
