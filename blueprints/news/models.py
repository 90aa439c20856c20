"""Stories, their tags, artists and pictures, the station's pages, and the rules about one."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core.extensions import Model, db
from blueprints.core.pictures import WIDTHS

story_tag = Table(
    "story_tag",
    db.metadata,
    Column("story_id", ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tag.id", ondelete="CASCADE"), primary_key=True),
    Index("story_tag_newest", "tag_id", "story_id"),
)

story_artist = Table(
    "story_artist",
    db.metadata,
    Column("story_id", ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("artist_id", ForeignKey("artist.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Tag(Model):
    """What a story is about, in one or two words."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(80))


class Artist(Model):
    """Who made music that a story speaks of; `key` is the name as core.text.same_name has it."""

    __tablename__ = "artist"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(300), unique=True)


class Picture(Model):
    """A picture of the library: where it is kept (core/pictures.py) and what is said of it."""

    __tablename__ = "picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(20), unique=True)
    width: Mapped[int]
    height: Mapped[int]
    alternative_text: Mapped[str] = mapped_column(String(500), default="")
    caption: Mapped[str] = mapped_column(String(500), default="")
    credit: Mapped[str] = mapped_column(String(200), default="")

    def widths(self) -> list[int]:
        """The widths in pixels that it is kept in, up to its own; one at least."""
        return [width for width in WIDTHS if width <= self.width] or [WIDTHS[0]]

    def file(self, width: int, ending: str) -> str:
        """Its file's name in `width`, as "webp" or "jpg"."""
        return f"{self.hash}-{width}.{ending}"


class Story(Model):
    """A piece of news.

    It is public from `publish_at` on, which is empty for a draft, until it is withdrawn.
    `corrections` are {"at": RFC 3339, "note": …}, oldest first; `read_more` are {"title": …,
    "url": …}. `rights` say how much of another's story may be shown: link, excerpt or full.
    """

    __tablename__ = "story"
    __table_args__ = (
        CheckConstraint("slug NOT IN ('tag', 'feed', 'preview')", name="slug_is_free"),
        Index("story_public", "withdrawn_at", "publish_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    headline: Mapped[str] = mapped_column(String(300))
    standfirst: Mapped[str] = mapped_column(String(600), default="")
    byline: Mapped[str] = mapped_column(String(200), default="", index=True)
    body: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(35), default="en")
    publish_at: Mapped[datetime | None] = mapped_column(index=True)
    updated_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawal_note: Mapped[str] = mapped_column(String(600), default="")
    corrections: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    read_more: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    source_name: Mapped[str] = mapped_column(String(200), default="")
    source_url: Mapped[str] = mapped_column(String(2000), default="")
    rights: Mapped[str] = mapped_column(String(10), default="")
    lead_picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))

    lead_picture: Mapped[Picture | None] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary=story_tag, order_by=Tag.name)
    artists: Mapped[list[Artist]] = relationship(secondary=story_artist, order_by=Artist.name)

    @property
    def is_full_copy(self) -> bool:
        """Whether another's whole text stands here: search engines are told to leave it out."""
        return self.rights == "full"


class FormerSlug(Model):
    """A slug that a story had before: its address leads to the present one."""

    __tablename__ = "former_slug"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)

    story: Mapped[Story] = relationship()


class StationPage(Model):
    """A page of the station's own: "about", "privacy" or what else it wants to say."""

    __tablename__ = "station_page"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(35), default="en")
    updated_at: Mapped[datetime]
