"""Reads of public stories."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import contains_eager, defer, joinedload

from blueprints.core import clock
from blueprints.core.extensions import db, rows
from blueprints.news.bylines import authors
from blueprints.news.models import (
    Artist,
    ArtistAlias,
    FormerSlug,
    FormerTag,
    Story,
    Tag,
    story_artist,
    story_tag,
)

PAGE_SIZE = 20
RELATED = 3
MOST_TAGS = 10
CANDIDATES = 30  # of each tag, the last made: a tag of thousands costs no more than one of thirty

Headline = Row[str, str, str]  # slug, headline, language
HEADLINE = (Story.slug, Story.headline, Story.language)

# Readers' statements are made once: making one costs more than running it.
NOW = bindparam("now", type_=Story.publish_at.type)
BEARS_TAG = exists().where(story_tag.c.story_id == Story.id, story_tag.c.tag_id == bindparam("tag"))


def is_public(now: BindParameter[datetime] | None = None) -> ColumnElement[bool]:
    """Return the condition that readers may see a story: published, and not unpublished."""
    moment = clock.now() if now is None else now
    return and_(Story.withdrawn_at.is_(None), Story.publish_at <= moment)


WAS_PUBLIC = Story.publish_at <= Story.withdrawn_at


def each_asked(rule: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return `rule`, to be tested story by story in the wanted order until there are enough.

    SQLite keeps no statistics: it would gather all that keep the rule, and sort them.
    """
    return case((rule, 1), else_=0) == 1


FIND_STORY = (
    select(Story)
    .where(Story.slug == bindparam("slug"), is_public(NOW))
    .outerjoin(story_tag, story_tag.c.story_id == Story.id)
    .outerjoin(Tag, Tag.id == story_tag.c.tag_id)
    .outerjoin(story_artist, story_artist.c.story_id == Story.id)
    .outerjoin(Artist, Artist.id == story_artist.c.artist_id)
    .outerjoin(ArtistAlias, ArtistAlias.artist_id == Artist.id)
    .options(joinedload(Story.lead_picture))  # the others' joinedload would read whole tables
    .options(contains_eager(Story.tags), contains_eager(Story.artists, Artist.aliases))
    .order_by(Tag.name, Artist.name)
)
FIND_BRIEFLY = (
    select(Story).where(Story.slug == bindparam("slug"), is_public(NOW)).options(defer(Story.body))
)
BYLINES = select(Story.byline).where(Story.byline != "").distinct()


def find_story(slug: str) -> Story | None:
    """Return the public story at `slug`, with picture, tags and artists, or None."""
    found = db.session.scalars(FIND_STORY, {"slug": slug, "now": clock.now()})
    return found.unique().one_or_none()


def find_briefly(slug: str) -> Story | None:
    """Return the public story at `slug` without its related records, or None."""
    return db.session.scalar(FIND_BRIEFLY, {"slug": slug, "now": clock.now()})


def find_withdrawn(slug: str) -> Story | None:
    """Return the story at `slug` that readers could see until it was unpublished, or None."""
    return db.session.scalar(select(Story).where(Story.slug == slug, WAS_PUBLIC))


def find_present_slug(slug: str) -> str | None:
    """Return the present slug of a published story that was once at `slug`, or None."""
    query = select(Story.slug).join(FormerSlug, FormerSlug.story_id == Story.id)
    query = query.where(FormerSlug.slug == slug, or_(is_public(), WAS_PUBLIC))
    return db.session.scalar(query)


def _neighbours_query() -> Select[Any]:
    """Return the statement of neighbours."""
    moment, number = (
        bindparam("moment", type_=Story.publish_at.type),
        bindparam("number", type_=Story.id.type),
    )
    is_read = is_public(NOW)
    older = (
        select(literal("older").label("place"), *HEADLINE)
        .where(Story.withdrawn_at.is_(None), Story.publish_at <= moment)
        .where(or_(Story.publish_at < moment, Story.id < number))
        .order_by(Story.publish_at.desc(), Story.id.desc())
    )
    newer = (
        select(literal("newer").label("place"), *HEADLINE)
        .where(is_read, Story.publish_at >= moment)
        .where(or_(Story.publish_at > moment, Story.id > number))
        .order_by(Story.publish_at, Story.id)
    )
    both = union_all(*(select(part.limit(1).subquery()) for part in (older, newer)))
    return select(both.subquery())


NEIGHBOURS = _neighbours_query()


def neighbours(story: Story) -> tuple[Headline | None, Headline | None]:
    """Return the public stories before and after this one in time, as (older, newer)."""
    at = {"moment": story.publish_at, "number": story.id, "now": clock.now()}
    found: dict[str, Any] = {row.place: row for row in rows(NEIGHBOURS, at)}
    return found.get("older"), found.get("newer")


@cache
def _related_query(tags: int) -> Select[str, str, str]:
    """Return the statement of related_stories for a story of so many tags, built once."""
    newest = (
        select(story_tag.c.story_id)
        .where(story_tag.c.tag_id == bindparam(f"tag_{place}"))
        .where(story_tag.c.story_id != bindparam("number"))
        .where(exists().where(Story.id == story_tag.c.story_id, is_public(NOW)))
        .order_by(story_tag.c.story_id.desc())
        .limit(CANDIDATES)
        .subquery()
        for place in range(tags)
    )
    shared = union_all(*(select(part) for part in newest)).subquery()
    return (
        select(*HEADLINE)
        .join(shared, shared.c.story_id == Story.id)
        .group_by(Story.id)
        .order_by(func.count().desc(), Story.publish_at.desc(), Story.id.desc())
        .limit(RELATED)
    )


def related_stories(story: Story) -> Sequence[Headline]:
    """Return up to three public stories that share most tags with this one, then the newest."""
    tags = story.tags[:MOST_TAGS]
    if not tags:
        return []
    at = {f"tag_{place}": tag.id for place, tag in enumerate(tags)}
    statement = _related_query(len(tags))
    return rows(statement, {**at, "number": story.id, "now": clock.now()}).all()


def stories_about(keys: Collection[str], limit: int = RELATED) -> Sequence[Headline]:
    """Return the newest public stories about one of the artists whose names have these keys."""
    artists = union_all(
        select(Artist.id).where(Artist.key.in_(keys)),
        select(ArtistAlias.artist_id).where(ArtistAlias.key.in_(keys)),
    )
    about = select(story_artist.c.story_id).where(story_artist.c.artist_id.in_(artists))
    return db.session.execute(
        select(*HEADLINE)
        .where(is_public(), Story.id.in_(about))
        .order_by(Story.publish_at.desc(), Story.id.desc())
        .limit(limit)
    ).all()


def bylines() -> Sequence[str]:
    """Return every byline of a story."""
    return [name for byline in rows(BYLINES, {}).scalars() for name in authors(byline)]


def find_tag(slug: str) -> Tag | None:
    """Return the tag at `slug` if a public story has it, or None."""
    borne = exists().where(
        story_tag.c.tag_id == Tag.id, story_tag.c.story_id == Story.id, is_public()
    )
    return db.session.scalar(select(Tag).where(Tag.slug == slug, borne))


def find_tag_of_former(slug: str) -> Tag | None:
    """Return the tag formerly at `slug` or the one it was merged into, if a public story has it."""
    query = select(Tag.slug).join(FormerTag, FormerTag.tag_id == Tag.id)
    present = db.session.scalar(query.where(FormerTag.slug == slug))
    return find_tag(present) if present else None
