"""Who has the desk of a studio: the presenters of the show on air together, or a user who took it.

A show's presenters keep it for the station's grace after their turn. A user who takes it during a
turn stands in for them; outside of turns it is released after a time without activity.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.dates import clock_time
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.news.bylines import listed
from blueprints.studio.models import Desk, Presence
from blueprints.studio.refusals import Refusal
from blueprints.studio.turns import Turn, turns

SEEN_FOR = timedelta(seconds=75)  # the console says every 30 s that it is open
OPEN = ("on", "grace")  # the phases of a turn in which its presenters have the desk


@dataclass(frozen=True)
class Holder:
    """Who has a desk: all of `user_ids` may edit, nobody without one.

    `user_id` took it by hand, at `taken_at`; without one the presenters of `show` have it
    together, until then. `name` is all their names.
    """

    user_id: int | None = None
    name: str = ""
    taken_at: datetime | None = None
    show: str = ""
    until: datetime | None = None
    user_ids: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the holder as the console reads it."""
        times = {"taken_at": rfc3339(self.taken_at), "until": rfc3339(self.until)}
        return asdict(self) | times


def released_before() -> datetime:
    """Return the moment before which a sign of life is too old to keep the desk."""
    return clock.now() - timedelta(minutes=station().studio_release)


def holder_of(studio: str) -> Holder:
    """Return who has the desk of `studio`."""
    people = _people_of_turns() if studio == "air" else {}
    taken, now_open = _taken(studio), [turn for turn in people if turn.phase in OPEN]
    if now_open:
        return _holder_in(now_open, people, taken)
    if taken is None or taken.active_at <= released_before():
        return Holder()
    is_over = any(turn.ends_at > taken.taken_at for turn in people)
    return Holder() if is_over else _by_hand(taken)


def _people_of_turns() -> dict[Turn, list[User]]:
    """Return the turns that have begun, with the presenters who may use the studio."""
    begun = [turn for turn in turns() if turn.user_ids and turn.phase != "coming"]
    if not begun:
        return {}
    asked = User.id.in_(set().union(*(turn.user_ids for turn in begun)))
    query = select(User).where(asked, User.active).options(selectinload(User.roles))
    djs = [user for user in db.session.scalars(query.order_by(User.name)) if user.holds("dj")]
    found = {turn: [dj for dj in djs if dj.id in turn.user_ids] for turn in begun}
    return {turn: people for turn, people in found.items() if people}


def _taken(studio: str) -> Any:
    """Return the row of who took the desk by hand, though that may be over, or None."""
    columns = select(Desk.user_id, User.name, Desk.taken_at, Desk.active_at)
    by_user = columns.join(User, User.id == Desk.user_id)
    return db.session.execute(by_user.where(Desk.studio == studio, User.active)).first()


def _by_hand(taken: Any, last: Turn | None = None) -> Holder:
    user_id, name, taken_at, _active_at = taken
    return Holder(user_id, name, taken_at, last.show if last else "", None, (user_id,))


def _holder_in(now_open: list[Turn], people: dict[Turn, list[User]], taken: Any) -> Holder:
    """Return who has the desk in these turns: whoever took it since one began stands in for it."""
    last, names = now_open[-1], {}
    if taken and taken.taken_at >= last.starts_at:
        return _by_hand(taken, last)
    for turn in now_open:
        if taken and taken.taken_at >= turn.starts_at:
            names[taken.user_id] = taken.name
        else:
            names |= {user.id: user.name for user in people[turn]}
    until = min(turn.ends_at if turn.phase == "on" else turn.grace_ends_at for turn in now_open)
    return Holder(None, listed(list(names.values())), None, last.show, until, tuple(names))


def need_desk(studio: str, user: User) -> None:
    """Raise Refusal (409) unless `user` has the desk of `studio`, alone or with others."""
    holder = holder_of(studio)
    if user.id in holder.user_ids:
        return
    if not holder.user_ids:
        error, todo = _("Nobody has the desk."), _("Take the desk, then try again.")
    else:
        error, todo = _words(holder), _("Take the desk if it is your turn, then try again.")
    raise Refusal(409, error, todo, desk=holder.as_json())


def _words(holder: Holder) -> str:
    if holder.until is None:
        return str(_("%(name)s has the desk.", name=holder.name))
    words = ngettext(
        "%(show)s: %(names)s has the desk until %(time)s.",
        "%(show)s: %(names)s have the desk until %(time)s.",
        len(holder.user_ids),
        show=holder.show,
        names=holder.name,
        time=clock_time(holder.until),
    )
    return str(words)


def take(studio: str, user: User) -> Holder:
    """Give the desk to `user`; return who had it before. Call it inside begin_write().

    A presenter of the show on air who takes it from a stand-in has it with the others again.
    """
    before, now = holder_of(studio), clock.now()
    desk = _desk(studio)
    if user.id not in before.user_ids:
        presented = [turn.user_ids for turn in turns() if turn.phase in OPEN][-1:]
        is_theirs = studio == "air" and any(user.id in ids for ids in presented)
        desk.user_id, desk.taken_at = None if is_theirs else user.id, now
    desk.active_at = now
    return before


def give_back(studio: str, user: User) -> bool:
    """Free the desk if `user` took it; return True if they had. Call it inside begin_write().

    During a show it is its presenters' again.
    """
    had = holder_of(studio).user_id == user.id
    if had:
        _desk(studio).user_id = None
    return had


def note_active(studio: str, user_id: int) -> None:
    """Note a sign of life of a user, if they took the desk; call it inside begin_write()."""
    if holder_of(studio).user_id == user_id:
        _desk(studio).active_at = clock.now()


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
