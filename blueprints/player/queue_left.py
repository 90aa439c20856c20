"""How much music is left in the queue on air."""

from datetime import datetime, timedelta
from typing import Any

from blueprints.core import clock
from blueprints.player.models import MpdState
from blueprints.player.queries import heard_at
from blueprints.player.queue_state import Body, body_of

LATELY = timedelta(seconds=10)
ENDLESS = ("repeat", "random", "single")


def remaining(row: MpdState) -> float | None:
    """Return the seconds of music left in the queue on air; None if it is not to be refilled.

    It is not while MPD has not answered lately, does not play, plays on by itself or is to stop,
    and not if a length is unknown, as a stream's.
    """
    body = body_of(row)
    heard = heard_at()
    if body is None or row.stop_after is not None or heard is None:
        return None
    if clock.now() - heard > LATELY:
        return None
    if body["now"]["state"] != "play" or any(body["options"][name] for name in ENDLESS):
        return None
    return _seconds_left(body)


def _seconds_left(body: Body) -> float | None:
    now: dict[str, Any] = body["now"]
    queue = body["queue"]
    if not now.get("duration") or not now.get("started_at") or queue["unknown"]:
        return None
    if queue["more"]:
        return float("inf")
    played = (clock.now() - datetime.fromisoformat(now["started_at"])).total_seconds()
    return max(0.0, float(now["duration"]) - played) + float(queue["seconds"])
