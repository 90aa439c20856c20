"""The play log and its ledger, the snapshot of what is on air, MPD's queue, tracks and covers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Float, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core.extensions import Model

MANUAL = ("spin", "talk", "live")  # the sources of rows that are logged by hand
OVER_MPD = (*MANUAL, "playout")  # the sources of rows that are on air instead of MPD's song
SONG_SOURCES = ("mpd", "spin", "playout")
# What counts as a song: of SONG_SOURCES. SQLite takes the index play_songs for a
# query that says the same; were they listed here, it would take that of sources.
IS_SONG = text("kind = 'music' AND NOT covered AND source NOT IN ('talk', 'live')")


class LogRow:
    """The columns of a log: of the play log, and of the practice studio's.

    `source` is mpd, spin, talk, live or playout; `kind` music, jingle, spot or speech; `how` it
    ended finished, skipped, stopped, lost or capped. `ends_by` is when an open row that was logged
    by hand or posted ends by itself; `label` is the record's, `note` is staff's own.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10), default="music")
    title: Mapped[str] = mapped_column(String(300), default="")
    artist: Mapped[str] = mapped_column(String(300), default="")
    album: Mapped[str] = mapped_column(String(300), default="")
    label: Mapped[str] = mapped_column(String(300), default="", server_default="")
    note: Mapped[str] = mapped_column(Text, default="", server_default="")
    file: Mapped[str] = mapped_column(Text, default="")
    duration: Mapped[float | None] = mapped_column(Float)
    started_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    ends_by: Mapped[datetime | None]
    how: Mapped[str | None] = mapped_column(String(10))

    @property
    def is_manual(self) -> bool:
        """Return True for a spin, a talk break or a live set: logged by hand."""
        return self.source in MANUAL

    @property
    def over_at(self) -> datetime | None:
        """Return when it ended or will end by itself; None while that is unknown."""
        return self.ended_at or self.ends_by


class Play(LogRow, Model):
    """One thing that went on air once: a row of the append-only log.

    `covered`: it went on under something logged by hand, or MPD's under a posted play (covered.py).
    Columns that begin with `last_` hold what the watcher heard of it most recently; `last_called`
    is artist and title as MPD says them, which corrections leave alone. A posted play has its
    PlayToken's id in `sent_by` (tokens are never deleted) and the sender's own `sender_id`; ISRC,
    composer and genre are as they were posted.
    """

    __tablename__ = "play"
    # The migrations give PostgreSQL the same conditions: said here, they would load its dialect,
    # 2.4 MB in each process.
    __table_args__ = (
        Index(
            "play_one_open",
            "source",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND source = 'mpd'"),
        ),
        Index("play_of_file", "file", "started_at"),
        Index("play_by_source", "source", "started_at"),
        Index(
            "play_open",
            "started_at",
            sqlite_where=text("ended_at IS NULL"),
        ),
        Index("play_songs", "started_at", "id", sqlite_where=IS_SONG),
        Index("play_posted_once", "sent_by", "sender_id", unique=True),
        CheckConstraint("ended_at >= started_at", name="ends_after_start"),
    )

    covered: Mapped[bool] = mapped_column(default=False)
    epoch: Mapped[float | None] = mapped_column(Float)
    song_id: Mapped[int | None]
    last_at: Mapped[datetime | None]
    last_elapsed: Mapped[float | None] = mapped_column(Float)
    last_state: Mapped[str | None] = mapped_column(String(5))
    last_called: Mapped[str | None] = mapped_column(Text)
    sent_by: Mapped[int | None]
    sender_id: Mapped[str | None] = mapped_column(String(200))
    isrc: Mapped[str] = mapped_column(String(20), default="", server_default="")
    composer: Mapped[str] = mapped_column(String(300), default="", server_default="")
    genre: Mapped[str] = mapped_column(String(100), default="", server_default="")

    credits: Mapped[list["Credit"]] = relationship(passive_deletes=True)


class LogEdit(Model):
    """A change of the play log by hand, kept for good: who, what, and the row before and after.

    `what` is started, ended, extended, inserted, corrected, annotated or removed.
    """

    __tablename__ = "log_edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    play_id: Mapped[int | None] = mapped_column(
        ForeignKey("play.id", ondelete="SET NULL"), index=True
    )
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    who: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(20))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(index=True)


class Credit(Model):
    """An artist heard in a play: the name as core.text.same_name returns it.

    `started_at` is the play's, so that an artist's newest plays are indexed.
    """

    __tablename__ = "credit"
    __table_args__ = (Index("credit_of_artist", "key", "started_at"),)

    play_id: Mapped[int] = mapped_column(
        ForeignKey("play.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    started_at: Mapped[datetime]


class Gap(Model):
    """A stretch of time of which the log knows nothing, and why."""

    __tablename__ = "gap"

    id: Mapped[int] = mapped_column(primary_key=True)
    from_at: Mapped[datetime] = mapped_column(index=True)
    to_at: Mapped[datetime]
    why: Mapped[str] = mapped_column(String(20))


class Snapshot(Model):
    """The one row for what is on air: /current-track.json's body and ETag, as served.

    `heard_at` is when MPD last answered; after `valid_until` the body is out of date.
    `track_started_at` is the start that the body shows, which follows seeks; `manual_until` is
    when the row that it showed last instead of MPD's song (a spin, talk break, live set or posted
    play) ended or ends.
    """

    __tablename__ = "snapshot"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    heard_at: Mapped[datetime | None]
    epoch: Mapped[float | None] = mapped_column(Float)
    valid_until: Mapped[datetime | None]
    track_started_at: Mapped[datetime | None]
    manual_until: Mapped[datetime | None]
    body: Mapped[str | None] = mapped_column(Text)
    etag: Mapped[str | None] = mapped_column(String(40))


class Cover(Model):
    """The cover of an album (or of a file without one); no `hash`: it has no picture."""

    __tablename__ = "cover"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    hash: Mapped[str | None] = mapped_column(String(20))
    fetched_at: Mapped[datetime]


class MpdState(Model):
    """The queue and options of a studio's MPD ("air" or "practice"), as they were read last.

    `tag` is "<epoch>-<version>" of the queue; `body` is JSON (queue_state.py), `etag` its hash.
    `stop_after` is what to restore once the song is over after which MPD stops: {"tag", "id",
    "single", "repeat"}. `listeners` is Icecast's count, if known.
    """

    __tablename__ = "mpd_state"

    studio: Mapped[str] = mapped_column(String(10), primary_key=True)
    tag: Mapped[str] = mapped_column(String(60), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    etag: Mapped[str] = mapped_column(String(40), default="")
    read_at: Mapped[datetime | None]
    listeners: Mapped[int | None]
    stop_after: Mapped[dict[str, Any] | None] = mapped_column(JSON)


class Track(Model):
    """A file of MPD's library, with what is known of it besides.

    `search` holds its words without case and accents; `artist_key` is core.text.same_name's.
    `explicit` is None if nobody checked; `rotation` is "", heavy, medium or light. `is_gone`: MPD
    has it no more, and its marks are kept. `tags_read_at`: when the file itself was read, for what
    MPD does not tell.
    """

    __tablename__ = "track"
    __table_args__ = (Index("track_by_artist", "artist_key", "album"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(Text, unique=True)
    folder: Mapped[str] = mapped_column(Text, index=True)
    title: Mapped[str] = mapped_column(String(300), default="")
    artist: Mapped[str] = mapped_column(String(300), default="")
    artist_key: Mapped[str] = mapped_column(String(300), default="")
    album: Mapped[str] = mapped_column(String(300), default="", index=True)
    album_artist: Mapped[str] = mapped_column(String(300), default="")
    genre: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[str] = mapped_column(String(10), default="music")
    duration: Mapped[float | None] = mapped_column(Float)
    search: Mapped[str] = mapped_column(Text, default="")
    modified_at: Mapped[datetime | None]
    added_at: Mapped[datetime] = mapped_column(index=True)
    is_gone: Mapped[bool] = mapped_column(default=False)
    tags_read_at: Mapped[datetime | None]
    label: Mapped[str] = mapped_column(String(300), default="")
    isrc: Mapped[str] = mapped_column(String(20), default="")
    explicit: Mapped[bool | None]
    rotation: Mapped[str] = mapped_column(String(6), default="")
    local: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str] = mapped_column(String(35), default="")


class LibraryState(Model):
    """The one row that says which state of MPD's database the table of tracks mirrors.

    `kinds` is RADIO_PLAY_KINDS as it was then, which the tracks' kinds follow.
    """

    __tablename__ = "library_state"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    db_update: Mapped[int] = mapped_column(default=0)
    kinds: Mapped[str] = mapped_column(Text, default="")
    read_at: Mapped[datetime | None]
