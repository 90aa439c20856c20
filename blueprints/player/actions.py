"""Changes of the play log and the snapshot. None of these commits: the watcher's step does."""

from dataclasses import replace
from datetime import datetime, timedelta

from flask import current_app

from blueprints.core import clock
from blueprints.core.clock import from_timestamp
from blueprints.core.extensions import db
from blueprints.player import covers, current_track
from blueprints.player.display_names import Label, artist_keys, is_live, is_named, kind_of, label_of
from blueprints.player.models import Credit, Gap, Play, Snapshot
from blueprints.player.mpd_status import Reading, Song
from blueprints.player.play_log import Known, OpenPlay, Step, Verdict, decide
from blueprints.player.queries import (
    BELIEVED_FOR,
    find_last_play,
    find_open_play,
    find_snapshot,
    recent_plays,
)

SAME_START = timedelta(seconds=0.5)
WAITED_LATELY = 2.5


def record(reading: Reading, before: Reading | None = None, *, on_air: bool = True) -> Verdict:
    """Write `reading` into the play log and the snapshot; call inside begin_write().

    Returns "write" if it is written; on "again" and "confirm" nothing is, and another reading is
    needed. `on_air` is False if the station's Icecast says that no mount has a source.
    """
    snapshot = find_snapshot() or _first_snapshot()
    play = find_open_play()
    called = _called(label_of(reading.song)) if reading.song else ""
    logged = reading
    if reading.song and not is_named(reading.song):  # written once it has a name
        logged = replace(reading, state="stop", song=None, song_id=None)
    step = decide(_known(snapshot, play), logged, called, clock.timestamp(), before)
    if step.verdict != "write":
        return step.verdict
    began = _write_log(step, play, logged)
    snapshot.epoch = step.epoch
    snapshot.heard_at = from_timestamp(reading.answered_at)
    snapshot.valid_until = snapshot.heard_at + BELIEVED_FOR
    _write_body(snapshot, began, reading, on_air)
    return "write"


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
        called=_called(play),
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


def credits_of(artist: str, started_at: datetime) -> list[Credit]:
    """Return the rows that credit the artists of a play by `artist`."""
    return [Credit(key=key, started_at=started_at) for key in sorted(artist_keys(artist))]


def _new_play(song: Song, starts_at: float) -> Play:
    label, started_at = label_of(song), from_timestamp(starts_at)
    return Play(
        source="mpd",
        kind=kind_of(song, current_app.config["RADIO_PLAY_KINDS"]),
        title=label.title,
        artist=label.artist,
        album=label.album,
        file=song.file,
        duration=song.duration,
        started_at=started_at,
        covered=False,
        credits=credits_of(label.artist, started_at),
    )


def _round(play: Play, begin: float, end: float) -> Play:
    copied = ("source", "kind", "title", "artist", "album", "file", "duration", "covered")
    return Play(
        **{name: getattr(play, name) for name in copied},
        started_at=from_timestamp(begin),
        ended_at=from_timestamp(end),
        how="finished",
        credits=credits_of(play.artist, from_timestamp(begin)),
    )


def _write_body(snapshot: Snapshot, play: Play | None, reading: Reading, on_air: bool) -> None:
    snapshot.track_started_at = _shown_start(snapshot.track_started_at, play, reading)
    body = _body(play, reading, on_air, snapshot.track_started_at)
    text, etag = current_track.encoded(body)
    if text != snapshot.body:
        snapshot.body, snapshot.etag = text, etag


def _shown_start(kept: datetime | None, play: Play | None, reading: Reading) -> datetime | None:
    """Return when the song began, as the page counts: it follows a seek, but not jitter."""
    if reading.state != "play" or reading.song is None or play is None:
        return None
    if reading.song.is_stream:
        return play.started_at
    newest = from_timestamp(reading.start)
    for known in (kept, play.started_at):
        if known and abs(newest - known) <= SAME_START:
            return known
    return newest


def _body(
    play: Play | None, reading: Reading, on_air: bool, started_at: datetime | None
) -> current_track.Body:
    recent = current_track.recent(recent_plays())
    if reading.state == "stop" or reading.song is None or not on_air:
        return current_track.compose("off_air", recent=recent)
    started = clock.rfc3339(started_at)
    kinds = current_app.config["RADIO_PLAY_KINDS"]
    if (play.kind if play else kind_of(reading.song, kinds)) in ("jingle", "spot"):
        return current_track.compose("jingle", recent=recent, started_at=started)
    label, live = label_of(reading.song), is_live(reading.song)
    if reading.state == "play" and live:
        track = current_track.track(label, None, None) if label.title else None
        return current_track.compose("live", recent=recent, started_at=started, track=track)
    unheard = play is None and reading.elapsed == 0.0
    if reading.state == "pause" and (live or unheard):
        return current_track.compose("paused", recent=recent)
    known = {
        "track": current_track.track(label, _art_url(reading.song), reading.song.duration),
        "recent": recent,
        "stories": current_track.stories(label.artist),
    }
    if reading.state == "pause":
        elapsed = round(reading.elapsed, 3)
        return current_track.compose("paused", elapsed=elapsed, **known)
    return current_track.compose("playing", started_at=started, **known)


def _art_url(song: Song) -> str | None:
    cover = covers.find_cover(song)
    if cover is None or cover.hash is None:
        return None
    return f"/player/art/{cover.hash}-320.jpg"
