"""Reads for reports: songs of a period, listeners, what staff filled in, and the whole log."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from blueprints.core import clock
from blueprints.core.extensions import db, rows
from blueprints.player.models import SONG_SOURCES, Play, Track
from blueprints.player.record_models import Recording as Filled
from blueprints.reports.listeners import NEAR, Listeners
from blueprints.reports.log_file import Line, here
from blueprints.reports.models import ListenerCount
from blueprints.reports.recordings import Facts, Key, Played, Usage, key_of, usage_of
from blueprints.shows.models import Episode
from blueprints.shows.queries import episode_at, episodes_between

IS_SONG = (Play.kind == "music", Play.covered.is_(False), Play.source.in_(SONG_SOURCES))
CHUNK = 2_000  # rows of the log that are read at once
A_DAY = timedelta(days=1)
A_MOMENT = timedelta(microseconds=1)
NO_FACTS = Facts()


def _own(name: str) -> ColumnElement[str]:
    """Return the play's own fact, or that of its file in the library."""
    own: Any
    of_file: Any
    own, of_file = getattr(Play, name), getattr(Track, name)
    return case((own != "", own), else_=func.coalesce(of_file, ""))


def usage_between(since: datetime, until: datetime) -> Usage:
    """Return what was played in a period: three statements, however long it is.

    The last play may be heard for hours after it.
    """
    listeners = counts_between(since - NEAR, until + A_DAY)
    usage = usage_of(songs_between(since, until), listeners, filled_in())
    usage.counts = listeners.number(since, until)
    return usage


def songs_between(since: datetime, until: datetime) -> Iterator[Played]:
    """Yield the songs and spins that began in a period, in order of time."""
    now = clock.now()
    statement = (
        select(Play.artist, Play.title, _own("album"), _own("label"), Play.isrc,
               func.coalesce(Track.isrc, ""), Play.composer, Play.started_at,
               func.coalesce(Play.ended_at, Play.ends_by, now, type_=Play.started_at.type))
        .outerjoin(Track, Track.file == Play.file)
        .where(*IS_SONG, Play.started_at >= since, Play.started_at < until)
        .order_by(Play.started_at, Play.id)
    )  # fmt: skip
    return map(Played._make, rows(statement, {}))


def counts_between(since: datetime, until: datetime) -> Listeners:
    """Return the counts of listeners of a period."""
    at = ListenerCount.at
    statement = select(at, ListenerCount.listeners).where(at >= since, at < until).order_by(at)
    return Listeners([(at, count) for at, count in rows(statement, {})])


def filled_in() -> dict[Key, Facts]:
    """Return all facts that staff filled in."""
    statement = select(
        Filled.artist_key, Filled.title_key,
        Filled.album, Filled.label, Filled.isrc, Filled.composer,
    )  # fmt: skip
    return {(artist, title): Facts(*facts) for artist, title, *facts in rows(statement, {})}


def log_between(since: datetime, until: datetime, zone: str) -> Iterator[Line]:
    """Yield all rows of the log that began in a period, in order of time.

    They are read in chunks, each in a transaction of its own: whoever downloads them may be slow.
    """
    filled, after = filled_in(), (since, 0)
    while True:
        chunk = _log_after(*after, until)
        lines = _lines(chunk, filled, zone)
        db.session.rollback()
        yield from lines
        if len(chunk) < CHUNK:
            return
        after = chunk[-1].started_at, chunk[-1].id


def _lines(chunk: list[Any], filled: dict[Key, Facts], zone: str) -> list[Line]:
    if not chunk:
        return []
    shows = Shows(episodes_between(chunk[0].started_at, chunk[-1].started_at + A_MOMENT))
    lines = []
    for row in chunk:
        facts = filled.get(key_of(row.artist, row.title), NO_FACTS) if filled else NO_FACTS
        local = here(row.started_at, zone)
        lines.append(Line(row, facts, *shows.at(row.started_at), local))
    return lines


class Shows:
    """The title and the presenters of the show at any moment of these episodes."""

    def __init__(self, episodes: Sequence[Episode]) -> None:
        self._episodes = episodes
        self._borders = sorted({at for one in episodes for at in (one.starts_at, one.ends_at)})
        self._known: dict[int, tuple[str, str]] = {}

    def at(self, moment: datetime) -> tuple[str, str]:
        """Return title and presenters, looked for once between two borders; "" without a show."""
        place = bisect_right(self._borders, moment)
        if place not in self._known:
            episode = episode_at(self._episodes, moment)
            show = episode.show if episode is not None else None
            names = ", ".join(one.name for one in show.presenters) if show else ""
            self._known[place] = (show.title if show else "", names)
        return self._known[place]


def _log_after(since: datetime, number: int, until: datetime) -> list[Any]:
    is_later = (Play.started_at > since) | ((Play.started_at == since) & (Play.id > number))
    statement = (
        select(
            Play.id, Play.started_at, func.coalesce(Play.ended_at, Play.ends_by,
                                                    type_=Play.started_at.type).label("ended_at"),
            Play.source, Play.kind, Play.artist, Play.title, _own("album").label("album"),
            _own("label").label("label"), Play.composer, Play.isrc,
            func.coalesce(Track.isrc, "").label("file_isrc"), _own("genre").label("genre"),
            func.coalesce(Track.language, "").label("language"),
            func.coalesce(Track.local, False).label("local"),
        )
        .outerjoin(Track, Track.file == Play.file)
        .where(Play.covered.is_(False), Play.started_at >= since, Play.started_at < until, is_later)
        .order_by(Play.started_at, Play.id)
        .limit(CHUNK)
    )  # fmt: skip
    return list(rows(statement, {}))
