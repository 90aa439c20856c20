"""Stories, their tags and artists, and the rules about a single story."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import Model, db
from blueprints.core.text import words_of
from blueprints.media.models import Clip, Picture

LONGEST_TAG = 80

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

story_picture = Table(
    "story_picture",
    db.metadata,
    Column("story_id", ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "picture_id", ForeignKey("picture.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)

story_clip = Table(
    "story_clip",
    db.metadata,
    Column("story_id", ForeignKey("story.id", ondelete="CASCADE"), primary_key=True),
    Column("clip_id", ForeignKey("clip.id", ondelete="CASCADE"), primary_key=True),
    Index("story_clip_used", "clip_id"),
)


class Tag(Model):
    """A topic of stories, in one or two words."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(80))


class Artist(Model):
    """A musician or band in stories; `key` is the name as core.text.same_name returns it."""

    __tablename__ = "artist"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(300), unique=True)

    aliases: Mapped[list["ArtistAlias"]] = relationship(
        back_populates="artist", passive_deletes=True
    )


class FormerTag(Model):
    """A former slug of a tag, or the slug of one that was merged into it."""

    __tablename__ = "former_tag"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id", ondelete="CASCADE"), index=True)

    tag: Mapped[Tag] = relationship()


class FormerArtist(Model):
    """A former slug of an artist, or the slug of one that was merged into them."""

    __tablename__ = "former_artist"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    artist_id: Mapped[int] = mapped_column(ForeignKey("artist.id", ondelete="CASCADE"), index=True)

    artist: Mapped[Artist] = relationship()


class ArtistAlias(Model):
    """The key of another name of an artist."""

    __tablename__ = "artist_alias"

    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    artist_id: Mapped[int] = mapped_column(ForeignKey("artist.id", ondelete="CASCADE"), index=True)

    artist: Mapped[Artist] = relationship(back_populates="aliases")


class Story(Model):
    """A piece of news.

    It is public from `publish_at` on, which is empty for a draft, until it is unpublished.
    `owner` created it, in the form with `form_key`; `handed_in_at`: it was submitted for review.
    `version` counts its saves. `pinned_at`: it leads the front page, the last pinned first.
    `announced_at`: its writer was told that it is out. `changed_at`: its row was last written;
    `updated_at` is for readers.
    `words` are the body's, without markup, for search.py.
    `corrections` are {"at": RFC 3339, "note": …}, oldest first; `read_more` are {"title": …,
    "url": …}. `rights` say how much of another's story may be shown: link, excerpt or full.
    """

    __tablename__ = "story"
    __table_args__ = (
        CheckConstraint("slug NOT IN ('tag', 'feed', 'preview')", name="slug_is_free"),
        Index("story_form_key", "owner_id", "form_key", unique=True),
        Index("story_public", "withdrawn_at", "publish_at"),
        # all that the desk's list asks of every story: their rows, long with text, are not read
        Index("story_at_desk", "changed_at", "id", "publish_at", "withdrawn_at", "handed_in_at",
              "owner_id", "byline", "headline"),
    )  # fmt: skip

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
    owner_id: Mapped[int | None] = mapped_column(
        ForeignKey("user.id", ondelete="SET NULL"), index=True
    )
    form_key: Mapped[str | None] = mapped_column(String(40))
    version: Mapped[int] = mapped_column(default=1)
    handed_in_at: Mapped[datetime | None]
    pinned_at: Mapped[datetime | None] = mapped_column(index=True)
    announced_at: Mapped[datetime | None]
    changed_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    words: Mapped[str] = mapped_column(Text, default="", deferred=True)

    lead_picture: Mapped[Picture | None] = relationship()
    owner: Mapped[User | None] = relationship()
    pictures: Mapped[list[Picture]] = relationship(secondary=story_picture)
    clips: Mapped[list[Clip]] = relationship(secondary=story_clip)
    tags: Mapped[list[Tag]] = relationship(secondary=story_tag, order_by=Tag.name)
    artists: Mapped[list[Artist]] = relationship(secondary=story_artist, order_by=Artist.name)

    def state(self, now: datetime) -> str:
        """Return "draft", "pending", "scheduled", "published" or "unpublished"."""
        if self.withdrawn_at is not None:
            return "unpublished"
        if self.publish_at is not None:
            return "published" if self.publish_at <= now else "scheduled"
        return "pending" if self.handed_in_at is not None else "draft"

    def was_public(self, now: datetime) -> bool:
        """Return True if readers may have seen it by now."""
        return self.publish_at is not None and self.publish_at <= (self.withdrawn_at or now)

    @validates("body")
    def _keep_words(self, _key: str, body: str) -> str:
        self.words = words_of(body)
        return body

    @property
    def is_full_copy(self) -> bool:
        """Return True if it is another's whole text: search engines are told to leave it out."""
        return self.rights == "full"


class FormerSlug(Model):
    """A former slug of a story, which redirects to the present one."""

    __tablename__ = "former_slug"

    slug: Mapped[str] = mapped_column(String(120), primary_key=True)
    story_id: Mapped[int] = mapped_column(ForeignKey("story.id", ondelete="CASCADE"), index=True)

    story: Mapped[Story] = relationship()
