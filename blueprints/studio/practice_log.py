"""The practice studio's log of what its MPD plays: kept only while somebody is there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.clock import from_timestamp
from blueprints.core.extensions import begin_write, db
from blueprints.player.actions import columns_of
from blueprints.player.gateway import LOST, Gateway
from blueprints.player.mpd_status import Reading
from blueprints.studio.models import PracticePlay, Presence
from blueprints.studio.studios import practice

THERE_FOR = timedelta(minutes=10)
SEEN_LATELY = timedelta(seconds=10)


@dataclass
class Heard:
    """The song that was on when this process looked last: its file and MPD’s id; and when."""

    song: tuple[str, int | None] = ("", None)
    at: datetime | None = None


class PracticeLog:
    """The steps that keep the log; a play is another one when MPD's song id changes."""

    def __init__(self) -> None:
        self._heard = Heard()

    def run(self) -> None:
        """Look at the practice MPD and write what has changed, if somebody was there lately."""
        if not practice().has_mpd or not is_anybody_there():
            return
        reading = read()
        if reading is None:
            return
        song = (reading.song.file, reading.song_id) if reading.song else ("", None)
        if reading.state == "stop":
            song = ("", None)
        if song != self._heard.song or not self._is_lately(clock.now()):
            begin_write()
            self._write(reading, song)
            db.session.commit()
        self._heard = Heard(song, clock.now())

    def _is_lately(self, now: datetime) -> bool:
        return self._heard.at is not None and now - self._heard.at < SEEN_LATELY

    def _write(self, reading: Reading, song: tuple[str, int | None]) -> None:
        now, lately = clock.now(), self._is_lately(clock.now())
        row = find_open()
        if row is not None and row.file == song[0] and not lately:
            return  # the process is new, or came back: the same song goes on
        if row is not None:
            end = now if lately else self._heard.at or now
            row.ended_at, row.how = max(end, row.started_at), "skipped" if lately else "lost"
        if song[0] and reading.state == "play":
            db.session.add(new_row(reading))


def is_anybody_there() -> bool:
    """Return True if somebody had the practice studio open in the last ten minutes."""
    lately = Presence.studio == "practice", Presence.seen_at > clock.now() - THERE_FOR
    return db.session.scalar(select(Presence.user_id).where(*lately).limit(1)) is not None


def read() -> Reading | None:
    """Return what the practice MPD plays, or None if it cannot be reached."""
    gateway = Gateway(*practice().address)
    db.session.rollback()  # no transaction while MPD is asked
    try:
        gateway.connect()
        return gateway.read()
    except LOST:
        return None
    finally:
        gateway.disconnect()


def find_open() -> PracticePlay | None:
    """Return the open row of the practice MPD, or None."""
    query = select(PracticePlay).where(
        PracticePlay.source == "mpd", PracticePlay.ended_at.is_(None)
    )
    return db.session.scalar(query.order_by(PracticePlay.id.desc()).limit(1))


def new_row(reading: Reading) -> PracticePlay:
    """Return the row of what begins to play."""
    song = reading.song
    assert song is not None  # noqa: S101 - the caller has looked
    return PracticePlay(**columns_of(song, from_timestamp(reading.start)))
