"""MPD's queue and options in our own terms, as one reading of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from blueprints.player.mpd_status import (
    LARGEST_ID,
    Reading,
    Song,
    first,
    id_of,
    reading_of,
    seconds,
    song_of,
)

Answer = dict[str, Any]


@dataclass(frozen=True)
class QueuedSong:
    """A song in the queue: MPD's id of it, its position from 0, the song."""

    id: int
    position: int
    song: Song


@dataclass(frozen=True)
class Options:
    """MPD's options; `volume` is None without a mixer, `crossfade` in seconds."""

    volume: int | None
    crossfade: float
    repeat: bool
    random: bool
    single: bool
    consume: bool


@dataclass(frozen=True)
class QueueReading:
    """A reading of the queue: what plays, and the songs from `first` on that come next.

    `coming` may be cut: `length` counts all songs in the queue. `tag` is "<epoch>-<version>".
    """

    reading: Reading
    version: int
    current: Song | None
    options: Options
    outputs: Sequence[tuple[str, bool]]
    updating: bool
    error: str
    mpd_version: str
    first: int
    length: int
    coming: Sequence[QueuedSong]

    @property
    def more(self) -> int:
        """Return how many songs follow those in `coming`."""
        return max(0, self.length - self.first - len(self.coming))

    def find(self, song_id: int) -> QueuedSong | None:
        """Return the coming song with that id, or None."""
        return next((row for row in self.coming if row.id == song_id), None)

    def before(self, song_id: int) -> int | None:
        """Return the id of the coming song before that one; None if it is the first."""
        ids = [row.id for row in self.coming]
        place = ids.index(song_id)
        return ids[place - 1] if place else None


def tag_of(epoch: float, version: int) -> str:
    """Return the tag of a queue: the daemon's start in whole seconds, and the version."""
    return f"{round(epoch)}-{version}"


def is_same_tag(one: str, other: str, tolerance: int = 2) -> bool:
    """Return True if two tags name one state of one queue; a daemon's start wanders by 1 s."""
    (epoch, version), (other_epoch, other_version) = split_tag(one), split_tag(other)
    return version == other_version and version >= 0 and abs(epoch - other_epoch) <= tolerance


def split_tag(tag: str) -> tuple[int, int]:
    """Return the epoch and the version of a tag; (0, -1) for what is not one."""
    epoch, _, version = tag.partition("-")
    is_tag = all(part.isascii() and part.isdigit() and len(part) < 16 for part in (epoch, version))
    return (int(epoch), int(version)) if is_tag else (0, -1)


def first_coming(status: Answer) -> int:
    """Return the position of the first song that comes next: MPD stopped begins with its own."""
    position = first(status.get("song"))
    if not position:
        return 0
    return number(position) + (first(status.get("state")) in ("play", "pause"))


def queue_of(
    answers: tuple[Answer, Answer, Answer, Sequence[Answer], Sequence[Answer]],
    times: tuple[float, float],
    epoch: float,
    mpd_version: str,
) -> QueueReading:
    """Return the reading made of status, currentsong, stats, outputs and playlistinfo.

    Raises ValueError if they are inconsistent.
    """
    status, current, stats, outputs, rows = answers
    coming = [
        QueuedSong(id_of(first(row.get("id"))), number(first(row.get("pos"))), song_of(row))
        for row in rows
    ]
    volume = seconds(status.get("volume"))
    return QueueReading(
        reading=reading_of(status, current, stats, *times, epoch),
        version=number(first(status.get("playlist"))),
        current=song_of(current) if current else None,
        options=Options(
            volume=None if volume is None else round(volume),
            crossfade=seconds(status.get("xfade")) or 0.0,
            repeat=first(status.get("repeat")) == "1",
            random=first(status.get("random")) == "1",
            single=first(status.get("single")) in ("1", "oneshot"),
            consume=first(status.get("consume")) in ("1", "oneshot"),
        ),
        outputs=[(first(one.get("outputname")), first(one.get("outputenabled")) == "1")
                 for one in outputs],
        updating=bool(status.get("updating_db")),
        error=first(status.get("error")),
        mpd_version=mpd_version,
        first=first_coming(status),
        length=number(first(status.get("playlistlength")) or "0"),
        coming=coming,
    )  # fmt: skip


def number(text: str) -> int:
    """Return a version, a position or a length. Raises ValueError unless it can be one."""
    value = int(text)
    if not 0 <= value <= LARGEST_ID * 2 + 1:  # MPD's versions are unsigned
        raise ValueError("MPD says no number that we know")
    return value
