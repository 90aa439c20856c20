"""The play log, the snapshot of what is on air, and covers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core.extensions import Model


class Play(Model):
    """One thing that went on air once: a row of the append-only log.

    `source` is mpd, spin, talk, live or playout; `kind` music, jingle, spot or speech; `how` it
    ended finished, skipped, stopped or lost. `covered`: MPD went on under something logged by
    hand. Columns that begin with `last_` hold what the watcher heard of it most recently.
    """

    __tablename__ = "play"
    __table_args__ = (
        Index(
            "play_one_open",
            "source",
            unique=True,
            sqlite_where=text("ended_at IS NULL AND source = 'mpd'"),
            postgresql_where=text("ended_at IS NULL AND source = 'mpd'"),
        ),
        CheckConstraint("ended_at >= started_at", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(10), default="music")
    title: Mapped[str] = mapped_column(String(300), default="")
    artist: Mapped[str] = mapped_column(String(300), default="")
    album: Mapped[str] = mapped_column(String(300), default="")
    file: Mapped[str] = mapped_column(Text, default="")
    duration: Mapped[float | None] = mapped_column(Float)
    started_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]
    how: Mapped[str | None] = mapped_column(String(10))
    covered: Mapped[bool] = mapped_column(default=False)
    epoch: Mapped[float | None] = mapped_column(Float)
    song_id: Mapped[int | None]
    last_at: Mapped[datetime | None]
    last_elapsed: Mapped[float | None] = mapped_column(Float)
    last_state: Mapped[str | None] = mapped_column(String(5))

    credits: Mapped[list["Credit"]] = relationship(passive_deletes=True)


class Credit(Model):
    """An artist heard in a play: the name as core.text.same_name returns it.

    `started_at` is the play's, which never changes, so that an artist's newest plays are indexed.
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
    `track_started_at` is the start that the body shows, which follows seeks.
    """

    __tablename__ = "snapshot"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    heard_at: Mapped[datetime | None]
    epoch: Mapped[float | None] = mapped_column(Float)
    valid_until: Mapped[datetime | None]
    track_started_at: Mapped[datetime | None]
    body: Mapped[str | None] = mapped_column(Text)
    etag: Mapped[str | None] = mapped_column(String(40))


class Cover(Model):
    """The cover of an album (or of a file without one); no `hash`: it has no picture."""

    __tablename__ = "cover"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    hash: Mapped[str | None] = mapped_column(String(20))
    fetched_at: Mapped[datetime]
