"""Suggestions while a spin is typed: spins of the log, and tracks of the library."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, select

from blueprints.core.extensions import db
from blueprints.core.text import folded, plain
from blueprints.player.models import Play, Track

MOST = 8
LONGEST = 200  # characters that are looked at
MOST_WORDS = 8
SPINS = 1000  # the newest of the log: among them is what is played again
NAMES = ("artist", "title", "album", "label", "duration")
Suggestion = dict[str, Any]


def suggest(typed: str) -> list[Suggestion]:
    """Return up to eight records that have every word of `typed`: spins first, the newest first."""
    words = folded(plain(typed, LONGEST)).split()[:MOST_WORDS]
    if not words:
        return []
    found: dict[tuple[str, str], Suggestion] = {}
    for row in _spins(words):
        found.setdefault(_key(row), _told(row))
    if len(found) < MOST:
        for row in _tracks(words):
            found.setdefault(_key(row), _told(row))
    return list(found.values())[:MOST]


def _spins(words: list[str]) -> Iterator[Row[Any]]:
    newest = (
        select(Play.artist, Play.title, Play.album, Play.label, Play.duration)
        .where(Play.source == "spin")
        .order_by(Play.started_at.desc())
        .limit(SPINS)
    )
    return _saying(db.session.execute(newest), words)


def _saying(rows: Iterable[Row[Any]], words: list[str]) -> Iterator[Row[Any]]:
    for row in rows:
        text = search_text(row.artist, row.title, row.album, row.label)
        if all(word in text for word in words):
            yield row


@lru_cache(maxsize=4 * SPINS)
def search_text(*names: str) -> str:
    """Return names as they are searched; kept, for a letter more asks for the same again."""
    return folded(" ".join(names))


def _tracks(words: list[str]) -> Iterable[Row[Any]]:
    """Return tracks in any order: sorting would read all that have a common word."""
    columns = Track.artist, Track.title, Track.album, Track.label, Track.duration
    says = (Track.search.contains(word, autoescape=True) for word in words)
    is_music = Track.is_gone.is_(False), Track.kind == "music", Track.title != ""
    return db.session.execute(select(*columns).where(*is_music, *says).limit(MOST))


def _key(row: Row[Any]) -> tuple[str, str]:
    return search_text(row.artist), search_text(row.title)


def _told(row: Row[Any]) -> Suggestion:
    return {name: getattr(row, name) for name in NAMES}
