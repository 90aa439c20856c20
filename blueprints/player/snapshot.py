"""The snapshot of what is on air: its body, and until when that is believed."""

import json
from datetime import datetime, timedelta

from blueprints.core import clock
from blueprints.player.current_track import encoded, shows
from blueprints.player.models import MANUAL, Play, Snapshot
from blueprints.player.mpd_status import Reading
from blueprints.player.on_air import compose, shown_start
from blueprints.player.queries import BELIEVED_FOR

TWO_LOOKS = timedelta(seconds=4)  # of the watcher: a row that is over is not shown for longer


def write_snapshot(
    snapshot: Snapshot, manual: Play | None, play: Play | None, reading: Reading | None,
    *, on_air: bool,
) -> None:  # fmt: skip
    """Write what is on air into `snapshot`: `manual` if it is open, else MPD's `reading`.

    `play` is MPD's open play. Its `heard_at` is written already. Without manual and reading it is
    unknown what is on air.
    """
    now = clock.now()
    start = shown_start(snapshot.track_started_at, play, reading) if reading else None
    snapshot.track_started_at = start
    text, etag = encoded(compose(manual, play, reading, start, on_air=on_air) | shows(now))
    if text != snapshot.body:
        snapshot.body, snapshot.etag = text, etag
    snapshot.valid_until = _valid_until(snapshot, manual, reading, now)
    if manual is not None:
        snapshot.manual_until = manual.over_at
    elif snapshot.manual_until and snapshot.manual_until > now:
        snapshot.manual_until = now  # ended by hand


def shows_manual(snapshot: Snapshot | None) -> bool:
    """Return True if the body shows a spin, a talk break or a live set that was logged by hand."""
    if snapshot is None or snapshot.body is None or snapshot.manual_until is None:
        return False
    return json.loads(snapshot.body)["state"] in MANUAL


def _valid_until(
    snapshot: Snapshot, manual: Play | None, reading: Reading | None, now: datetime
) -> datetime:
    if manual is not None:
        return min(now + BELIEVED_FOR, (manual.over_at or now) + TWO_LOOKS)
    if reading is not None and snapshot.heard_at is not None:
        return snapshot.heard_at + BELIEVED_FOR
    return now - BELIEVED_FOR
