"""Who has the desk of a studio: taken, given back, or released after a time without activity."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.studio.models import Desk, Presence
from blueprints.studio.refusals import Refusal

SEEN_FOR = timedelta(seconds=75)  # the console says every 30 s that it is open


@dataclass(frozen=True)
class Holder:
    """Who has a desk, and since when; nobody without `user_id`."""

    user_id: int | None = None
    name: str = ""
    taken_at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the holder as the console reads it."""
        return {"user_id": self.user_id, "name": self.name, "taken_at": rfc3339(self.taken_at)}


def released_before() -> datetime:
    """Return the moment before which a sign of life is too old to keep the desk."""
    return clock.now() - timedelta(minutes=station().studio_release)


def holder_of(studio: str) -> Holder:
    """Return who has the desk of `studio`."""
    row = db.session.execute(
        select(Desk.user_id, User.name, Desk.taken_at)
        .join(User, User.id == Desk.user_id)
        .where(Desk.studio == studio, Desk.active_at > released_before(), User.active)
    ).first()
    return Holder(*row) if row else Holder()


def need_desk(studio: str, user: User) -> None:
    """Raise Refusal (409) unless `user` has the desk of `studio`.

    When shows have slots, the running slot's presenters will have it together: here.
    """
    holder = holder_of(studio)
    if holder.user_id == user.id:
        return
    if holder.user_id is None:
        error, todo = _("Nobody has the desk."), _("Take the desk, then try again.")
    else:
        error = _("%(name)s has the desk.", name=holder.name)
        todo = _("Take the desk if it is your turn, then try again.")
    raise Refusal(409, error, todo, desk=holder.as_json())


def take(studio: str, user: User) -> Holder:
    """Give the desk to `user`; return who had it before. Call it inside begin_write()."""
    before, now = holder_of(studio), clock.now()
    desk = _desk(studio)
    if before.user_id != user.id:
        desk.user_id, desk.taken_at = user.id, now
    desk.active_at = now
    return before


def give_back(studio: str, user: User) -> bool:
    """Free the desk if `user` has it; return True if they had. Call it inside begin_write()."""
    had = holder_of(studio).user_id == user.id
    if had:
        _desk(studio).user_id = None
    return had


def note_active(studio: str, user_id: int) -> None:
    """Note a sign of life of a user, if they have the desk; call it inside begin_write()."""
    desk = _desk(studio)
    if desk.user_id == user_id and desk.active_at and desk.active_at > released_before():
        desk.active_at = clock.now()


def note_seen(studio: str, user: User) -> None:
    """Note that `user` has the console open; call it inside begin_write()."""
    now = clock.now()
    db.session.merge(Presence(studio=studio, user_id=user.id, seen_at=now))
    old = Presence.studio == studio, Presence.seen_at < now - timedelta(days=1)
    db.session.execute(delete(Presence).where(*old))


def _desk(studio: str) -> Desk:
    desk = db.session.get(Desk, studio)
    if desk is None:
        desk = Desk(studio=studio)
        db.session.add(desk)
    return desk
