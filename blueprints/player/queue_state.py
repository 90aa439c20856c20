"""The state of MPD's queue as the studio reads it, and its row in the database."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from flask import current_app

from blueprints.core import clock
from blueprints.core.clock import from_timestamp, rfc3339
from blueprints.core.extensions import db
from blueprints.core.text import plain
from blueprints.player import covers
from blueprints.player.display_names import LONGEST, kind_of, label_of
from blueprints.player.models import MpdState
from blueprints.player.mpd_queue import QueuedSong, QueueReading, split_tag, tag_of
from blueprints.player.mpd_status import Song

Body = dict[str, Any]
SAME_START = 0.5
SAME_DAEMON = 2
ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def find_mpd_state(studio: str = "air") -> MpdState | None:
    """Return a studio's row as it was written last, or None before the first."""
    return db.session.get(MpdState, studio, populate_existing=True)


def settled_epoch(epoch: float, known_tag: str) -> float:
    """Return the daemon's start that is known already if `epoch` is close: it wanders by 1 s."""
    known, version = split_tag(known_tag)
    return float(known) if version >= 0 and abs(known - epoch) <= SAME_DAEMON else epoch


def compose(read: QueueReading, before: Body | None = None) -> Body:
    """Return the part of a studio's state that MPD tells: tag, mpd, now, options, outputs, queue.

    `before` is the body that was composed last: it says which daemon and start are the same.
    """
    epoch = settled_epoch(read.reading.epoch, before["tag"] if before else "")
    options = read.options
    return {
        "tag": tag_of(epoch, read.version),
        "mpd": {
            "version": read.mpd_version,
            "updating": read.updating,
            "error": plain(read.error, LONGEST) or None,
        },
        "now": _now(read, before),
        "options": {
            "volume": options.volume,
            "crossfade": options.crossfade,
            "repeat": options.repeat,
            "random": options.random,
            "single": options.single,
            "consume": options.consume,
        },
        "outputs": [{"name": plain(name, LONGEST), "on": on} for name, on in read.outputs],
        "queue": {"rows": [_row(song) for song in read.coming], "more": read.more, **_sums(read)},
    }


def _song(song: Song) -> Body:
    label = label_of(song)
    return {
        "file": song.file,
        "title": label.title,
        "artist": label.artist,
        "album": label.album,
        "kind": kind_of(song, current_app.config["RADIO_PLAY_KINDS"]),
        "duration": song.duration,
    }


def _row(queued: QueuedSong) -> Body:
    return {"id": queued.id, **_song(queued.song), "is_stream": queued.song.is_stream}


def _sums(read: QueueReading) -> Body:
    lengths = [row.song.duration for row in read.coming]
    return {
        "seconds": round(sum(filter(None, lengths)), 3),
        "unknown": sum(not length for length in lengths),
    }


def _now(read: QueueReading, before: Body | None) -> Body:
    reading = read.reading
    song = reading.song
    if song is None:
        return {"state": "stop", "id": None, "started_at": None, "elapsed": None}
    playing = reading.state == "play"
    cover = covers.find_cover(song)
    return {
        "state": reading.state,
        "id": reading.song_id,
        **_song(song),
        "art_url": f"/player/art/{cover.hash}-320.jpg" if cover and cover.hash else None,
        "started_at": _started_at(read, before) if playing else None,
        "elapsed": None if playing else round(reading.elapsed, 3),
    }


def _started_at(read: QueueReading, before: Body | None) -> str | None:
    """Return when the song began, as shown: it follows a seek, but not jitter."""
    start = from_timestamp(read.reading.start)
    then = before["now"] if before else {}
    if then.get("id") == read.reading.song_id and then.get("started_at"):
        shown = start.fromisoformat(then["started_at"])
        if abs(start - shown) <= timedelta(seconds=SAME_START):
            return str(then["started_at"])
    return rfc3339(start)


def body_of(row: MpdState | None) -> Body | None:
    """Return the body that a row holds, or None."""
    found: Body | None = json.loads(row.body) if row and row.body else None
    return found


def write(read: QueueReading, studio: str = "air") -> Body:
    """Write a reading into a studio's row unless a newer one is there; return what it says then.

    Call it inside begin_write().
    """
    row = find_mpd_state(studio)
    asked_at = from_timestamp(read.reading.asked_at)
    before = body_of(row)
    if row is None:
        row = MpdState(studio=studio, tag="", body="", etag="")
        db.session.add(row)
    if before is not None and row.read_at is not None and asked_at < row.read_at <= clock.now():
        return before  # a reading from the future means that the clock was set
    body = compose(read, before)
    if body != before:
        row.read_at = asked_at
        row.tag, row.body = body["tag"], ENCODER.encode(body)
        row.etag = hashlib.sha256(row.body.encode()).hexdigest()[:24]
    return body
