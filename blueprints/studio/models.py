"""The studio: who has the desk, the ledger of edits, crates, jingles, uploads, practice."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core.extensions import Model
from blueprints.player.models import LogRow


class Desk(Model):
    """Who has the desk of a studio ("air" or "practice"); no `user_id`: nobody.

    `active_at` is the last sign of life of who has it: an edit, a key or a touch, never a poll.
    """

    __tablename__ = "studio_desk"

    studio: Mapped[str] = mapped_column(String(10), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    taken_at: Mapped[datetime | None]
    active_at: Mapped[datetime | None]


class Presence(Model):
    """A user who has the console of a studio open, and when it said so last."""

    __tablename__ = "studio_presence"

    studio: Mapped[str] = mapped_column(String(10), primary_key=True)
    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    seen_at: Mapped[datetime]


class QueueEdit(Model):
    """An edit of the queue or of the transport: a row of the append-only ledger.

    `what` is the verb (edits.py, transport.py, desk.py have them), `text` what it was done to, in
    words. `before` and `after` hold what undoing it needs, by MPD's ids of that `epoch`. `outcome`
    is done or unknown (MPD did not answer in time). `undoes_id`: the edit that this one undid.
    """

    __tablename__ = "queue_edit"
    __table_args__ = (Index("queue_edit_of_studio", "studio", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    studio: Mapped[str] = mapped_column(String(10))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    who: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[Any | None] = mapped_column(JSON)
    after: Mapped[Any | None] = mapped_column(JSON)
    epoch: Mapped[float] = mapped_column(Float, default=0.0)
    tag: Mapped[str] = mapped_column(String(60), default="")
    outcome: Mapped[str] = mapped_column(String(10), default="done")
    undoes_id: Mapped[int | None] = mapped_column(
        ForeignKey("queue_edit.id", ondelete="SET NULL"), unique=True
    )
    at: Mapped[datetime]


class CrateItem(Model):
    """A record in a DJ's crate, prepared at home; `played_at` is set by “needle down”."""

    __tablename__ = "crate_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    place: Mapped[int]
    artist: Mapped[str] = mapped_column(String(300), default="")
    title: Mapped[str] = mapped_column(String(300), default="")
    album: Mapped[str] = mapped_column(String(300), default="")
    label: Mapped[str] = mapped_column(String(300), default="")
    duration: Mapped[float | None] = mapped_column(Float)
    played_at: Mapped[datetime | None]


class JingleSlot(Model):
    """A key of the jingle shelf ("1" to "9", "0") and its track's file."""

    __tablename__ = "jingle_slot"

    key: Mapped[str] = mapped_column(String(1), primary_key=True)
    file: Mapped[str] = mapped_column(Text)


class Upload(Model):
    """An uploaded file that waits for its tags to be confirmed: `name` as its sender called it.

    It is kept as instance/uploads/<hash>.<ending> until it goes into the music folder.
    """

    __tablename__ = "studio_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    hash: Mapped[str] = mapped_column(String(64))
    ending: Mapped[str] = mapped_column(String(5))
    duration: Mapped[float] = mapped_column(Float)
    tags: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


class StudioMessage(Model):
    """A listener's message to the studio; it is never public.

    `state` is new, done or spam; `why` the reason that it is spam or flagged (comments/labels.py).
    `email` is "" unless the writer wants to be told when it is read on air, or thanked.
    `note` is staff's own. `read_play_id`: the talk break in which it was read on air, at `read_at`.
    """

    __tablename__ = "studio_message"
    __table_args__ = (
        Index("studio_message_newest", "state", "id"),
        Index("studio_message_by_address", "address_hash", "created_at"),
        Index("studio_message_by_email", "email", "created_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(10), default="new")
    why: Mapped[str] = mapped_column(String(10), default="")
    name: Mapped[str] = mapped_column(String(245))
    email: Mapped[str] = mapped_column(String(100), default="")
    text: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    address_hash: Mapped[str | None] = mapped_column(String(64))
    network_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    thanked_at: Mapped[datetime | None]
    thanked_by: Mapped[str] = mapped_column(String(200), default="")
    read_at: Mapped[datetime | None]
    read_play_id: Mapped[int | None] = mapped_column(
        ForeignKey("play.id", ondelete="SET NULL"), index=True
    )


class PracticePlay(LogRow, Model):
    """A row of the practice studio's log: nothing of it is public."""

    __tablename__ = "practice_play"


class PracticeTask(Model):
    """A task of the practice course that a user has done."""

    __tablename__ = "practice_task"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    task: Mapped[str] = mapped_column(String(20), primary_key=True)
    done_at: Mapped[datetime]
