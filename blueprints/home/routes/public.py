"""The front page, and the readiness check."""

from flask import Response, jsonify, render_template

from blueprints.core import clock
from blueprints.home.routes.blueprints import bp
from blueprints.news.list_queries import front_stories, tags_of
from blueprints.player.queries import heard_at

STORIES_IN_FRONT = 6
PICTURED = 2


@bp.get("/")
def front() -> str:
    """Show the front page: on air, lead story, latest, just played, comments, earlier stories."""
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
    )


@bp.get("/readyz")
def readyz() -> Response:
    """Return 200 if the database answers (else 503), and the age of MPD's last reading."""
    heard = heard_at()
    age = round((clock.now() - heard).total_seconds(), 1) if heard else None
    response = jsonify(database="ok", snapshot_age=age)
    response.headers["Cache-Control"] = "no-store"
    return response
