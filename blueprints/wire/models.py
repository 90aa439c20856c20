"""The newswire: subscriptions to feeds, their entries, and what became of each fetch."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from blueprints.core.extensions import Model
from blueprints.news.models import Story

ENDED = "ended"  # the mode of a source that was removed, but has stories


class WireSource(Model):
    """A subscription to a feed, its rights, and the state of its fetches.

    `name` is the source in attributions, `title` the feed's own. `interval` is in minutes. `rights`
    are link, excerpt or full (with `licence`); `mode` is pending, draft, publish or ENDED. Without
    `tags` or `language` they are the feed's. It is due from `next_at` on; who fetches it holds it
    until `lease_until`. `failures` counts failed fetches in a row, `fault` says why the last one
    failed. `gone_at`: the server said that the feed is gone (410).
    """

    __tablename__ = "wire_source"
    __table_args__ = (Index("wire_source_due", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(String(2000))
    url_key: Mapped[str] = mapped_column(String(64), unique=True)
    host: Mapped[str] = mapped_column(String(255), index=True)
    site_url: Mapped[str] = mapped_column(String(2000), default="")
    name: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(300), default="")
    interval: Mapped[int] = mapped_column(default=60)
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(String(35), default="")
    rights: Mapped[str] = mapped_column(String(10), default="link")
    licence: Mapped[str] = mapped_column(String(300), default="")
    mode: Mapped[str] = mapped_column(String(10), default="pending")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    paused_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    etag: Mapped[str] = mapped_column(String(500), default="")
    last_modified: Mapped[str] = mapped_column(String(100), default="")
    body_hash: Mapped[str] = mapped_column(String(64), default="")
    fetched_at: Mapped[datetime | None]
    succeeded_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    fault: Mapped[str] = mapped_column(String(500), default="")


class WireEntry(Model):
    """An entry of a feed, cleaned as far as the rights go.

    The keys are hashes: of the source's own id, of the address, of the content; so none comes
    twice. `state` is new, published, drafted, dismissed or removed (a takedown). `pictures` are
    {"url", "alt", "caption", "credit", "hash"}; `read_more` are {"title", "url"}; `remarks` say
    what an editor should know. `digest` is of what the original said last; `update` holds its new
    fields once the story is published.
    """

    __tablename__ = "wire_entry"
    __table_args__ = (
        UniqueConstraint("source_id", "guid_key", name="uq_wire_entry_guid"),
        Index("wire_entry_in_state", "state", "published_at", "id"),
        Index("wire_entry_of_source", "source_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("wire_source.id", ondelete="CASCADE"))
    guid_key: Mapped[str] = mapped_column(String(64))
    url_key: Mapped[str] = mapped_column(String(64), index=True)
    content_key: Mapped[str] = mapped_column(String(64), index=True)
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10), default="new")
    url: Mapped[str] = mapped_column(String(2000), default="")
    headline: Mapped[str] = mapped_column(String(300))
    summary: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    author: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(35), default="")
    published_at: Mapped[datetime]
    updated_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    pictures: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    read_more: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    remarks: Mapped[list[str]] = mapped_column(JSON, default=list)
    update: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    update_at: Mapped[datetime | None]
    story_id: Mapped[int | None] = mapped_column(
        ForeignKey("story.id", ondelete="SET NULL"), index=True
    )
    decided_by: Mapped[str] = mapped_column(String(200), default="")
    decided_at: Mapped[datetime | None]

    source: Mapped[WireSource] = relationship()
    story: Mapped[Story | None] = relationship()


class WireEvent(Model):
    """A line of a source's health: a fetch, or what was left out; `kind` is ok or fault."""

    __tablename__ = "wire_event"
    __table_args__ = (Index("wire_event_of_source", "source_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("wire_source.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(String(500))
