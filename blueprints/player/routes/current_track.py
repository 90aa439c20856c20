"""The polled endpoint, covers, and the current track on every page."""

import json
import re
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import (
    Response,
    abort,
    current_app,
    g,
    get_template_attribute,
    send_from_directory,
)
from markupsafe import Markup
from sqlalchemy import literal, select
from sqlalchemy.exc import OperationalError

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.http import IMMUTABLE
from blueprints.news.models import Artist, Story
from blueprints.player import current_track
from blueprints.player.models import Snapshot
from blueprints.player.now_playing import as_heard, state_words
from blueprints.player.public_log import stream_delay
from blueprints.player.queries import keys_of, plays_of
from blueprints.player.routes.blueprints import bp
from blueprints.player.suggestions import suggest_artists
from blueprints.shows.queries import VERSION, keep_version

bp.add_app_template_global(state_words)

POLLED = {
    "Cache-Control": "public, max-age=1, stale-while-revalidate=5, stale-if-error=600",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Date, Age, ETag",
}
SERVED = select(  # one row, also before the first look
    Snapshot.body,
    Snapshot.etag,
    Snapshot.valid_until,
    Snapshot.heard_at,
    Snapshot.manual_until,
    VERSION.scalar_subquery().label("schedule"),
).select_from(select(literal(1).label("id")).subquery("one").outerjoin(Snapshot, Snapshot.id == 1))

ART = re.compile(r"[0-9a-f]{20}-(96|320|640)\.jpg")


def served() -> tuple[str, str, datetime | None]:
    """Return (body, ETag) of the moment: the watcher's, or `unknown` if that is out of date.

    The third is when the row that was shown last instead of MPD's song ended or ends.
    """
    with db.engine.connect().execution_options(sqlite_begin=None) as connection:
        row = connection.execute(SERVED).one()
    keep_version(row.schedule)
    if row.body and row.valid_until and clock.now() <= row.valid_until:
        return row.body, row.etag, row.manual_until
    unknown = current_track.unknown(json.loads(row.body) if row.body else None, row.heard_at)
    return *current_track.encoded(unknown | current_track.shows(clock.now())), None


@bp.get("/current-track.json")
def current_track_json() -> Response:
    """Return what is on air. One row is read; MPD is never asked."""
    body, etag, _manual_until = served()
    return Response(body, mimetype="application/json", headers={**POLLED, "ETag": etag})


@bp.get("/player/art/<key>")
def art(key: str) -> Response:
    """Return a cover in one of its widths. 404 if unknown."""
    if not ART.fullmatch(key):
        abort(404)
    response = send_from_directory(Path(current_app.instance_path) / "covers", key)
    response.headers["Cache-Control"] = IMMUTABLE
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@bp.app_template_global("played_box")
def played_box(artists: Collection[Artist]) -> Markup | None:
    """Return when a story's artists were played last, as HTML; no play before it is heard."""
    keys = keys_of(artists)
    plays = plays_of(keys, until=clock.now() - stream_delay()) if keys else ()
    if not plays:
        return None
    html: Markup = get_template_attribute("player/played.html", "box")(plays, artists)
    return html


@bp.app_template_filter("heard_at")
def heard_at(moment: datetime | str) -> datetime:
    """Return when listeners hear what the studio plays at `moment`, a time or RFC 3339 text."""
    played_at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return played_at + stream_delay()


@bp.app_template_global("artist_suggestions")
def artist_suggestions(story: Story, typed: str) -> Markup | str:
    """Return artists that the saved text of a story names and the log knows, as HTML to tick.

    Those that are `typed`, one a line, are left out.
    """
    found = suggest_artists(story, typed.split("\n"))
    if not found:
        return ""
    html: Markup = get_template_attribute("player/suggestions.html", "suggestions")(found)
    return html


@bp.app_template_global("current_track")
def current_track_of_page() -> dict[str, Any]:
    """Return the body of /current-track.json as a page shows it: what a listener hears now.

    Without the database it is `unknown`, so that even the error page is complete.
    """
    if "current_track" not in g:
        try:
            body, _etag, manual_until = served()
            g.current_track = as_heard(json.loads(body), manual_until)
        except OperationalError:
            g.current_track = current_track.unknown(None, None)
    heard: dict[str, Any] = g.current_track
    return heard
