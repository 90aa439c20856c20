"""Unfinished stories of a member of staff, in few queries however many there are."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, func, or_, select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.todo import Pile
from blueprints.editor.working_copies import WorkingCopy
from blueprints.news.desk_queries import state_at
from blueprints.news.models import Story

SHOWN = 5


def unsaved(user: User) -> Pile:
    """Return the user's autosaved, unsaved changes, the latest first."""
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
    return Pile.of(db.session.execute(query).all())


def _waiting_stories(user: User, apart: Collection[int]) -> Select[Any]:
    """Return unpublished stories: the user's own, and for editors those that others submitted.

    Without the drafts with the numbers `apart`.
    """
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
    return query.where(own, or_(Story.handed_in_at.is_not(None), Story.id.not_in(apart)))


def stories(user: User, apart: Collection[int]) -> dict[str, Pile]:
    """Return the user's drafts, and pending and scheduled stories (for a DJ, only their own).

    The drafts with the numbers `apart` are listed elsewhere.
    """
    numbered = _waiting_stories(user, apart).subquery()
    query = select(numbered).where(numbered.c.place <= SHOWN)
    found = db.session.execute(query.order_by(numbered.c.state, numbered.c.place)).all()
    return {
        state: Pile.of([row for row in found if row.state == state])
        for state in ("draft", "pending", "scheduled")
    }
