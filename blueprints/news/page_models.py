"""What is kept of the station's pages beside them: the ledger of their saves, former addresses."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core.extensions import Model
from blueprints.news.models import StationPage


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
    """A slug that a page had before: its address leads to the present one."""

    __tablename__ = "former_page"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    page_id: Mapped[int] = mapped_column(
        ForeignKey("station_page.id", ondelete="CASCADE"), index=True
    )

    page: Mapped[StationPage] = relationship()
