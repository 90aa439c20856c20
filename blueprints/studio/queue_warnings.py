"""The warnings of a queue's rows: by the station's rules, with what was on air counted in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.core.text import same_name
from blueprints.player.models import LogRow, Play, Track
from blueprints.player.queue_state import Body
from blueprints.studio.rotation import PERIOD, Coming, Heard, Rules, warnings
from blueprints.studio.studios import Studio
from blueprints.studio.warning_words import words_of

Facts = Row[str, bool | None, str]
Known = Mapping[str, Facts]
USUAL_LENGTH = 210.0  # seconds, of a track whose length is unknown


def with_warnings(queue: Body, now: Body, studio: Studio) -> Body:
    """Return the queue of a state with `warnings` in each row, in words."""
    rows = queue["rows"]
    here = station()
    rules = Rules(here.rotation, here.explicit_from, here.explicit_until, ZoneInfo(here.timezone))
    plays = _plays(studio)
    known = _tracks([row["file"] for row in rows] + [play.file for play in plays])
    heard = [_heard(play, known) for play in plays]
    found = warnings(heard, list(_coming(rows, known, _end_of(now))), rules)
    told = [{"warnings": [words_of(one) for one in broken]} for broken in found]
    return queue | {"rows": [row | words for row, words in zip(rows, told, strict=True)]}


def _tracks(files: Sequence[str]) -> Known:
    """Return (file, explicit, album artist) of the library's tracks among `files`, by file."""
    query = select(Track.file, Track.explicit, Track.album_artist).where(Track.file.in_(files))
    return {row.file: row for row in db.session.execute(query)} if files else {}


def _end_of(now: Body) -> float:
    """Return when the current track will end, in seconds since 1970."""
    moment = clock.timestamp()
    length = now.get("duration") or 0.0
    if now["state"] == "pause":
        return moment + max(0.0, length - (now["elapsed"] or 0.0))
    if now["started_at"] is None:
        return moment
    return max(moment, datetime.fromisoformat(now["started_at"]).timestamp() + length)


def _coming(rows: Sequence[Body], known: Known, starts_at: float) -> Iterator[Coming]:
    for row in rows:
        track = known.get(row["file"])
        yield Coming(
            artist_key=same_name(row["artist"]),
            title_key=same_name(row["title"]),
            album_key=_album(row["album"], row["artist"], track),
            starts_at=starts_at,
            explicit=track.explicit if track else None,
            is_music=row["kind"] == "music",
        )
        starts_at += row["duration"] or USUAL_LENGTH


def _album(album: str, artist: str, track: Facts | None) -> str:
    """Return the key of an album: with whose it is, since many have the same name."""
    whose = (track.album_artist if track else "") or artist
    return f"{same_name(album)}\0{same_name(whose)}" if album else ""


def _plays(studio: Studio) -> Sequence[LogRow]:
    """Return the songs and spins of the last three hours that were heard, oldest first."""
    log: Any = studio.log
    since = clock.now() - timedelta(seconds=PERIOD)
    is_song = log.kind == "music", log.source.in_(("mpd", "spin", "playout"))
    query = select(log).where(log.started_at > since, *is_song)
    if log is Play:
        query = query.where(Play.covered.is_(False))
    plays: Sequence[LogRow] = db.session.scalars(query.order_by(log.started_at, log.id)).all()
    return plays


def _heard(play: LogRow, known: Known) -> Heard:
    return Heard(
        same_name(play.artist),
        same_name(play.title),
        _album(play.album, play.artist, known.get(play.file)),
        play.started_at.timestamp(),
    )
