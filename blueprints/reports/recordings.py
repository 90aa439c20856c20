"""The recordings that were played in a period: their facts, plays and performances."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from blueprints.core.text import same_name
from blueprints.reports.listeners import Listeners

LONGEST_KEY = 300
ENOUGH = 0.95  # the share of plays whose listeners have to be known
ISRC = re.compile(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}")  # ISO 3901
BETWEEN = re.compile(r"[\s-]+")

FACTS = ("isrc", "album", "label", "composer")

Key = tuple[str, str]


class Played(NamedTuple):
    """A song or spin of the log; `file_isrc` is the library's, and so are album and label where
    the play has none of its own.
    """

    artist: str
    title: str
    album: str
    label: str
    isrc: str
    file_isrc: str
    composer: str
    started_at: datetime
    ended_at: datetime


@dataclass(frozen=True)
class Facts:
    """Facts about a recording that staff filled in."""

    album: str = ""
    label: str = ""
    isrc: str = ""
    composer: str = ""


@dataclass
class Recorded:
    """A recording and its plays. `listeners` is the sum over the plays where they are known.

    `fixed` are the names of the facts that the log or the library has: they are not filled in.
    """

    key: Key
    artist: str = ""
    title: str = ""
    album: str = ""
    label: str = ""
    isrc: str = ""
    composer: str = ""
    plays: int = 0
    known: int = 0
    listeners: float = 0.0
    fixed: frozenset[str] = frozenset()

    @property
    def is_complete(self) -> bool:
        """Return True if it has an artist and a title, and an ISRC, or album and label."""
        is_named = bool(self.artist and self.title)
        return is_named and bool(self.isrc or (self.album and self.label))


@dataclass
class Usage:
    """All recordings of a period, by artist and title.

    `counts` is the number of full minutes of the period with a count of listeners.
    """

    recordings: list[Recorded] = field(default_factory=list)
    counts: int = 0

    @cached_property
    def plays(self) -> int:
        """Return the number of plays."""
        return sum(one.plays for one in self.recordings)

    @cached_property
    def known(self) -> int:
        """Return the number of plays whose listeners are known."""
        return sum(one.known for one in self.recordings)

    @property
    def has_performances(self) -> bool:
        """Return True if the listeners of enough plays are known."""
        return self.plays > 0 and self.known >= ENOUGH * self.plays

    @cached_property
    def missing(self) -> list[Recorded]:
        """Return the recordings that lack a fact, the most played first."""
        lacking = [one for one in self.recordings if not one.is_complete]
        return sorted(lacking, key=lambda one: (-one.plays, one.key))

    @cached_property
    def mean(self) -> float:
        """Return the mean number of listeners to a play."""
        listeners = sum(one.listeners for one in self.recordings)
        return listeners / self.known if self.known else 0.0

    def performances(self, one: Recorded) -> int:
        """Return a recording's performances, a whole number.

        A play whose listeners are not known has as many as the mean of all plays that have. Halves
        are rounded up, also where the sum of means is a hair less.
        """
        return int(round(one.listeners + (one.plays - one.known) * self.mean, 6) + 0.5)


def isrc_of(text: str) -> str:
    """Return an ISRC as it is reported, without spaces and hyphens; "" if `text` is none."""
    bare = BETWEEN.sub("", text).upper()
    return bare if ISRC.fullmatch(bare) else ""


def key_of(artist: str, title: str) -> Key:
    """Return the key that all plays of a recording share."""
    return same_name(artist)[:LONGEST_KEY], same_name(title)[:LONGEST_KEY]


def usage_of(plays: Iterable[Played], listeners: Listeners, filled: Mapping[Key, Facts]) -> Usage:
    """Return the recordings of `plays`, which are in order of time.

    A fact is the newest that a play or its file has; what is still missing is as filled in.
    """
    keys: dict[tuple[str, str], Key] = {}
    found: dict[Key, Recorded] = {}
    for play in plays:
        named = play.artist, play.title
        key = keys.get(named) or keys.setdefault(named, key_of(*named))
        one = found.get(key) or found.setdefault(key, Recorded(key))
        _add(one, play, listeners.during(play.started_at, play.ended_at))
    for key, one in found.items():
        _fill(one, filled.get(key, Facts()))
    return Usage(sorted(found.values(), key=lambda one: one.key))


def _add(one: Recorded, play: Played, listeners: float | None) -> None:
    one.plays += 1
    if listeners is not None:
        one.known += 1
        one.listeners += listeners
    one.artist, one.title = play.artist, play.title
    one.album, one.label = play.album or one.album, play.label or one.label
    one.composer = play.composer or one.composer
    if play.isrc or play.file_isrc:
        one.isrc = isrc_of(play.isrc) or isrc_of(play.file_isrc) or one.isrc


def _fill(one: Recorded, facts: Facts) -> None:
    one.fixed = frozenset(name for name in FACTS if getattr(one, name))
    for name in FACTS:
        if name not in one.fixed:
            setattr(one, name, getattr(facts, name))
