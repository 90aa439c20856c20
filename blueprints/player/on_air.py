"""The decision what is on air, made in this one place, as the body of /current-track.json.

The order: the newest open spin, talk break or live set; then the newest open play that was posted
(both also while MPD is lost, or where there is none); then MPD's song; then off air. No source on
any of Icecast's mounts is off air whatever is open.
"""

from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from blueprints.core.clock import from_timestamp, rfc3339
from blueprints.core.extensions import db
from blueprints.core.text import same_name
from blueprints.player import covers, current_track
from blueprints.player.current_track import Body
from blueprints.player.display_names import Label, is_live, kind_of, label_of
from blueprints.player.models import Play, Track
from blueprints.player.mpd_status import Reading, Song
from blueprints.player.queries import recent_plays

SAME_START = timedelta(seconds=0.5)


def compose(
    row: Play | None, play: Play | None, reading: Reading | None, start: datetime | None,
    *, on_air: bool,
) -> Body:  # fmt: skip
    """Return the body: of `row` if one logged by hand or posted is open, else of MPD's `reading`.

    `play` is MPD's open play and `start` its start as shown. Without either, it is unknown.
    """
    recent = current_track.recent(recent_plays())
    if not on_air:
        return current_track.compose("off_air", recent=recent)
    if row is not None:
        return current_track.compose(**of_row(row, _art_of_album(row)), recent=recent)
    if reading is None:
        return current_track.compose("unknown", recent=recent)
    return _of_mpd(play, reading, start, recent)


def of_row(row: Play, art_url: str | None = None) -> Body:
    """Return the parts of a body that a row of the log fills."""
    track: Body | None = None
    state = row.source if row.is_manual else "live" if row.kind == "live" else "playing"
    if row.kind in ("jingle", "spot"):
        state = "jingle"
    elif state in ("spin", "playing"):
        track = current_track.track(row, art_url, row.duration)
    elif row.title:
        track = current_track.track(Label(row.title, "", ""), None, None)
    return {
        "state": state,
        "track": track,
        "started_at": rfc3339(row.started_at),
        "stories": current_track.stories(row.artist) if state in ("spin", "playing") else [],
    }


def shown_start(kept: datetime | None, play: Play | None, reading: Reading) -> datetime | None:
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


def _of_mpd(
    play: Play | None, reading: Reading, started_at: datetime | None, recent: list[Body]
) -> Body:
    if reading.state == "stop" or reading.song is None:
        return current_track.compose("off_air", recent=recent)
    started = rfc3339(started_at)
    kinds = current_app.config["RADIO_PLAY_KINDS"]
    if (play.kind if play else kind_of(reading.song, kinds)) in ("jingle", "spot"):
        return current_track.compose("jingle", recent=recent, started_at=started)
    label, live = play or label_of(reading.song), is_live(reading.song)  # as it was corrected
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
        return current_track.compose("paused", elapsed=round(reading.elapsed, 3), **known)
    return current_track.compose("playing", started_at=started, **known)


def _art_url(song: Song) -> str | None:
    cover = covers.find_cover(song)
    return f"/player/art/{cover.hash}-320.jpg" if cover and cover.hash else None


def _art_of_album(row: Play) -> str | None:
    """Return the cover of the row's album, if the library has the album and its cover is known."""
    if row.source not in ("spin", "playout") or not row.album or not row.artist:
        return None
    of_album = Track.artist_key == same_name(row.artist)[:300], Track.album == row.album
    track = db.session.scalar(select(Track).where(*of_album).limit(1))
    if track is None:
        return None
    song = Song(track.file, "", track.artist, track.album, album_artist=track.album_artist)
    return _art_url(song)
