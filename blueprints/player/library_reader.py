"""A reader of MPD's whole library, in windows that stay below what one reply may be."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from blueprints.player.gateway import LOST, Gateway
from blueprints.player.mpd_status import Song, first, id_of, song_of

log = logging.getLogger("aerial.tracks")

WINDOW = 250  # songs
MOST_SKIPPED = 100
LONGEST_FILE = 2_500  # bytes: PostgreSQL indexes no more
EVERY_SONG = "(base '')"


@dataclass(frozen=True, slots=True)
class Entry:
    """A song of the library: what MPD knows of it; `added_at` comes from MPD 0.24 and later."""

    song: Song
    label: str
    modified_at: datetime | None
    added_at: datetime | None


class LibraryReader:
    """A conversation with one MPD about its library. Every method may raise one of LOST.

    `skipped` counts songs whose tags are larger than a reply may be.
    """

    def __init__(self, address: tuple[str, int, str]) -> None:
        self._gateway = Gateway(*address)
        self.skipped = 0

    def connect(self) -> None:
        """Open the conversation."""
        self._gateway.connect()

    def disconnect(self) -> None:
        """End the conversation."""
        self._gateway.disconnect()

    def update(self, folder: str) -> None:
        """Make MPD look for new files in a folder; return at once."""
        self._gateway.client.update(folder)

    def state(self) -> tuple[int, bool]:
        """Return (when MPD's database changed last, in seconds since 1970; is it updating?).

        0: MPD has no database yet.
        """
        client = self._gateway.client
        changed = first(client.stats().get("db_update")) or "0"
        return id_of(changed), bool(client.status().get("updating_db"))

    def windows(self) -> Iterator[list[Entry]]:
        """Yield all songs, window by window; a window that is too large is read in parts."""
        at, size = 0, WINDOW
        while True:
            songs = self._window(at, size)
            if songs is None and size > 1:
                size = max(1, size // 8)
                continue
            yield [entry for song in songs or () if (entry := entry_of(song))]
            if songs is not None and len(songs) < size:
                return
            at, size = at + size, min(WINDOW, 2 * size)

    def _window(self, at: int, size: int) -> list[dict[str, Any]] | None:
        """Return the songs of a window; None if the reply is larger than it may be."""
        try:
            found: list[dict[str, Any]] = self._gateway.client.find(
                EVERY_SONG, "window", f"{at}:{at + size}"
            )
            return found
        except LOST as error:
            if hasattr(getattr(error, "errno", None), "value"):  # MPD's own refusal
                raise
            self._gateway.connect()
            if size == 1:
                self._skip(at, error)
            return None

    def _skip(self, at: int, error: Exception) -> None:
        self.skipped += 1
        fields = {"fields": {"place": at, "error": str(error)}}
        log.warning("a song of MPD’s library cannot be read", extra=fields)
        if self.skipped > MOST_SKIPPED:
            raise ConnectionError("MPD’s library cannot be read") from error


def entry_of(tags: dict[str, Any]) -> Entry | None:
    """Return the song in one answer; None for what is no file that a database can name."""
    song = song_of(tags)
    if not song.file or song.is_stream or "\0" in song.file or _is_long(song.file):
        return None
    modified_at = _moment(tags.get("last-modified"))
    return Entry(song, first(tags.get("label")), modified_at, _moment(tags.get("added")))


def _is_long(file: str) -> bool:
    return len(file.encode("utf-8", "replace")) > LONGEST_FILE


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(first(value))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None
