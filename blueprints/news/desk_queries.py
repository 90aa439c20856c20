"""Reads of stories for the desk, in every state, and its list of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, UnaryExpression, case, func, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import db
from blueprints.core.text import same_name, slug_of
from blueprints.news.desk_models import Revision
from blueprints.news.models import (
    LONGEST_TAG,
    Artist,
    ArtistAlias,
    FormerTag,
    Story,
    Tag,
    story_tag,
)
from blueprints.news.queries import each_asked
from blueprints.news.search import says

PAGE_SIZE = 20
MOST_REVISIONS = 500
SORTS = ("", "date", "title", "author", "state")
STATES = ("draft", "pending", "scheduled", "published", "unpublished")

Last = Row[int, str, str, datetime]  # story, by, act, at


@dataclass(frozen=True)
class Sought:
    """The filters of a list of stories ("" is all), and its order."""

    q: str = ""
    state: str = ""
    author: str = ""
    tag: str = ""
    sort: str = ""


@dataclass(frozen=True)
class Listed:
    """A story in the desk's list: its state and since (or from) when, and its last revision."""

    story: Story
    state: str
    at: datetime | None
    last: Last | None


def _moment_of(story: Story, state: str) -> datetime | None:
    """Return since when a story is in its state, or when a scheduled one will be public."""
    moments = {"unpublished": story.withdrawn_at, "pending": story.handed_in_at}
    return moments.get(state, story.publish_at)


def _listed(story: Story, now: datetime, last: Last | None) -> Listed:
    state = story.state(now)
    return Listed(story, state, _moment_of(story, state), last)


def state_at(now: datetime) -> ColumnElement[str]:
    """Return the state of a story at `now` as an expression, in line with Story.state()."""
    return case(
        (Story.withdrawn_at.is_not(None), "unpublished"),
        (Story.publish_at <= now, "published"),
        (Story.publish_at.is_not(None), "scheduled"),
        (Story.handed_in_at.is_not(None), "pending"),
        else_="draft",
    )


def _is_by(author: str) -> ColumnElement[bool]:
    owners = select(User.id).where(User.name.icontains(author, autoescape=True))
    return or_(Story.byline.icontains(author, autoescape=True), Story.owner_id.in_(owners))


def _bears(tag: str) -> ColumnElement[bool]:
    named = or_(Tag.slug == tag, func.lower(Tag.name) == tag.lower())
    borne = select(story_tag.c.story_id).where(story_tag.c.tag_id.in_(select(Tag.id).where(named)))
    return Story.id.in_(borne)


def _numbers(sought: Sought, user: User, now: datetime) -> Select[int]:
    """Return the numbers of the stories in the list, in order; a DJ sees only their own."""
    rules = []
    if not user.holds("editor"):
        rules.append(Story.owner_id == user.id)
    if sought.state:
        rules.append(state_at(now) == sought.state)
    if sought.author:
        rules.append(_is_by(sought.author))
    if sought.tag:
        rules.append(_bears(sought.tag))
    if sought.q:
        rules.append(says(sought.q))
    query = select(Story.id).where(*map(each_asked, rules))
    return query.order_by(*_order(sought.sort, now))


def _order(sort: str, now: datetime) -> tuple[UnaryExpression[Any] | ColumnElement[Any], ...]:
    """Return the order of a list; among equal rows the last changed comes first."""
    first: dict[str, tuple[Any, ...]] = {
        "date": (Story.publish_at.desc().nulls_last(),),
        "title": (func.lower(Story.headline),),
        "author": (Story.byline == "", func.lower(Story.byline)),
        "state": (case(dict(zip(STATES, count(), strict=False)), value=state_at(now)),),
    }
    return *first.get(sort, ()), Story.changed_at.desc(), Story.id.desc()


def list_stories(sought: Sought, user: User, page: int) -> tuple[list[Listed], bool]:
    """Return page `page` of the list that `user` may see, and True if more follow."""
    now = clock.now()
    numbers = _numbers(sought, user, now).limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE)
    query = select(Story).where(Story.id.in_(numbers)).options(
        joinedload(Story.owner), selectinload(Story.tags), defer(Story.body)
    )  # fmt: skip
    query = query.order_by(*_order(sought.sort, now))
    stories = list(db.session.scalars(query))
    last = last_revisions([story.id for story in stories])
    listed = [_listed(story, now, last.get(story.id)) for story in stories]
    return listed[:PAGE_SIZE], len(listed) > PAGE_SIZE


def last_revisions(numbers: Collection[int]) -> dict[int, Last]:
    """Return the last act on each of these stories, by the story's number."""
    newest = (
        select(func.max(Revision.id))
        .where(Revision.story_id.in_(numbers))
        .group_by(Revision.story_id)
    )
    query = select(Revision.story_id, Revision.by, Revision.act, Revision.at)
    found = db.session.execute(query.where(Revision.id.in_(newest))) if numbers else ()
    return {row.story_id: row for row in found}


# One story and its related records


def find_for_desk(number: int) -> Story | None:
    """Return the story `number` in any state, with all that its form shows, or None."""
    if number > LARGEST_NUMBER:
        return None
    query = select(Story).where(Story.id == number).options(
        joinedload(Story.lead_picture), joinedload(Story.owner),
        selectinload(Story.tags), selectinload(Story.artists),
    )  # fmt: skip
    return db.session.scalar(query)


def find_made_from(form_key: str, user_id: int) -> Story | None:
    """Return the story that `user_id` has made from the form with this key, or None."""
    made = Story.form_key == form_key, Story.owner_id == user_id
    return db.session.scalar(select(Story).where(*made)) if form_key else None


def last_revision(story: Story) -> Revision | None:
    """Return the last act on a story, without its fields; None if there is none."""
    query = select(Revision).where(Revision.story_id == story.id).options(defer(Revision.fields))
    return db.session.scalar(query.order_by(Revision.number.desc()).limit(1))


def revisions_of(story: Story) -> list[Revision]:
    """Return the ledger of a story, the last act first, without the fields."""
    query = select(Revision).where(Revision.story_id == story.id).options(defer(Revision.fields))
    return list(db.session.scalars(query.order_by(Revision.number.desc()).limit(MOST_REVISIONS)))


def find_revision(story: Story, number: int) -> Revision | None:
    """Return a story's revision by its number, or None."""
    if number > LARGEST_NUMBER:
        return None
    query = select(Revision).where(Revision.story_id == story.id, Revision.number == number)
    return db.session.scalar(query)


# Tags and artists


def find_tag_named(name: str) -> Tag | None:
    """Return the tag with this name, or the one it was merged into, or None."""
    slug = slug_of(name, LONGEST_TAG)
    former = db.session.get(FormerTag, slug)
    tag = db.session.scalar(select(Tag).where(Tag.slug == slug))
    return tag or (former.tag if former else None)


def find_artist_named(name: str) -> Artist | None:
    """Return the artist with this name or alias, or None."""
    key = same_name(name)
    alias = db.session.get(ArtistAlias, key)
    artist = db.session.scalar(select(Artist).where(Artist.key == key))
    return artist or (alias.artist if alias else None)
