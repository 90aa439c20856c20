"""The desk's tables beside the stories: their revisions, and bulk edits."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core.extensions import Model


class Revision(Model):
    """One save of a story, or another act on it: a row of the append-only ledger.

    `act` is the act, `by` the name of the user, `fields` the story's fields after it.
    """

    __tablename__ = "revision"
    __table_args__ = (Index("revision_of_story", "story_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(200))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)


class BulkEdit(Model):
    """One act on several stories, with their state before, so that it can be undone."""

    __tablename__ = "bulk_edit"

    id: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime]
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None]
