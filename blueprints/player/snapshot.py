"""The snapshot of what is on air: its body, and until when that is believed."""

from datetime import datetime, timedelta

from blueprints.core import clock
from blueprints.player.current_track import encoded, shows
from blueprints.player.models import Play, Snapshot
from blueprints.player.mpd_status import Reading
from blueprints.player.on_air import compose, shown_start
from blueprints.player.public_rows import BELIEVED_FOR
from blueprints.player.titles import note_title

TWO_LOOKS = timedelta(seconds=4)  # of the watcher: a row that is over is not shown for longer


def write_snapshot(
    snapshot: Snapshot, row: Play | None, play: Play | None, reading: Reading | None,
    *, on_air: bool,
) -> None:  # fmt: skip
    """Write what is on air into `snapshot`: `row`, logged by hand or posted, else MPD's `reading`.

    `play` is MPD's open play. Its `heard_at` is written already. Without row and reading it is
    unknown what is on air. Radios are told the title.
    """
    now = clock.now()
    start = shown_start(snapshot.track_started_at, play, reading) if reading else None
    snapshot.track_started_at = start
    text, etag = encoded(compose(row, play, reading, start, on_air=on_air) | shows(now))
    if text != snapshot.body:
        snapshot.body, snapshot.etag = text, etag
    snapshot.valid_until = _valid_until(snapshot, row, reading, now)
    if row is not None:
        snapshot.manual_until = row.over_at
    elif snapshot.manual_until and snapshot.manual_until > now:
        snapshot.manual_until = now  # ended by hand
    note_title()


def shows_row(snapshot: Snapshot | None, now: datetime) -> bool:
    """Return True if the body still shows a row that was logged by hand or posted.

    MPD's song is believed for longer than two looks after such a row has ended.
    """
    if snapshot is None or snapshot.valid_until is None or snapshot.manual_until is None:
        return False
    return now <= snapshot.valid_until <= snapshot.manual_until + TWO_LOOKS


def _valid_until(
    snapshot: Snapshot, row: Play | None, reading: Reading | None, now: datetime
) -> datetime:
    if row is not None:
        return min(now + BELIEVED_FOR, (row.over_at or now) + TWO_LOOKS)
    if reading is not None and snapshot.heard_at is not None:
        return snapshot.heard_at + BELIEVED_FOR
    return now - BELIEVED_FOR
