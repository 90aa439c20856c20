"""MPD's status in our own terms: the song, and one reading of what is played. Pure."""

import math
from dataclasses import dataclass
from typing import Any

LONGEST_DURATION = 7 * 24 * 3600.0
LONGEST_UPTIME = 100 * 366 * 24 * 3600.0
LARGEST_ID = 2**31 - 1
LONGEST_TAG = 2400  # characters: no text of 300 is made of more, and songs are kept in memory


@dataclass(frozen=True)
class Song:
    """MPD's current song. Texts are as tagged (untrusted), "" when missing; seconds or None."""

    file: str
    title: str = ""
    artist: str = ""
    album: str = ""
    album_artist: str = ""
    genre: str = ""
    name: str = ""
    duration: float | None = None

    @property
    def is_stream(self) -> bool:
        """Return True if it is an address and not a file of the music folder."""
        return "://" in self.file


@dataclass(frozen=True)
class Reading:
    """One reading of MPD: asked and answered at (seconds since 1970), and its status.

    `epoch` is when the daemon started, by this connection; `loops`: one song is played over and
    over, so that it comes again without a new id.
    """

    asked_at: float
    answered_at: float
    epoch: float
    uptime: float
    state: str
    song_id: int | None
    song: Song | None
    elapsed: float
    crossfade: float = 0.0
    loops: bool = False

    @property
    def at(self) -> float:
        """Return the moment that it describes."""
        return (self.asked_at + self.answered_at) / 2

    @property
    def start(self) -> float:
        """Return when the song began, had it played without pause or seek."""
        return self.at - self.elapsed


def reading_of(
    status: dict[str, Any],
    current: dict[str, Any],
    stats: dict[str, Any],
    asked_at: float,
    answered_at: float,
    epoch: float,
) -> Reading:
    """Return the reading made of three answers. Raises ValueError if they are inconsistent."""
    state = first(status.get("state"))
    if state not in ("play", "pause", "stop"):
        raise ValueError("MPD says no state that we know")
    song_id = first(status.get("songid"))
    alone = first(status.get("single")) == "1" or first(status.get("playlistlength")) == "1"
    return Reading(
        asked_at=asked_at,
        answered_at=answered_at,
        epoch=epoch,
        uptime=uptime_of(stats),
        state=state,
        song_id=id_of(song_id) if song_id and state != "stop" else None,
        song=song_of(current) if current and state != "stop" else None,
        elapsed=seconds(status.get("elapsed")) or 0.0,
        crossfade=seconds(status.get("xfade")) or 0.0,
        loops=first(status.get("repeat")) == "1" and alone,
    )


def song_of(tags: dict[str, Any]) -> Song:
    """Return the song in one answer: the first of repeated tags, artists joined with ", "."""
    artists = tags.get("artist") or ""
    return Song(
        file=first(tags.get("file")),
        title=_text(tags, "title"),
        artist=(", ".join(artists) if isinstance(artists, list) else artists)[:LONGEST_TAG],
        album=_text(tags, "album"),
        album_artist=_text(tags, "albumartist"),
        genre=_text(tags, "genre"),
        name=_text(tags, "name"),
        duration=seconds(tags.get("duration")) or seconds(tags.get("time")) or None,
    )


def _text(tags: dict[str, Any], name: str) -> str:
    return first(tags.get(name))[:LONGEST_TAG]


def uptime_of(stats: dict[str, Any]) -> float:
    """Return how long the daemon has been up, in seconds; 0 if unknown."""
    return seconds(stats.get("uptime"), LONGEST_UPTIME) or 0.0


def id_of(text: str) -> int:
    """Return a song's id. Raises ValueError unless MPD and the database can have such an id."""
    number = int(text)
    if not 0 <= number <= LARGEST_ID:
        raise ValueError("MPD says no song id")
    return number


def first(value: Any) -> str:
    """Return the first of a tag's values, "" for none."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return value or ""


def seconds(value: Any, longest: float = LONGEST_DURATION) -> float | None:
    """Return a length in seconds, from 0 to `longest` (a week); None if it is not one."""
    try:
        number = float(first(value))
    except ValueError:
        return None
    return number if math.isfinite(number) and 0 <= number <= longest else None
