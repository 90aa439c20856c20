"""Reading the news: only what is public."""

from datetime import datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Story, Tag, story_tag

PAGE_SIZE = 20


def public_stories(now: datetime | None = None) -> Select[Story]:
    """Every story that readers may see at `now`, newest first."""
    return (
        select(Story)
        .where(Story.publish_at <= (now or clock.now()))
        .order_by(Story.publish_at.desc(), Story.id.desc())
    )


def latest_stories(limit: int, offset: int = 0, tag: Tag | None = None) -> list[Story]:
    """Up to `limit` public stories with pictures and tags, in three queries at most."""
    query = public_stories().options(joinedload(Story.lead_picture), selectinload(Story.tags))
    if tag is not None:
        query = query.where(Story.tags.any(Tag.id == tag.id))
    return list(db.session.scalars(query.limit(limit).offset(offset)))


def count_stories(tag: Tag | None = None) -> int:
    """How many stories are public, of `tag` or in all."""
    query = select(func.count(Story.id)).where(Story.publish_at <= clock.now())
    if tag is not None:
        query = query.where(Story.tags.any(Tag.id == tag.id))
    return db.session.scalar(query) or 0


def find_story(slug: str) -> Story | None:
    """The public story at `slug`, with its picture and tags, or None."""
    query = public_stories().options(joinedload(Story.lead_picture), selectinload(Story.tags))
    return db.session.scalar(query.where(Story.slug == slug))


def find_tag(slug: str) -> Tag | None:
    """The tag at `slug` if a public story bears it, or None."""
    borne = exists().where(
        story_tag.c.tag_id == Tag.id,
        story_tag.c.story_id == Story.id,
        Story.publish_at <= clock.now(),
    )
    return db.session.scalar(select(Tag).where(Tag.slug == slug, borne))
