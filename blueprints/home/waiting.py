"""What is open at the desk for a member of staff, in few queries however much there is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, func, or_, select

from blueprints.accounts.models import User
from blueprints.comments.models import Comment
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.editor.working_copies import WorkingCopy
from blueprints.news.desk_queries import state_at
from blueprints.news.models import Story

SHOWN = 5
COMMENTS_SHOWN = 3


@dataclass(frozen=True)
class Pile:
    """What is open in one way: the first of it, and how many there are."""

    first: Sequence[Any] = ()
    count: int = 0


@dataclass(frozen=True)
class Moderation:
    """Comments that need a moderator, and how many are in spam."""

    pending: Pile = field(default_factory=Pile)
    spam: int = 0


def unsaved(user: User) -> Pile:
    """The user's autosaved, unsaved changes, the latest first."""
    query = (
        select(
            WorkingCopy.key,
            WorkingCopy.story_id,
            WorkingCopy.saved_at,
            WorkingCopy.fields["headline"].as_string().label("typed"),
            Story.headline,
            func.count().over().label("count"),
        )
        .outerjoin(Story, Story.id == WorkingCopy.story_id)
        .where(WorkingCopy.user_id == user.id)
        .order_by(WorkingCopy.saved_at.desc())
        .limit(SHOWN)
    )
    return _pile(db.session.execute(query).all())


def _waiting_stories(user: User) -> Select[Any]:
    """Unpublished stories: the user's own, and for editors those that others submitted."""
    now = clock.now()
    state = state_at(now)
    is_due = or_(Story.publish_at.is_(None), Story.publish_at > now)
    query = select(
        Story.id,
        Story.headline,
        Story.language,
        Story.byline,
        Story.publish_at,
        Story.handed_in_at,
        Story.updated_at,
        state.label("state"),
        func.count().over(partition_by=state).label("count"),
        func.row_number()
        .over(
            partition_by=state,
            order_by=(Story.publish_at, Story.handed_in_at, Story.updated_at.desc(), Story.id),
        )
        .label("place"),
    ).where(Story.withdrawn_at.is_(None), is_due)
    own = Story.owner_id == user.id
    if user.holds("editor"):
        own = or_(own, Story.handed_in_at.is_not(None), Story.publish_at.is_not(None))
    return query.where(own)


def stories(user: User) -> dict[str, Pile]:
    """The user's drafts, and the pending and scheduled stories (for a DJ, only their own)."""
    numbered = _waiting_stories(user).subquery()
    query = select(numbered).where(numbered.c.place <= SHOWN)
    found = db.session.execute(query.order_by(numbered.c.state, numbered.c.place)).all()
    return {
        state: _pile([row for row in found if row.state == state])
        for state in ("draft", "pending", "scheduled")
    }


def _pile(found: Sequence[Any]) -> Pile:
    return Pile(found, found[0].count) if found else Pile()


def comments(user: User) -> Moderation:
    """What a moderator should look at; nothing for those who do not moderate."""
    if not user.holds("editor"):
        return Moderation()
    counts = select(Comment.state, func.count()).where(Comment.state.in_(("pending", "spam")))
    by_state = {state: count for state, count in db.session.execute(counts.group_by(Comment.state))}
    first = (
        select(Comment.id, Comment.name, Comment.text, Comment.created_at, Story.headline)
        .join(Story, Story.id == Comment.story_id)
        .where(Comment.state == "pending")
        .order_by(Comment.created_at, Comment.id)
        .limit(COMMENTS_SHOWN)
    )
    pending = Pile(db.session.execute(first).all(), by_state.get("pending", 0))
    return Moderation(pending, by_state.get("spam", 0))
