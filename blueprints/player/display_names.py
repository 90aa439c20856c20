"""The displayed title, artist and album of a song and its kind, from untrusted tags."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath

from blueprints.core.text import plain, same_name
from blueprints.player.mpd_status import Song

LONGEST = 300


@dataclass(frozen=True)
class Label:
    """A song's title, artist and album as shown: clean, at most 300 characters, "" if unknown."""

    title: str
    artist: str
    album: str


@lru_cache(maxsize=600)  # a queue is looked at again at each of its changes
def label_of(song: Song) -> Label:
    """Return the label of `song`. Without a title, a file shows its name and a stream its own.

    A stream's title is split at the first " - " into artist and title when it has no artist tag.
    """
    title = plain(song.title, LONGEST) or plain(song.name, LONGEST)
    artist = plain(song.artist, LONGEST) or plain(song.album_artist, LONGEST)
    if song.is_stream and not artist and not is_live(song):
        before, _dash, after = title.partition(" - ")
        if before and after:
            artist, title = before.strip(), after.strip()
    if not title and not song.is_stream:
        title = plain(PurePosixPath(song.file).stem, LONGEST)
    return Label(title, artist, plain(song.album, LONGEST))


def is_named(song: Song) -> bool:
    """Return True if there is a name for `song`: a stream has none for its first second."""
    return not song.is_stream or bool(label_of(song).title)


def is_live(song: Song) -> bool:
    """Return True if `song` is a stream that says nothing but its own name: that is no song."""
    if not song.is_stream:
        return False
    title, name = plain(song.title, LONGEST), plain(song.name, LONGEST)
    return not title or (not song.artist and title.casefold() == name.casefold())


def kind_of(song: Song, kinds: Mapping[str, tuple[str, ...]]) -> str:
    """Return music, live, or the kind in RADIO_PLAY_KINDS with the song's folder or genre."""
    if is_live(song):
        return "live"
    for kind, marks in kinds.items():
        for mark in marks:
            in_folder = mark.endswith("/") and song.file.startswith(mark)
            if in_folder or song.genre.casefold() == mark.casefold():
                return kind
    return "music"


def artist_keys(artist: str) -> set[str]:
    """Return the keys of the credited artists: the whole text, and each name that ", " joins."""
    return {key for name in (artist, *artist.split(", ")) if (key := same_name(name)[:LONGEST])}
