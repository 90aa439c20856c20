"""The table of titles to send, by itself: the watcher needs no other of the record."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from blueprints.core.extensions import Model


class TitleNotice(Model):
    """A title on its way to `target`: icecast or webhook. A newer one makes the older obsolete.

    It is due from `due_at` on until it was sent or given up; `failure` is why the last try failed.
    """

    __tablename__ = "title_notice"
    __table_args__ = (Index("title_due", "target", "sent_at", "given_up_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(String(10))
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(String(500), default="")
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
