"""Personas, shows, playlists and spins as Spinitron's clients read them.

What is not known is null, and never left out.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from flask import current_app, request
from flask_babel import gettext as _

from blueprints.api.answers import Item, link
from blueprints.api.parameters import to_the_second
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.core.text import paragraphs, same_name
from blueprints.media.models import Picture
from blueprints.player.models import Play, Track
from blueprints.player.record_models import Recording
from blueprints.shows.models import Episode, Presenter, Show
from blueprints.shows.schedule import Airing

PICTURE_WIDTH = 640
VARIOUS = "various artists"
# Of a spin: what the log does not know, in a station's field for classical music or elsewhere.
UNKNOWN = (
    "released", "medium", "request", "new", "work", "conductor", "performers", "ensemble",
    "catalog-number", "upc", "iswc",
)  # fmt: skip


class Spin(NamedTuple):
    """A song of the log, and what else is known of it."""

    play: Play
    playlist_id: int | None
    track: Track | None
    recording: Recording | None
    cover: str | None


def address(path: str) -> str:
    """Return the address of something of the API: absolute_url() is slow for hundreds of them."""
    return f"{current_app.config['RADIO_URL']}{request.script_root}/api/{path}"


def written(moment: datetime) -> str:
    """Format a time as Spinitron does, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def persona_object(persona: Presenter, shows: list[int]) -> Item:
    """Return a presenter; `shows` are those that are still to come. No email ever leaves."""
    return {
        "id": persona.id,
        "name": persona.name,
        "bio": _html(persona.bio),
        "since": persona.since,
        "email": None,
        "website": persona.website or None,
        "image": _image(persona.picture),
        "_links": {
            "self": link(address(f"personas/{persona.id}")),
            "shows": [link(address(f"shows/{number}")) for number in shows],
        },
    }


def show_object(show: Show, airing: Airing) -> Item:
    """Return an occurrence of a show."""
    return {
        "id": show.id,
        **_times(airing.starts_at, airing.ends_at),
        "one_off": airing.one_off,
        "category": show.category or None,
        "title": airing.title or show.title,
        "description": _html(show.description),
        "since": show.since,
        "url": absolute_url("shows.show", slug=show.slug),
        "hide_dj": False,
        "image": _image(show.picture),
        "_links": {
            "self": link(address(f"shows/{show.id}")),
            "personas": [link(address(f"personas/{one.id}")) for one in show.presenters],
            "playlists": link(address(f"playlists?show_id={show.id}")),
        },
    }


def playlist_object(episode: Episode) -> Item:
    """Return an episode; without a show, it is a day's automation."""
    show = episode.show
    persona = next(iter(show.presenters), None) if show else None
    return {
        "id": episode.id,
        "persona_id": persona.id if persona else None,
        "show_id": episode.show_id,
        **_times(episode.starts_at, episode.ends_at),
        "category": (show.category if show else "") or None,
        "title": show.title if show else _("Automation"),
        "description": _html(show.description if show else ""),
        "since": show.since if show else None,
        "url": _page_of(episode),
        "hide_dj": False,
        "image": _image(show.picture if show else None),
        "automation": show is None,
        "episode_name": episode.title or None,
        "episode_description": _html(episode.notes),
        "_links": {
            "self": link(address(f"playlists/{episode.id}")),
            "persona": link(address(f"personas/{persona.id}")) if persona else None,
            "show": link(address(f"shows/{show.id}")) if show else None,
            "spins": link(address(f"spins?playlist_id={episode.id}")),
        },
    }


def spin_object(spin: Spin, delay: timedelta, now: datetime) -> Item:
    """Return a spin as it is heard: `delay` after it began in the studio."""
    play, track, playlist = spin.play, spin.track, spin.playlist_id
    return {
        "id": play.id,
        "playlist_id": playlist,
        **_heard(play, delay, now),
        "timezone": station().timezone,
        "image": f"{current_app.config['RADIO_URL']}{spin.cover}" if spin.cover else None,
        "classical": False,
        "artist": play.artist or None,
        "composer": _first("composer", play, spin.recording),
        "release": _first("album", play, spin.recording),
        "va": same_name(track.album_artist) == VARIOUS if track and track.album_artist else None,
        "label": _first("label", play, spin.recording, track),
        "genre": _first("genre", play, track),
        "song": play.title or None,
        "note": None,  # the log's notes are staff's own
        "local": track.local if track else None,
        "isrc": _first("isrc", play, spin.recording, track),
        **dict.fromkeys(UNKNOWN),
        "_links": {
            "self": link(address(f"spins/{play.id}")),
            "playlist": link(address(f"playlists/{playlist}")) if playlist else None,
        },
    }


def _times(start: datetime, end: datetime) -> Item:
    return {
        "start": written(start),
        "end": written(end),
        "duration": round((end - start).total_seconds()),
        "timezone": station().timezone,
    }


def _heard(play: Play, delay: timedelta, now: datetime) -> Item:
    """Return start, end and duration: the end once listeners have heard it."""
    start = to_the_second(play.started_at + delay)
    over = play.over_at
    if over is not None and over + delay <= now:
        end = to_the_second(over + delay)
        seconds = round((end - start).total_seconds())
        return {"start": written(start), "end": written(end), "duration": seconds}
    length = None if play.duration is None else round(play.duration)
    return {"start": written(start), "end": None, "duration": length}


def _first(name: str, *known: Any) -> str | None:
    """Return the first text that is known under this name."""
    return next((text for one in known if one and (text := getattr(one, name))), None)


def _html(text: str) -> str | None:
    return str(paragraphs(text)) if text else None


def _image(picture: Picture | None) -> str | None:
    if picture is None:
        return None
    width = max(w for w in picture.widths() if w <= max(PICTURE_WIDTH, picture.widths()[0]))
    return absolute_url("media.file", filename=picture.file(width, "jpg"))


def _page_of(episode: Episode) -> str | None:
    if episode.show is None:
        return None
    return absolute_url("shows.episode", slug=episode.show.slug, number=episode.id)
