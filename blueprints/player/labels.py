"""What a song is called and what kind of play it is, from tags that nobody vouches for."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from blueprints.core.text import plain, same_name
from blueprints.player.reading import Song

LONGEST = 300


@dataclass(frozen=True)
class Label:
    """A song's title, artist and album as shown: clean, at most 300 characters, "" if unknown."""

    title: str
    artist: str
    album: str


def label_of(song: Song) -> Label:
    """The label of `song`. Without a title, a file shows its name and a stream its own."""
    title = plain(song.title, LONGEST) or plain(song.name, LONGEST)
    if not title and not song.is_stream:
        title = plain(PurePosixPath(song.file).stem, LONGEST)
    artist = plain(song.artist, LONGEST) or plain(song.album_artist, LONGEST)
    return Label(title, artist, plain(song.album, LONGEST))


def kind_of(song: Song, kinds: Mapping[str, tuple[str, ...]]) -> str:
    """music, or the kind among RADIO_PLAY_KINDS whose folder or genre the song has."""
    for kind, marks in kinds.items():
        for mark in marks:
            in_folder = mark.endswith("/") and song.file.startswith(mark)
            if in_folder or song.genre.casefold() == mark.casefold():
                return kind
    return "music"


def artist_keys(artist: str) -> set[str]:
    """The keys of who is credited: of the whole text, and of each name that ", " joins in it."""
    return {key for name in (artist, *artist.split(", ")) if (key := same_name(name)[:LONGEST])}
