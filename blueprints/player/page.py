"""The current track as a page shows it when it is served: what arrives at the ear."""

from datetime import datetime, timedelta
from typing import Any

from blueprints.core import clock
from blueprints.player import current_track
from blueprints.player.models import Play
from blueprints.player.queries import play_at, recent_plays

DELAYED = ("playing", "jingle")


def as_heard(body: dict[str, Any]) -> dict[str, Any]:
    """`body`, or, while the stream still carries what was before it, that."""
    delay = timedelta(seconds=body["station"]["stream_delay"])
    if not delay or body["state"] not in DELAYED or body["started_at"] is None:
        return body
    heard_at = clock.now() - delay
    if datetime.fromisoformat(body["started_at"]) <= heard_at:
        return body
    play = play_at(heard_at)
    recent = current_track.recent(recent_plays(before=heard_at))
    if play is None:
        return body | {"state": "off_air", "track": None, "started_at": None, "recent": recent}
    return body | _shown(play) | {"recent": recent}


def _shown(play: Play) -> dict[str, Any]:
    started_at = clock.rfc3339(play.started_at)
    if play.kind in ("jingle", "spot"):
        return {"state": "jingle", "track": None, "started_at": started_at}
    track = current_track.track(play, None, play.duration)
    return {"state": "playing", "track": track, "started_at": started_at}
