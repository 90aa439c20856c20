"""Comments to moderate, for the desk's front page."""

from dataclasses import dataclass, field

from sqlalchemy import func, select

from blueprints.accounts.models import User
from blueprints.comments.models import Comment
from blueprints.core.extensions import db
from blueprints.core.todo import Pile
from blueprints.news.models import Story

SHOWN = 3


@dataclass(frozen=True)
class Moderation:
    """Comments that need a moderator, and the number of those in spam."""

    pending: Pile = field(default_factory=Pile)
    spam: int = 0


def moderation_for(user: User) -> Moderation:
    """Return what a moderator should look at; nothing for users who do not moderate."""
    if not user.holds("editor"):
        return Moderation()
    counts = select(Comment.state, func.count()).where(Comment.state.in_(("pending", "spam")))
    by_state = {state: count for state, count in db.session.execute(counts.group_by(Comment.state))}
    first = (
        select(Comment.id, Comment.name, Comment.text, Comment.created_at, Story.headline)
        .join(Story, Story.id == Comment.story_id)
        .where(Comment.state == "pending")
        .order_by(Comment.created_at, Comment.id)
        .limit(SHOWN)
    )
    pending = Pile(db.session.execute(first).all(), by_state.get("pending", 0))
    return Moderation(pending, by_state.get("spam", 0))
