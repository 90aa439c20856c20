"""Reads of comments for moderators, in every state."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from blueprints.accounts.models import User
from blueprints.comments.models import ClosedDiscussion, Comment, CommentReport
from blueprints.core.extensions import db, rows
from blueprints.news.models import Story

PAGE_SIZE = 50
PENDING_SIZE = 200
REPORTED = "reported"  # has reports, or an objection, that nobody decided
STATES = ("pending", REPORTED, "approved", "rejected", "spam")


@dataclass(frozen=True)
class Listed:
    """A comment in the queue, its parent, and whether its story takes no more comments."""

    comment: Comment
    answered: Comment | None
    is_closed: bool


def page_size(state: str) -> int:
    """Return how many comments in a state are on a page."""
    return PENDING_SIZE if state == "pending" else PAGE_SIZE


def list_comments(state: str, q: str, page: int) -> list[Listed]:
    """Return a page of the comments in one of STATES, and one more.

    Pending ones are listed oldest first, reported ones by the oldest report, others newest first.
    """
    query = _listed().where(_is_open_to_review(state))
    if q:
        fields = (Comment.name, Comment.email, Comment.text, Comment.website, Story.headline)
        query = query.where(or_(*(field.icontains(q, autoescape=True) for field in fields)))
    query = query.order_by(*_order(state))
    size = page_size(state)
    return _read(query.limit(size + 1).offset((page - 1) * size))


def _is_open_to_review(state: str) -> ColumnElement[bool]:
    if state != REPORTED:
        return Comment.state == state
    reported = select(CommentReport.comment_id).where(CommentReport.decided_at.is_(None))
    return and_(Comment.id.in_(reported), Comment.state != "deleted")


def _order(state: str) -> Sequence[ColumnElement[Any]]:
    if state == "pending":
        return Comment.created_at.asc(), Comment.id.asc()
    if state == REPORTED:
        first = select(func.min(CommentReport.id)).where(
            CommentReport.comment_id == Comment.id, CommentReport.decided_at.is_(None)
        )
        return (first.scalar_subquery().asc(),)
    return Comment.created_at.desc(), Comment.id.desc()


def find_listed(number: int) -> list[Listed]:
    """Return the comment with that number, in any state but deleted, as a list of one or none."""
    return _read(_listed().where(Comment.id == number, Comment.state != "deleted"))


def _listed() -> Select[Comment, Comment, int]:
    answered = aliased(Comment)
    return (
        select(Comment, answered, ClosedDiscussion.story_id)
        .join(Comment.story)
        .outerjoin(answered, answered.id == Comment.parent_id)
        .outerjoin(ClosedDiscussion, ClosedDiscussion.story_id == Comment.story_id)
        .options(contains_eager(Comment.story).defer(Story.body), joinedload(Comment.play))
    )


def _read(query: Select[Comment, Comment, int]) -> list[Listed]:
    found = db.session.execute(query)
    return [Listed(comment, parent, closed is not None) for comment, parent, closed in found]


def find_all(numbers: Collection[int]) -> Sequence[Comment]:
    """Return the comments with these numbers that exist, deleted ones too."""
    query = select(Comment).where(Comment.id.in_(numbers))
    story = joinedload(Comment.story).defer(Story.body)
    return db.session.scalars(query.options(story, joinedload(Comment.play))).all()


def counts() -> dict[str, int]:
    """Return how many comments are pending, and how many are reported."""
    columns = [
        select(func.count(Comment.id)).where(_is_open_to_review(state)).scalar_subquery()
        for state in ("pending", REPORTED)
    ]
    pending, reported = rows(select(*columns), {}).one()
    return {"pending": pending, REPORTED: reported}


def newest_number() -> int:
    """Return the highest number of a comment, 0 without any."""
    return db.session.scalar(select(func.max(Comment.id))) or 0


def pending_after(number: int) -> list[int]:
    """Return the numbers of pending comments above `number`: those that came since, at most 200."""
    query = select(Comment.id).where(Comment.state == "pending", Comment.id > number)
    return list(db.session.scalars(query.order_by(Comment.id).limit(PENDING_SIZE)))


def in_state(state: str) -> Sequence[Comment]:
    """Return the comments that are pending, or spam, with their stories, oldest first."""
    query = select(Comment).options(joinedload(Comment.story)).where(Comment.state == state)
    return db.session.scalars(query.order_by(Comment.created_at, Comment.id)).all()


def station_answers(comment: Comment) -> Sequence[tuple[Comment, str]]:
    """Return the station's replies to `comment` with the names of their writers, oldest first."""
    query = (
        select(Comment, func.coalesce(User.name, ""))
        .outerjoin(User, User.id == Comment.user_id)
        .where(Comment.answers_id == comment.id, Comment.by_station, Comment.state == "approved")
        .order_by(Comment.id)
    )
    return [(answer, name) for answer, name in db.session.execute(query)]
