"""The station's own pages, their revisions and former addresses."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core.extensions import Model


class StationPage(Model):
    """A page of the station's own, like "about" or "privacy"."""

    __tablename__ = "station_page"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(35), default="en")
    updated_at: Mapped[datetime]


class PageRevision(Model):
    """One save of a page: a row of the append-only ledger. `act` is "saved" or "restored"."""

    __tablename__ = "page_revision"
    __table_args__ = (Index("revision_of_page", "page_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("station_page.id", ondelete="CASCADE"))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)


class FormerPage(Model):
    """A former slug of a page, which redirects to the present one."""

    __tablename__ = "former_page"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    page_id: Mapped[int] = mapped_column(
        ForeignKey("station_page.id", ondelete="CASCADE"), index=True
    )

    page: Mapped[StationPage] = relationship()
