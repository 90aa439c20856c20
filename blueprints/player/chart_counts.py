"""The counting of plays for charts: artists, tracks, albums, labels. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from blueprints.core.text import same_name

OF = ("artist", "track", "album", "label")
PLACES = 100
LONGEST = 300


@dataclass(frozen=True)
class Counted:
    """A song as it was logged: how often, and when last. `album_artist` is "" if unknown."""

    artist: str
    title: str
    album: str
    label: str
    album_artist: str
    plays: int
    last_at: datetime


@dataclass
class Tally:
    """The plays of an artist, track, album or label; its texts are those of the newest play.

    The label is the newest that is known.
    """

    key: str
    title: str
    artist: str
    label: str
    plays: int
    last_at: datetime


def places(songs: Iterable[Counted], whole_names: Collection[str]) -> dict[str, list[Tally]]:
    """Return the first hundred of each chart; of equals, the one that was played last is first.

    `whole_names` are keys of artists whose names have a comma.
    """
    tallies: dict[str, dict[str, Tally]] = {of: {} for of in OF}
    for song in sorted(songs, key=lambda song: song.last_at, reverse=True):
        for of, tally in _tallies(song, whole_names):
            _add(tallies[of], tally)
    return {of: _first(found.values()) for of, found in tallies.items()}


def names_of(artist: str, whole_names: Collection[str]) -> list[str]:
    """Return the artists whom the credit “Anna, Ben” names."""
    if ", " not in artist or key_of(artist) in whole_names:
        return [artist]
    return [name for name in artist.split(", ") if name]


@lru_cache(maxsize=50_000)
def key_of(name: str) -> str:
    """Return the key that spellings of a name share, as credits have it."""
    return same_name(name)[:LONGEST]


def _tallies(song: Counted, whole_names: Collection[str]) -> Iterator[tuple[str, Tally]]:
    count = song.plays, song.last_at
    names = {key_of(name): name for name in names_of(song.artist, whole_names)}
    for key, name in names.items():
        if key:
            yield "artist", Tally(key, "", name, "", *count)
    artist, title, album, label = (
        key_of(text) for text in (song.artist, song.title, song.album, song.label)
    )
    if title:
        yield "track", Tally(f"{artist}\n{title}", song.title, song.artist, song.label, *count)
    if album:
        whose = song.album_artist or next(iter(names.values()), "")
        key = f"{key_of(whose)}\n{album}"
        yield "album", Tally(key, song.album, whose, song.label, *count)
    if label:
        yield "label", Tally(label, "", "", song.label, *count)


def _add(found: dict[str, Tally], tally: Tally) -> None:
    """Add what was played before all that was found."""
    known = found.setdefault(tally.key, tally)
    if known is not tally:
        known.plays += tally.plays
        known.label = known.label or tally.label


def _first(found: Iterable[Tally]) -> list[Tally]:
    ranked = sorted(found, key=lambda tally: (tally.plays, tally.last_at), reverse=True)
    return ranked[:PLACES]
