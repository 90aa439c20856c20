"""Reads of comments for moderators, in every state."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from blueprints.comments.models import Comment, ModerationEntry
from blueprints.core.extensions import db
from blueprints.news.models import Story

PAGE_SIZE = 50
STATES = ("pending", "spam", "approved")

Entry = Row[int | None, str, str, datetime]  # comment, act, by, at


def list_comments(state: str, q: str, page: int) -> list[tuple[Comment, Comment | None]]:
    """Return a page of the comments in a state, and one more, each with its parent.

    Pending ones are listed oldest first, others newest first.
    """
    answered = aliased(Comment)
    query = (
        select(Comment, answered)
        .join(Comment.story)
        .outerjoin(answered, answered.id == Comment.parent_id)
        .where(Comment.state == state)
        .options(contains_eager(Comment.story).defer(Story.body), joinedload(Comment.play))
    )
    if q:
        fields = (Comment.name, Comment.email, Comment.text, Comment.website, Story.headline)
        query = query.where(or_(*(field.icontains(q, autoescape=True) for field in fields)))
    order = (Comment.created_at, Comment.id)
    query = query.order_by(*(order if state == "pending" else (part.desc() for part in order)))
    found = db.session.execute(query.limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE))
    return [(comment, parent) for comment, parent in found]


def last_entries(numbers: Collection[int]) -> dict[int, Entry]:
    """Return the last act of moderation on each of these comments, by the comment's number."""
    newest = (
        select(func.max(ModerationEntry.id))
        .where(ModerationEntry.comment_id.in_(numbers))
        .group_by(ModerationEntry.comment_id)
    )
    columns = (ModerationEntry.comment_id, ModerationEntry.act, ModerationEntry.by,
               ModerationEntry.at)  # fmt: skip
    found = db.session.execute(select(*columns).where(ModerationEntry.id.in_(newest)))
    return {row.comment_id: row for row in found if row.comment_id is not None}


def find_all(numbers: Collection[int]) -> Sequence[Comment]:
    """Return the comments with these numbers that exist and are not deleted."""
    query = select(Comment).where(Comment.id.in_(numbers), Comment.state != "deleted")
    return db.session.scalars(query.options(joinedload(Comment.story).defer(Story.body))).all()
