"""Reading stories for the desk: whatever state they are in, and a list of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Revision, Story, Tag, story_tag
from blueprints.news.search import says

PAGE_SIZE = 20
STATES = ("draft", "handed-in", "scheduled", "published", "withdrawn")

Last = Row[int, str, str, datetime]  # story, by, act, at


@dataclass(frozen=True)
class Sought:
    """What a list of stories is narrowed to; "" is all."""

    q: str = ""
    state: str = ""
    author: str = ""
    tag: str = ""


@dataclass(frozen=True)
class Listed:
    """A story in the desk's list: its state and since (or from) when, and its last revision."""

    story: Story
    state: str
    at: datetime | None
    last: Last | None


def _moment_of(story: Story, state: str) -> datetime | None:
    """Since when a story is in its state; from when a scheduled one will be public."""
    moments = {"withdrawn": story.withdrawn_at, "handed-in": story.handed_in_at}
    return moments.get(state, story.publish_at)


def _listed(story: Story, now: datetime, last: Last | None) -> Listed:
    state = story.state(now)
    return Listed(story, state, _moment_of(story, state), last)


def _is_in(state: str, now: datetime) -> ColumnElement[bool]:
    unplanned = Story.publish_at.is_(None)
    rule = {
        "draft": and_(unplanned, Story.handed_in_at.is_(None)),
        "handed-in": and_(unplanned, Story.handed_in_at.is_not(None)),
        "scheduled": Story.publish_at > now,
        "published": Story.publish_at <= now,
    }
    if state == "withdrawn":
        return Story.withdrawn_at.is_not(None)
    return and_(Story.withdrawn_at.is_(None), rule[state])


def _is_by(author: str) -> ColumnElement[bool]:
    owners = select(User.id).where(User.name.icontains(author, autoescape=True))
    return or_(Story.byline.icontains(author, autoescape=True), Story.owner_id.in_(owners))


def _bears(tag: str) -> ColumnElement[bool]:
    named = or_(Tag.slug == tag, func.lower(Tag.name) == tag.lower())
    borne = select(story_tag.c.story_id).where(story_tag.c.tag_id.in_(select(Tag.id).where(named)))
    return Story.id.in_(borne)


def _each_asked(rule: ColumnElement[bool]) -> ColumnElement[bool]:
    """`rule`, asked of one story after the other in the order of the list, until a page is full.

    SQLite keeps no statistics: it would gather all that keep the rule, and sort them.
    """
    return case((rule, 1), else_=0) == 1


def _numbers(sought: Sought, user: User, now: datetime) -> Select[int]:
    """The numbers of the stories that are sought, the last changed first; a DJ's are their own."""
    rules = []
    if not user.holds("editor"):
        rules.append(Story.owner_id == user.id)
    if sought.state:
        rules.append(_is_in(sought.state, now))
    if sought.author:
        rules.append(_is_by(sought.author))
    if sought.tag:
        rules.append(_bears(sought.tag))
    if sought.q:
        rules.append(says(sought.q))
    query = select(Story.id).where(*map(_each_asked, rules))
    return query.order_by(Story.changed_at.desc(), Story.id.desc())


def list_stories(sought: Sought, user: User, page: int) -> tuple[list[Listed], bool]:
    """Page `page` of the stories that are sought and `user` may see; whether more follow."""
    now = clock.now()
    numbers = _numbers(sought, user, now).limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE)
    query = select(Story).where(Story.id.in_(numbers)).options(
        joinedload(Story.owner), selectinload(Story.tags), defer(Story.body)
    )  # fmt: skip
    query = query.order_by(Story.changed_at.desc(), Story.id.desc())
    stories = list(db.session.scalars(query))
    last = last_revisions([story.id for story in stories])
    listed = [_listed(story, now, last.get(story.id)) for story in stories]
    return listed[:PAGE_SIZE], len(listed) > PAGE_SIZE


def last_revisions(numbers: Collection[int]) -> dict[int, Last]:
    """The last act upon each of these stories, by the story's number."""
    newest = (
        select(func.max(Revision.id))
        .where(Revision.story_id.in_(numbers))
        .group_by(Revision.story_id)
    )
    query = select(Revision.story_id, Revision.by, Revision.act, Revision.at)
    found = db.session.execute(query.where(Revision.id.in_(newest))) if numbers else ()
    return {row.story_id: row for row in found}
