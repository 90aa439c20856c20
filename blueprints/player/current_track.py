"""The body of /current-track.json."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import current_app

from blueprints.core.clock import rfc3339
from blueprints.core.station import station
from blueprints.core.text import plain
from blueprints.news.queries import stories_about
from blueprints.player.display_names import Label, artist_keys
from blueprints.player.models import Play
from blueprints.shows.queries import Face, kept_schedule
from blueprints.shows.schedule import Airing

Body = dict[str, Any]


def compose(state: str, **known: Any) -> Body:
    """Return a body in `state` with every key; those that are not `known` are null or empty."""
    here = station()
    body: Body = {
        "state": state,
        "station": {
            "name": here.name,
            "url": f"{current_app.config['RADIO_URL']}/",
            "stream_url": here.stream_url or None,
            "stream_delay": here.stream_delay,
        },
        "track": None,
        "started_at": None,
        "elapsed": None,
        "last_heard_at": None,
        "show": None,
        "next_show": None,
        "recent": [],
        "stories": [],
    }
    return body | known


def track(label: Label | Play, art_url: str | None, duration: float | None) -> Body:
    """Return the `track` of a body; seconds are to the millisecond."""
    return {
        "title": label.title or None,
        "artist": label.artist or None,
        "album": label.album or None,
        "art_url": art_url,
        "artist_url": None,
        "duration": round(duration, 3) if duration else None,
    }


def recent(plays: Iterable[Play]) -> list[Body]:
    """Return the `recent` of a body."""
    return [
        {
            "title": play.title or None,
            "artist": play.artist or None,
            "album": play.album or None,
            "started_at": rfc3339(play.started_at),
        }
        for play in plays
    ]


def stories(artist: str) -> list[Body]:
    """Return the `stories` of a body: up to three public ones about the credited `artist`."""
    keys = artist_keys(artist)
    return [
        {"title": plain(story.headline), "url": f"/news/{quote(story.slug)}"}
        for story in (stories_about(keys) if keys else ())
    ]


def shows(at: datetime) -> Body:
    """Return the `show` and `next_show` of a body: what is scheduled at `at`, in studio time.

    A special's title stands in place of its show's.
    """
    kept = kept_schedule(at)
    airing, coming = kept.now_and_next(at)
    show, next_show = _named(airing, kept.faces), _named(coming, kept.faces)
    if airing and show:
        presenters = list(kept.faces[airing.show_id].presenters)
        show |= {"presenters": presenters, "ends_at": rfc3339(airing.ends_at)}
    if coming and next_show:
        next_show |= {"starts_at": rfc3339(coming.starts_at)}
    return {"show": show, "next_show": next_show}


def _named(airing: Airing | None, faces: Mapping[int, Face]) -> Body | None:
    face = faces.get(airing.show_id) if airing else None
    if airing is None or face is None:
        return None
    return {"title": airing.title or face.title, "url": f"/shows/{quote(face.slug)}"}


def unknown(body: Body | None, heard_at: datetime | None) -> Body:
    """Return `body` once MPD was silent for too long: what was on air is no longer claimed."""
    recent = body["recent"] if body else []
    return compose("unknown", last_heard_at=rfc3339(heard_at), recent=recent)


def encoded(body: Body) -> tuple[str, str]:
    """Return the bytes of `body`, as text, and their strong ETag."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return text, f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
