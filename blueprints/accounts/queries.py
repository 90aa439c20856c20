"""What is read about people."""

from collections.abc import Sequence

from sqlalchemy import select

from blueprints.accounts.models import StaffSession
from blueprints.accounts.sessions import LIFETIME
from blueprints.core import clock
from blueprints.core.extensions import db


def sessions_of(user_id: int) -> Sequence[StaffSession]:
    """Where the user is signed in, the latest seen first."""
    theirs = select(StaffSession).where(
        StaffSession.user_id == user_id, StaffSession.seen_at > clock.now() - LIFETIME
    )
    return db.session.scalars(theirs.order_by(StaffSession.seen_at.desc())).all()
