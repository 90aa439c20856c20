"""A fetcher of covers from MPD beside the watch: a thread and a connection for each file."""

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Thread

from flask import Flask

from blueprints.core import clock
from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.media.decode_lock import one_at_a_time
from blueprints.media.images import UnusablePicture
from blueprints.player import covers
from blueprints.player.gateway import Gateway
from blueprints.player.mpd_limits import BeyondBounds
from blueprints.player.mpd_status import Song

log = logging.getLogger("aerial.covers")

RETRY_AFTER = 60.0
MOST_AT_ONCE = 3


class CoverFetcher:
    """A fetcher that stores the covers of one MPD's songs.

    A slow, broken or refused file holds up neither the watch nor another file. `announce` is
    called, from the file's own thread, once its cover is stored.
    """

    def __init__(
        self, app: Flask, address: tuple[str, int, str], announce: Callable[[], None]
    ) -> None:
        self._app = app
        self._address = address
        self._announce = announce
        self._folder = Path(app.instance_path) / "covers"
        self._running: set[str] = set()
        self._retry_at: dict[str, float] = {}

    def want(self, song: Song) -> None:
        """Start to fetch the song's cover, if it is due. Return at once."""
        if song.file in self._running or len(self._running) >= MOST_AT_ONCE:
            return
        if clock.monotonic() < self._retry_at.get(song.file, 0.0) or not self._is_due(song):
            return
        self._running.add(song.file)
        try:
            Thread(target=self._fetch, args=(song,), name="cover", daemon=True).start()
        except RuntimeError as error:  # the machine has no more threads
            self._give_up_for_now(song, error)

    def _is_due(self, song: Song) -> bool:
        with own_context(self._app):
            return covers.is_due(song)

    def _fetch(self, song: Song) -> None:
        try:
            with own_context(self._app):
                if self._fetched(song):
                    self._announce()
        except Exception as error:  # any error that a file causes in MPD's library or Pillow
            self._give_up_for_now(song, error)
        else:
            self._running.discard(song.file)

    def _fetched(self, song: Song) -> bool:
        hash_ = self._stored_picture(song)
        begin_write()
        covers.remember(song, hash_)
        db.session.commit()
        return hash_ is not None

    def _stored_picture(self, song: Song) -> str | None:
        """Return the hash of the song's cover; None without a usable one."""
        gateway = Gateway(*self._address)
        try:
            gateway.connect()
            data = gateway.picture(song.file)
            if not data:
                return None
            with one_at_a_time():
                return covers.store_cover(data, self._folder)
        except (UnusablePicture, BeyondBounds) as error:
            log.warning("unusable cover", extra=_fields(song, error))
            return None
        finally:
            gateway.disconnect()

    def _give_up_for_now(self, song: Song, error: Exception) -> None:
        log.warning("cover unavailable, retrying later", extra=_fields(song, error))
        now = clock.monotonic()
        later = {file: again for file, again in self._retry_at.items() if again > now}
        self._retry_at = later | {song.file: now + RETRY_AFTER}
        self._running.discard(song.file)


def _fields(song: Song, error: Exception) -> dict[str, dict[str, str]]:
    return {"fields": {"file": song.file, "error": str(error)}}
