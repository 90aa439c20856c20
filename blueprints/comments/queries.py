"""Reading opinions: what is published, for readers; what the rules need to know."""

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
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased, joinedload

from blueprints.comments.models import ClosedDiscussion, Comment
from blueprints.comments.rules import RATES
from blueprints.comments.tree import AFTER_DIGITS, Opinion
from blueprints.core import clock
from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import db
from blueprints.news.models import Story
from blueprints.news.queries import is_public
from blueprints.player.models import Play

PAGE_SIZE = 50
DAY = timedelta(days=1)
MOST_OF_FEED = 20
PUBLISHED = "published"


@dataclass(frozen=True)
class Thread:
    """One page of a story's opinions in reading order; `count` is of all that are published."""

    opinions: list[Opinion]
    count: int
    page: int
    pages: int
    is_closed: bool


Latest = Row[int, str, str, str | None, str, str, str]


def _has_place(comment: type[Comment]) -> ColumnElement[bool]:
    """Whether a reply is read: it is published, or was, and published answers stand below it."""
    answer = aliased(Comment)
    answers = select(answer.id).where(
        answer.story_id == comment.story_id,
        answer.path > comment.path,
        answer.path < comment.path + AFTER_DIGITS,
        answer.state == PUBLISHED,
    )
    return or_(comment.state == PUBLISHED, answers.exists())


def _thread_query() -> Select[Any]:
    """The statement of find_thread, made once: making it costs more than running it.

    After three facts about the thread, its columns are those of an Opinion; what a removed one
    said is not even read.
    """
    comment, parent, placed = aliased(Comment), aliased(Comment), aliased(Comment)
    count = select(func.count()).where(Comment.story_id == STORY_ID, Comment.state == PUBLISHED)
    places = select(func.count(placed.id)).where(placed.story_id == STORY_ID, _has_place(placed))
    closed = select(ClosedDiscussion.story_id).where(ClosedDiscussion.story_id == STORY_ID)
    return (
        select(
            count.scalar_subquery(),
            places.scalar_subquery(),
            closed.scalar_subquery(),
            comment.id,
            comment.parent_id,
            comment.path,
            comment.state != PUBLISHED,
            case((comment.state == PUBLISHED, comment.name), else_=""),
            case((comment.state == PUBLISHED, comment.website), else_=""),
            case((comment.state == PUBLISHED, comment.text), else_=""),
            comment.created_at,
            case(
                (comment.parent_id.is_(None), None),
                (parent.state == PUBLISHED, parent.name),
                else_="",
            ),
            case((comment.state == PUBLISHED, Play.title)),
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
    """Page `page` of the opinions under `story`; read by one query."""
    at = {"story_id": story.id, "offset": (page - 1) * PAGE_SIZE}
    rows = db.session.execute(THREAD, at).all()
    if not rows:
        return Thread([], 0, page, 0, False)
    count, places, closed = rows[0][:FACTS]
    opinions = [Opinion(*row[FACTS:]) for row in rows if row.id is not None]
    return Thread(opinions, count, page, -(-places // PAGE_SIZE), closed is not None)


def page_of(story: Story, comment_id: int) -> int:
    """The page of the thread that holds this reply; the first when readers cannot see it."""
    path = select(Comment.path).where(
        Comment.id == comment_id, Comment.story_id == story.id, _has_place(Comment)
    )
    other = aliased(Comment)
    before = select(func.count(other.id)).where(
        other.story_id == story.id, other.path < path.scalar_subquery(), _has_place(other)
    )
    return (db.session.scalar(before) or 0) // PAGE_SIZE + 1


def counts_of(stories: Collection[Story]) -> dict[int, int]:
    """How many opinions are published under each of `stories`, by the story's number."""
    numbers = [story.id for story in stories]
    query = select(Comment.story_id, func.count()).where(
        Comment.story_id.in_(numbers), Comment.state == PUBLISHED
    )
    rows = db.session.execute(query.group_by(Comment.story_id)).all() if numbers else []
    return {story_id: count for story_id, count in rows}


def latest_opinions(limit: int) -> Sequence[Latest]:
    """The newest published opinions under stories that readers may see."""
    return db.session.execute(
        select(
            Comment.id,
            Comment.name,
            Comment.text,
            Play.title.label("playing"),
            Story.slug,
            Story.headline,
            Story.language,
        )
        .join(Story, Story.id == Comment.story_id)
        .outerjoin(Play, Play.id == Comment.play_id)
        .where(Comment.state == PUBLISHED, is_public())
        .order_by(Comment.created_at.desc(), Comment.id.desc())
        .limit(limit)
    ).all()


def newest_of(story: Story) -> Sequence[Comment]:
    """The newest twenty published replies to `story`."""
    query = select(Comment).where(Comment.story_id == story.id, Comment.state == PUBLISHED)
    query = query.order_by(Comment.created_at.desc(), Comment.id.desc())
    return db.session.scalars(query.limit(MOST_OF_FEED)).all()


def thread_changed_at(story: Story) -> datetime:
    """When what readers see of a story's thread last changed."""
    newest = select(func.max(Comment.changed_at)).where(Comment.story_id == story.id)
    was_seen = or_(Comment.state == PUBLISHED, Comment.changed_at > Comment.created_at)
    changed = db.session.scalar(newest.where(was_seen))
    return max(filter(None, (changed, story.publish_at, story.updated_at)))


def is_closed(story: Story) -> bool:
    """Whether `story` takes no more replies."""
    return db.session.get(ClosedDiscussion, story.id) is not None


def find_comment(number: int) -> Comment | None:
    """The reply of that number, in whatever state, or None."""
    return db.session.get(Comment, number) if 0 < number <= LARGEST_NUMBER else None


def find_published(story_id: int, number: int) -> Comment | None:
    """The published reply of that number under this story, or None."""
    query = select(Comment).where(Comment.id == number, Comment.story_id == story_id)
    return db.session.scalar(query.where(Comment.state == PUBLISHED))


def find_same(fingerprint: str) -> Comment | None:
    """The reply with this fingerprint, or None."""
    return db.session.scalar(select(Comment).where(Comment.fingerprint == fingerprint))


def was_approved(name: str, email: str) -> bool:
    """Whether a reply under this name and email is published."""
    query = select(Comment.id).where(
        Comment.email == email, Comment.name == name, Comment.state == PUBLISHED
    )
    return db.session.scalar(query.limit(1)) is not None


def ages_of(email: str, address_hash: str | None) -> list[list[float]]:
    """The ages in seconds of the day's replies by this email and from this address, newest first.

    One list for each.
    """
    most = RATES[-1][1]
    senders = [Comment.email == email]
    if address_hash is not None:
        senders.append(Comment.address_hash == address_hash)
    now = clock.now()
    lists = []
    for sender in senders:
        query = select(Comment.created_at).where(sender, Comment.created_at > now - DAY)
        newest = db.session.scalars(query.order_by(Comment.created_at.desc()).limit(most))
        lists.append([(now - moment).total_seconds() for moment in newest])
    return lists


def counts_from(network_hash: str | None) -> list[int]:
    """How many replies came from this network, one number for each of RATES."""
    if network_hash is None:
        return [0] * len(RATES)
    now = clock.now()
    since = [
        func.coalesce(func.sum(case((Comment.created_at > now - timedelta(seconds=s), 1))), 0)
        for s, _ in RATES
    ]
    query = select(*since).where(
        Comment.network_hash == network_hash, Comment.created_at > now - DAY
    )
    return list(db.session.execute(query).one())


def in_state(state: str) -> Sequence[Comment]:
    """The replies that are held, or spam, with their stories, oldest first."""
    query = select(Comment).options(joinedload(Comment.story)).where(Comment.state == state)
    return db.session.scalars(query.order_by(Comment.created_at, Comment.id)).all()


def by_email(email: str) -> Sequence[Comment]:
    """Every reply by this email, with its story, oldest first."""
    query = select(Comment).options(joinedload(Comment.story)).where(Comment.email == email)
    return db.session.scalars(query.order_by(Comment.created_at, Comment.id)).all()
