"""New entries and failing sources of the newswire, for the desk's front page."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.core.todo import Pile
from blueprints.wire.models import WireEntry, WireSource

SHOWN = 3
MOST_FAILURES = 3


@dataclass(frozen=True)
class Newswire:
    """Entries to decide about, the number of updates, and sources that fail again and again."""

    new: Pile = field(default_factory=Pile)
    updates: int = 0
    failing: Sequence[WireSource] = ()


def newswire_for(user: User) -> Newswire:
    """Return what an editor should look at; nothing for users who are none."""
    if not user.holds("editor"):
        return Newswire()
    entries = (
        select(WireEntry.id, WireEntry.headline, WireEntry.published_at,
               WireSource.name, func.count().over().label("count"))
        .join(WireEntry.source)
        .where(WireEntry.state == "new")
        .order_by(WireEntry.published_at.desc(), WireEntry.id.desc())
        .limit(SHOWN)
    )  # fmt: skip
    updates = select(func.count()).where(WireEntry.update_at.is_not(None))
    broken = or_(WireSource.failures >= MOST_FAILURES, WireSource.gone_at.is_not(None))
    failing = select(WireSource).where(broken, WireSource.paused_at.is_(None))
    return Newswire(
        Pile.of(db.session.execute(entries).all()),
        db.session.scalar(updates) or 0,
        db.session.scalars(failing.order_by(WireSource.name).limit(SHOWN)).all(),
    )
