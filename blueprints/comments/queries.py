"""Reads of comments: approved ones for readers, and what the moderation rules need to know."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased, contains_eager, joinedload

from blueprints.comments import songs
from blueprints.comments.closed_stories import closing_time
from blueprints.comments.models import ClosedDiscussion, Comment
from blueprints.comments.tree import AFTER_DIGITS, Opinion
from blueprints.core import clock
from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import db, rows
from blueprints.news.models import Story
from blueprints.news.queries import NOW, is_public
from blueprints.player.models import Play

PAGE_SIZE = 50
DAY = timedelta(days=1)
MOST_OF_FEED = 20
APPROVED = "approved"


@dataclass(frozen=True)
class Thread:
    """One page of a story's comments in reading order; `count` is of all that are approved."""

    opinions: list[Opinion]
    count: int
    page: int
    pages: int
    is_closed: bool


Latest = Row[int, str, str, str | None, str, str, str]


def _has_place(comment: type[Comment]) -> ColumnElement[bool]:
    """Return a condition for comments that are approved, or were and have approved replies."""
    answer = aliased(Comment)
    answers = select(answer.id).where(
        answer.story_id == comment.story_id,
        answer.path > comment.path,
        answer.path < comment.path + AFTER_DIGITS,
        answer.state == APPROVED,
    )
    return or_(comment.state == APPROVED, answers.exists())


def _thread_query() -> Select[Any]:
    """Return the statement of find_thread, built once: building it costs more than running it.

    After three facts about the thread, its columns are those of an Opinion; the text of a removed
    comment is not even read.
    """
    comment, parent, placed = aliased(Comment), aliased(Comment), aliased(Comment)
    count = select(func.count()).where(Comment.story_id == STORY_ID, Comment.state == APPROVED)
    places = select(func.count(placed.id)).where(placed.story_id == STORY_ID, _has_place(placed))
    closed = exists().where(ClosedDiscussion.story_id == STORY_ID)
    return (
        select(
            count.scalar_subquery(),
            places.scalar_subquery(),
            or_(closed, Story.publish_at <= bindparam("closing", type_=Story.publish_at.type)),
            comment.id,
            comment.parent_id,
            comment.path,
            comment.state != APPROVED,
            case((comment.state == APPROVED, comment.name), else_=""),
            case((comment.state == APPROVED, comment.website), else_=""),
            case((comment.state == APPROVED, comment.text), else_=""),
            comment.created_at,
            case(
                (comment.parent_id.is_(None), None),
                (parent.state == APPROVED, parent.name),
                else_="",
            ),
            case((comment.state == APPROVED, songs.TITLE)),
            comment.edited_by,
            comment.by_station,
            case((comment.read_play_id.is_not(None), comment.read_at)),
        )
        .select_from(Story)
        .outerjoin(comment, and_(comment.story_id == Story.id, _has_place(comment)))
        .outerjoin(parent, parent.id == comment.parent_id)
        .outerjoin(Play, Play.id == comment.play_id)
        .where(Story.id == STORY_ID)
        .order_by(comment.path)
        .limit(PAGE_SIZE)
        .offset(bindparam("offset", type_=Integer))
    )


FACTS = 3
STORY_ID = bindparam("story_id", type_=Integer)
THREAD = _thread_query()


def find_thread(story: Story, page: int = 1) -> Thread:
    """Return page `page` of the comments under `story`, read by one query."""
    at = {"story_id": story.id, "offset": (page - 1) * PAGE_SIZE, "closing": closing_time()}
    at |= songs.asked()
    found = rows(THREAD, at).all()
    if not found:
        return Thread([], 0, page, 0, False)
    count, places, closed = found[0][:FACTS]
    opinions = [Opinion(*row[FACTS:]) for row in found if row.id is not None]
    return Thread(opinions, count, page, -(-places // PAGE_SIZE), bool(closed))


def page_of(story: Story, comment_id: int) -> int:
    """Return the page of the thread that holds this comment; the first if readers cannot see it."""
    path = select(Comment.path).where(
        Comment.id == comment_id, Comment.story_id == story.id, _has_place(Comment)
    )
    other = aliased(Comment)
    before = select(func.count(other.id)).where(
        other.story_id == story.id, other.path < path.scalar_subquery(), _has_place(other)
    )
    return (db.session.scalar(before) or 0) // PAGE_SIZE + 1


STORIES = bindparam("stories", type_=Integer, expanding=True)
COUNTS = (
    select(Comment.story_id, func.count())
    .where(Comment.story_id.in_(STORIES), Comment.state == APPROVED)
    .group_by(Comment.story_id)
)


def counts_of(stories: Collection[Story]) -> dict[int, int]:
    """Return how many comments are approved under each of `stories`, by the story's number."""
    found = rows(COUNTS, {"stories": [story.id for story in stories]}) if stories else ()
    return {story_id: count for story_id, count in found}


LATEST = (
    select(
        Comment.id,
        Comment.name,
        Comment.text,
        songs.TITLE.label("playing"),
        Story.slug,
        Story.headline,
        Story.language,
    )
    .join(Story, Story.id == Comment.story_id)
    .outerjoin(Play, Play.id == Comment.play_id)
    .where(Comment.state == APPROVED, is_public(NOW))
    .order_by(Comment.created_at.desc(), Comment.id.desc())
    .limit(bindparam("limit", type_=Integer))
)


def latest_opinions(limit: int) -> Sequence[Latest]:
    """Return the newest approved comments under stories that readers may see."""
    at = {"limit": limit, "now": clock.now(), **songs.asked()}
    return rows(LATEST, at).all()


def newest_of(story: Story) -> Sequence[Comment]:
    """Return the newest twenty approved comments on `story`."""
    query = select(Comment).where(Comment.story_id == story.id, Comment.state == APPROVED)
    query = query.order_by(Comment.created_at.desc(), Comment.id.desc())
    return db.session.scalars(query.limit(MOST_OF_FEED)).all()


THREADS_CHANGED_AT = select(func.max(Comment.changed_at)).where(
    Comment.story_id.in_(STORIES),
    or_(Comment.state == APPROVED, Comment.changed_at > Comment.created_at),  # was seen
)


def threads_changed_at(stories: Collection[Story]) -> datetime | None:
    """Return when these stories' threads last changed for readers; None without comments."""
    return rows(THREADS_CHANGED_AT, {"stories": [story.id for story in stories]}).scalar()


def thread_changed_at(story: Story) -> datetime:
    """Return when a story or its thread last changed for readers."""
    moments = threads_changed_at([story]), story.publish_at, story.updated_at
    return max(filter(None, moments))


def find_comment(number: int) -> Comment | None:
    """Return the comment with that number, in any state, or None."""
    return db.session.get(Comment, number) if 0 < number <= LARGEST_NUMBER else None


def find_readable(number: int) -> Comment | None:
    """Return the comment with that number, in any state, if readers may see its story."""
    if not 0 < number <= LARGEST_NUMBER:
        return None
    query = select(Comment).join(Comment.story).where(Comment.id == number, is_public())
    return db.session.scalar(query.options(contains_eager(Comment.story).defer(Story.body)))


def find_published(story_id: int, number: int) -> Comment | None:
    """Return the published comment with that number under this story, or None."""
    query = select(Comment).where(Comment.id == number, Comment.story_id == story_id)
    return db.session.scalar(query.where(Comment.state == APPROVED))


FIND_SAME = select(Comment).where(Comment.fingerprint == bindparam("fingerprint"))


def find_same(fingerprint: str) -> Comment | None:
    """Return the comment with this fingerprint, or None."""
    return db.session.scalar(FIND_SAME, {"fingerprint": fingerprint})


def by_email(email: str) -> Sequence[Comment]:
    """Return every comment by this email, with its story, oldest first."""
    beside = joinedload(Comment.story).defer(Story.body), joinedload(Comment.play)
    query = select(Comment).options(*beside).where(Comment.email == email)
    return db.session.scalars(query.order_by(Comment.created_at, Comment.id)).all()
