"""Readers' comments, the ledger of their moderation, reports, and stories closed to comments."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core.extensions import Model
from blueprints.news.models import Story
from blueprints.player.models import Play

WRITER, MODERATOR = "writer", "moderator"  # who edited or deleted a comment


class Comment(Model):
    """A comment on a story, or a reply to another comment.

    `state` is pending, approved, rejected, spam or deleted; `why`: the reason that it is not
    approved. `version` counts its changes, so that two moderators notice each other.
    It answers `answers_id`, and stands under `parent_id`, which differ where threads are deepest.
    `path` is its place in the thread (tree.py). `address_hash` (deleted after a day) and
    `network_hash` (after 30) are keyed hashes of the network address. `play_id`: what was on air
    when it was sent; `read_play_id`: the talk break in which it was read on air, at `read_at`.
    `reviewed_at`: a moderator decided; reports do not hold it any more. `edited_by` is writer or
    moderator. `by_station`: the station's own reply, written by the user `user_id`. `told_at`: who
    asked to be told of answers was told of this one.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("comment_in_thread", "story_id", "path", "state"),
        Index("comment_counted", "story_id", "state"),
        Index("comment_newest", "state", "created_at"),
        Index("comment_by_email", "email", "created_at"),
        Index("comment_of_writer", "email", "state"),
        Index("comment_by_address", "address_hash", "created_at"),
        Index("comment_by_network", "network_hash", "created_at"),
        {"sqlite_autoincrement": True},  # numbers are not reused: a pending notice opens by one
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    answers_id: Mapped[int | None] = mapped_column(
        ForeignKey("comment.id", ondelete="SET NULL"), index=True
    )
    path: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[str] = mapped_column(String(10))
    why: Mapped[str] = mapped_column(String(10), default="")
    name: Mapped[str] = mapped_column(String(245))
    email: Mapped[str] = mapped_column(String(100))
    website: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    address_hash: Mapped[str | None] = mapped_column(String(64))
    network_hash: Mapped[str | None] = mapped_column(String(64))
    play_id: Mapped[int | None] = mapped_column(
        ForeignKey("play.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    reviewed_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    edited_by: Mapped[str] = mapped_column(String(10), default="")
    by_station: Mapped[bool] = mapped_column(default=False)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    read_at: Mapped[datetime | None]
    read_play_id: Mapped[int | None] = mapped_column(
        ForeignKey("play.id", ondelete="SET NULL"), index=True
    )
    told_at: Mapped[datetime | None]

    story: Mapped[Story] = relationship()
    play: Mapped[Play | None] = relationship(foreign_keys=play_id)


class ModerationEntry(Model):
    """One act of moderation: a row of the append-only ledger.

    `comment_id` is the comment that it is about, or from which a moderator acted on its story or
    writer. `before` holds what undoing it needs, `why` the reason, in words. Acts made at once
    share a `batch`. `undoes_id`: the entry that this one undid. `mail_id`: the email to the writer
    that it put into the outbox.
    """

    __tablename__ = "moderation_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int | None] = mapped_column(index=True)  # the comment itself may be gone
    story_id: Mapped[int | None] = mapped_column(index=True)
    act: Mapped[str] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    why: Mapped[str] = mapped_column(String(500), default="")
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    batch: Mapped[str] = mapped_column(String(32), default="", index=True)
    undoes_id: Mapped[int | None] = mapped_column(unique=True)
    mail_id: Mapped[int | None]


class BlockedWriter(Model):
    """A writer whose comments and messages are kept as spam.

    `key` is a keyed hash of the email address; or of the network address, until `until`.
    """

    __tablename__ = "blocked_writer"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    until: Mapped[datetime | None]
    comment_id: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime]


class CommentReport(Model):
    """A reader's report of a comment, or (`kind` objection) its writer's objection to a decision.

    `reason` is a code (report_labels.py); name and email may be empty. `decision` is kept or
    removed; `mail_id` is the email about it.
    """

    __tablename__ = "comment_report"
    __table_args__ = (
        Index("comment_report_open", "decided_at", "comment_id"),
        Index("comment_report_by_address", "address_hash", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(String(10), default="report")
    reason: Mapped[str] = mapped_column(String(10), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    name: Mapped[str] = mapped_column(String(245), default="")
    email: Mapped[str] = mapped_column(String(100), default="", index=True)
    address_hash: Mapped[str | None] = mapped_column(String(64))
    network_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    decision: Mapped[str] = mapped_column(String(10), default="")
    mail_id: Mapped[int | None]

    comment: Mapped[Comment] = relationship()


class AnswerNotice(Model):
    """The wish of a comment's writer to be told of answers by email, once it is confirmed."""

    __tablename__ = "answer_notice"

    comment_id: Mapped[int] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True
    )
    asked_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class CommentDigest(Model):
    """A moderator's digest email of comments to review: on or off, and when it was last sent."""

    __tablename__ = "comment_digest"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user.id", ondelete="CASCADE"), primary_key=True
    )
    is_on: Mapped[bool] = mapped_column(default=True)
    sent_at: Mapped[datetime | None]


class ClosedDiscussion(Model):
    """A story that takes no more comments."""

    __tablename__ = "closed_discussion"

    story_id: Mapped[int] = mapped_column(
        ForeignKey("story.id", ondelete="CASCADE"), primary_key=True
    )
    closed_at: Mapped[datetime]
