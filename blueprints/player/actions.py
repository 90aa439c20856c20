"""Changes of the play log and the snapshot. None of these commits: the watcher's step does."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from blueprints.core import clock
from blueprints.core.clock import from_timestamp
from blueprints.core.extensions import db
from blueprints.player.display_names import Label, artist_keys, is_named, kind_of, label_of
from blueprints.player.manual_rows import end_if_over, find_open_rows, mark_covered, topmost
from blueprints.player.models import Credit, Gap, Play, Snapshot
from blueprints.player.mpd_status import Reading, Song
from blueprints.player.play_log import Known, OpenPlay, Step, Verdict, decide
from blueprints.player.queries import find_last_play, find_open_play, find_snapshot
from blueprints.player.snapshot import shows_row, write_snapshot

WAITED_LATELY = 2.5
LATELY = timedelta(seconds=WAITED_LATELY)


def record(reading: Reading, before: Reading | None = None, *, on_air: bool = True) -> Verdict:
    """Write `reading` into the play log and the snapshot; call inside begin_write().

    Returns "write" if it is written; on "again" and "confirm" nothing is, and another reading is
    needed. `on_air` is False if the station's Icecast says that no mount has a source.
    """
    snapshot, rows, now = find_snapshot() or _first_snapshot(), find_open_rows(), clock.now()
    play = next((row for row in rows if row.source == "mpd"), None)
    called = _called(label_of(reading.song)) if reading.song else ""
    logged = reading
    if reading.song and not is_named(reading.song):  # written once it has a name
        logged = replace(reading, state="stop", song=None, song_id=None)
    step = decide(_known(snapshot, play), logged, called, now.timestamp(), before)
    if step.verdict != "write":
        return step.verdict
    began = _write_log(step, play, logged)
    row = _on_air(rows, now)
    _mark_covered(rows, play, began, now)
    snapshot.epoch = step.epoch
    snapshot.heard_at = from_timestamp(reading.answered_at)
    write_snapshot(snapshot, row, began, reading, on_air=on_air)
    return "write"


def record_without_mpd(last: Reading | None, *, on_air: bool = True) -> None:
    """Write the snapshot while MPD is lost, for rows by hand and posted ones; inside begin_write().

    Once that is over, `last` is shown for as long as it is believed: the last reading, if this
    process wrote it.
    """
    snapshot, rows, now = find_snapshot() or _first_snapshot(), find_open_rows(), clock.now()
    if snapshot.heard_at and abs(now - snapshot.heard_at) < LATELY:
        return  # another watcher hears MPD
    play = next((row for row in rows if row.source == "mpd"), None)
    was_shown, row = shows_row(snapshot, now), _on_air(rows, now)
    if row is None and not was_shown:
        return
    _mark_covered(rows, play, play, now)
    if last is not None and snapshot.heard_at != from_timestamp(last.answered_at):
        last = None  # another watcher has heard MPD since
    write_snapshot(snapshot, row, play, last, on_air=on_air)


def _on_air(rows: list[Play], now: datetime) -> Play | None:
    """End those of the open `rows` whose time has run out; return which is on air before MPD's."""
    return topmost([row for row in rows if row.source != "mpd" and not end_if_over(row, now)])


def _mark_covered(rows: list[Play], before: Play | None, after: Play | None, now: datetime) -> None:
    """Work out what is covered: when a row has ended or begun, or more of a covered play is heard.

    `before` and `after` are MPD's open play before and after the step.
    """
    changed = {row for row in rows if row.ended_at is not None}
    if after is not None and (after is not before or (after.covered and len(rows) == 1)):
        changed.add(after)
    if changed:
        db.session.flush()
        mark_covered(min(row.started_at for row in changed), now, now)


def note_closed_door() -> None:
    """Count the open play as heard until now: MPD has just closed the idle connection."""
    play = find_open_play()
    if play is None or play.last_state != "play" or play.last_at is None:
        return
    now = clock.now()
    silent = (now - play.last_at).total_seconds()
    if 0 < silent <= WAITED_LATELY:
        play.last_elapsed = (play.last_elapsed or 0.0) + silent
        play.last_at = now


def _called(what: Label | Play) -> str:
    """Return artist and title in one text: a stream's next song may have the same title."""
    return " - ".join(filter(None, (what.artist, what.title)))


def _first_snapshot() -> Snapshot:
    snapshot = Snapshot(id=1)
    db.session.add(snapshot)
    return snapshot


def _known(snapshot: Snapshot, play: Play | None) -> Known:
    last = play or find_last_play()
    return Known(
        heard_at=snapshot.heard_at.timestamp() if snapshot.heard_at else None,
        epoch=snapshot.epoch,
        last_end=last.ended_at.timestamp() if last and last.ended_at else None,
        open_play=_open_play(play) if play else None,
    )


def _open_play(play: Play) -> OpenPlay:
    return OpenPlay(
        epoch=play.epoch or 0.0,
        song_id=play.song_id or 0,
        file=play.file,
        called=_called(play) if play.last_called is None else play.last_called,
        duration=play.duration,
        last_at=(play.last_at or play.started_at).timestamp(),
        last_elapsed=play.last_elapsed or 0.0,
        last_state=play.last_state or "play",
    )


def _write_log(step: Step, play: Play | None, reading: Reading) -> Play | None:
    """Do what `step` says; return the play that is open afterwards."""
    if step.gap and step.gap[0] < step.gap[1]:
        begin, end, why = step.gap
        db.session.add(Gap(from_at=from_timestamp(begin), to_at=from_timestamp(end), why=why))
    if play is not None and step.goes_on:
        _hear(play, step, reading)
    if play is not None and step.ended:
        play.ended_at = max(from_timestamp(step.ended[0]), play.started_at)
        play.how = step.ended[1]
        db.session.flush()  # only one play may be open at a time
        for begin, end in step.rounds:
            db.session.add(_round(play, begin, end))
        play = None
    if step.starts_at is not None and reading.song is not None:
        play = _new_play(reading.song, step.starts_at)
        _hear(play, step, reading)
        db.session.add(play)
    return play


def _hear(play: Play, step: Step, reading: Reading) -> None:
    play.epoch, play.song_id = step.epoch, reading.song_id
    play.last_at, play.last_elapsed = from_timestamp(reading.at), reading.elapsed
    play.last_state = reading.state
    if reading.song is not None:
        play.last_called = _called(label_of(reading.song))


def credits_of(artist: str, started_at: datetime) -> list[Credit]:
    """Return the rows that credit the artists of a play by `artist`."""
    return [Credit(key=key, started_at=started_at) for key in sorted(artist_keys(artist))]


def columns_of(song: Song, started_at: datetime) -> dict[str, Any]:
    """Return the columns of a log's row for a song that MPD begins to play."""
    label = label_of(song)
    return {
        "source": "mpd",
        "kind": kind_of(song, current_app.config["RADIO_PLAY_KINDS"]),
        "title": label.title,
        "artist": label.artist,
        "album": label.album,
        "file": song.file,
        "duration": song.duration,
        "started_at": started_at,
    }


def _new_play(song: Song, starts_at: float) -> Play:
    columns = columns_of(song, from_timestamp(starts_at))
    credits = credits_of(columns["artist"], columns["started_at"])
    return Play(**columns, covered=False, credits=credits)


def _round(play: Play, begin: float, end: float) -> Play:
    copied = ("source", "kind", "title", "artist", "album", "file", "duration", "covered")
    return Play(
        **{name: getattr(play, name) for name in copied},
        started_at=from_timestamp(begin),
        ended_at=from_timestamp(end),
        how="finished",
        credits=credits_of(play.artist, from_timestamp(begin)),
    )
