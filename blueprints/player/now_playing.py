"""The current track as a page shows it when it is served, in step with the stream."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from blueprints.core import clock
from blueprints.core.station import station
from blueprints.player import current_track
from blueprints.player.models import MANUAL
from blueprints.player.on_air import of_row
from blueprints.player.queries import on_air_at, recent_plays


def state_words() -> dict[str, Any]:
    """Return the player's texts, for template and script: of each state of air and sound."""
    return _state_words(str(get_locale()), station().name)


@cache
def _state_words(_locale: str, name: str) -> dict[str, Any]:
    """Return the texts, cached: they are many, on every page, and differ by language alone."""
    return {
        "states": {
            "playing": words(_("On air now")),
            "paused": words(_("Paused"), name),
            "jingle": words(_("On air now"), name),
            "spin": words(_("On air now: vinyl")),
            "talk": words(_("On air now: talk"), name),
            "live": words(_("Live"), name),
            "off_air": words(
                _("Off air"), _("Off air"), _("The station is not broadcasting right now.")
            ),
            "unknown": words(_("Unknown"), _("Now playing is unavailable")),
        },
        "sound": {
            "connecting": _("Connecting …"),
            "reconnecting": _("Playback stopped. Reconnecting …"),
            "refused": _("The browser blocked playback. Select “Listen live” again."),
        },
        "shows_show": ["jingle", "talk", "live", "off_air"],
        "untitled": _("Unknown title"),
        "nothing_yet": _("Nothing played yet."),
        "last_heard": _("Last update"),
        "now_playing": _("Now playing:"),
        "by": _("by"),
        "listen": _("Listen live"),
        "stop": _("Stop listening"),
    }


def words(lamp: str, headline: str = "", details: str = "") -> dict[str, str]:
    """Return the texts of one state: beside the lamp, in the headline's place, and below it."""
    return {"lamp": lamp, "headline": headline, "details": details}


DELAYED = ("playing", "jingle", "spin", "talk", "live")


def as_heard(body: dict[str, Any], manual_until: datetime | None = None) -> dict[str, Any]:
    """Return `body`, or what was on air before while the stream still carries that.

    `manual_until` is when the row that was shown last instead of MPD's song ended or ends: what is
    on air now may have begun under one, long before it came on air. `heard_until` is then when
    what is heard ends.
    """
    delay = timedelta(seconds=body["station"]["stream_delay"])
    if not delay or body["state"] not in DELAYED or body["started_at"] is None:
        return body
    now = clock.now()
    heard_at = now - delay
    is_heard = datetime.fromisoformat(body["started_at"]) <= heard_at
    is_after = manual_until is not None and heard_at < manual_until <= now
    is_posted = manual_until is not None and now < manual_until and body["state"] not in MANUAL
    if is_heard and not is_after and not is_posted:
        return body
    play = on_air_at(heard_at)
    source = "playout" if is_posted else "mpd"
    if play is not None and is_heard and play.source == source:
        return body
    recent = current_track.recent(recent_plays(before=heard_at))
    if is_heard or is_after:
        until = play.over_at if play is not None and play.over_at else manual_until
        body |= {"heard_until": clock.rfc3339(until + delay) if until else None}
    if play is None:
        nothing: dict[str, Any] = {"track": None, "started_at": None, "stories": []}
        return body | nothing | {"state": "off_air", "recent": recent}
    return body | of_row(play) | {"recent": recent}
