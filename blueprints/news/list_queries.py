"""Reading the news as lists show it: pages of stories, the front page, feeds."""

from collections.abc import Collection
from functools import cache

from sqlalchemy import CompoundSelect, Integer, Row, Select, bindparam, select, union_all
from sqlalchemy.orm import defer, joinedload, load_only

from blueprints.core import clock
from blueprints.core.extensions import db, rows
from blueprints.media.models import Clip
from blueprints.news.models import Story, Tag, story_clip, story_tag
from blueprints.news.queries import (
    BEARS_TAG,
    NOW,
    PAGE_SIZE,
    each_asked,
    is_public,
)

StoryTag = Row[int, str, str]  # story_id, slug, name
IN_LISTS = (Story.slug, Story.headline, Story.standfirst, Story.byline, Story.language,
            Story.publish_at, Story.pinned_at, Story.source_name)  # fmt: skip
IN_FEED = (*IN_LISTS, Story.body, Story.read_more, Story.corrections, Story.updated_at,
           Story.source_url, Story.rights)  # fmt: skip
NEWEST_FIRST = Story.publish_at.desc(), Story.id.desc()
LIMIT, OFFSET = (bindparam(name, type_=Integer) for name in ("limit", "offset"))


def public_stories() -> Select[Story]:
    """Every story that readers may see at NOW, newest first."""
    return select(Story).where(is_public(NOW)).order_by(*NEWEST_FIRST)


def _shown(numbers: Select[int] | CompoundSelect[int]) -> Select[Story]:
    """The stories of these numbers as lists show them: with pictures, without bodies."""
    query = select(Story).where(Story.id.in_(numbers)).order_by(*NEWEST_FIRST)
    return query.options(joinedload(Story.lead_picture), load_only(*IN_LISTS))


@cache
def _latest_query(is_of_tag: bool) -> Select[Story]:
    """The statement of latest_stories."""
    numbers = public_stories().with_only_columns(Story.id)  # skipped ones are not read whole
    if is_of_tag:
        numbers = numbers.where(BEARS_TAG)
    return _shown(numbers.limit(LIMIT).offset(OFFSET))


def latest_stories(limit: int, offset: int = 0, tag: Tag | None = None) -> list[Story]:
    """Up to `limit` public stories with their pictures, in one query; without bodies."""
    at = {"limit": limit, "offset": offset, "now": clock.now(), "tag": tag and tag.id}
    return list(db.session.scalars(_latest_query(tag is not None), at))


def _front_query() -> Select[Story]:
    """The statement of front_stories."""
    newest = public_stories().with_only_columns(Story.id).limit(LIMIT)
    pins = select(Story.id).where(each_asked(is_public(NOW)), Story.pinned_at.is_not(None))
    pin = pins.order_by(Story.pinned_at.desc(), Story.id.desc()).limit(1)
    return _shown(union_all(*(select(part.subquery()) for part in (newest, pin))))  # OR reads all


FRONT = _front_query()


def front_stories(limit: int) -> tuple[Story | None, list[Story]]:
    """(the public story that was pinned last or None, up to `limit` with it), in one query."""
    stories = list(db.session.scalars(FRONT, {"limit": limit, "now": clock.now()}))
    pinned = max((story for story in stories if story.pinned_at),
                 key=lambda story: (story.pinned_at, story.id), default=None)  # fmt: skip
    if pinned is None or len(stories) <= limit:
        return pinned, stories[:limit]
    return pinned, [pinned, *stories[: limit - 1]]


@cache
def _feed_query(is_of_tag: bool) -> Select[Story]:
    """The statement of stories_of_feed."""
    query = public_stories().options(joinedload(Story.lead_picture), load_only(*IN_FEED))
    return (query.where(BEARS_TAG) if is_of_tag else query).limit(PAGE_SIZE)


def stories_of_feed(tag: Tag | None = None) -> list[Story]:
    """The newest twenty public stories, with their bodies."""
    at = {"now": clock.now(), "tag": tag and tag.id}
    return list(db.session.scalars(_feed_query(tag is not None), at))


TAGS = (
    select(story_tag.c.story_id, Tag.slug, Tag.name)
    .join(Tag, Tag.id == story_tag.c.tag_id)
    .where(story_tag.c.story_id.in_(bindparam("stories", expanding=True)))
    .order_by(Tag.name)
)


def tags_of(stories: Collection[Story]) -> dict[int, list[StoryTag]]:
    """Return the tags of each of `stories` (story_id, slug, name), by the story's number."""
    tags: dict[int, list[StoryTag]] = {story.id: [] for story in stories}
    for tag in rows(TAGS, {"stories": list(tags)}) if tags else ():
        tags[tag.story_id].append(tag)
    return tags


CLIPS = (
    select(story_clip.c.story_id, Clip)
    .join(Clip, Clip.id == story_clip.c.clip_id)
    .where(story_clip.c.story_id.in_(bindparam("stories", expanding=True)))
    .order_by(Clip.id)
    .options(defer(Clip.transcript))
)


def clips_of(stories: Collection[Story]) -> dict[int, list[Clip]]:
    """The audio clips of each of `stories`, by the story's number."""
    clips: dict[int, list[Clip]] = {story.id: [] for story in stories}
    for number, clip in db.session.execute(CLIPS, {"stories": list(clips)}) if clips else ():
        clips[number].append(clip)
    return clips
