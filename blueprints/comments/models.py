"""Readers' comments, the ledger of their moderation, and stories that are closed to them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core.extensions import Model
from blueprints.news.models import Story
from blueprints.player.models import Play


class Comment(Model):
    """A comment on a story, or a reply to another comment.

    `state` is pending, approved, spam or deleted; `why`: the reason that it is pending or spam.
    `path` is its place in the thread (tree.py). `address_hash` and `network_hash` are keyed hashes
    of the network address, deleted after a day. `play_id`: what was on air when it was sent.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("comment_in_thread", "story_id", "path", "state"),
        Index("comment_counted", "story_id", "state"),
        Index("comment_newest", "state", "created_at"),
        Index("comment_by_email", "email", "created_at"),
        Index("comment_by_address", "address_hash", "created_at"),
        Index("comment_by_network", "network_hash", "created_at"),
        {"sqlite_autoincrement": True},  # numbers are not reused: a pending notice opens by one
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("comment.id", ondelete="CASCADE"), index=True
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

    story: Mapped[Story] = relationship()
    play: Mapped[Play | None] = relationship()


class ModerationEntry(Model):
    """One act of moderation: a row of the append-only ledger."""

    __tablename__ = "moderation_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(index=True)  # the comment itself may be gone
    act: Mapped[str] = mapped_column(String(10))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class ClosedDiscussion(Model):
    """A story that takes no more comments."""

    __tablename__ = "closed_discussion"

    story_id: Mapped[int] = mapped_column(
        ForeignKey("story.id", ondelete="CASCADE"), primary_key=True
    )
    closed_at: Mapped[datetime]
