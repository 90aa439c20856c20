"""The polled state of the studio on air, composed once for all consoles that ask."""

import hashlib
from datetime import datetime
from threading import Lock
from typing import Any

from cachetools import LRUCache
from sqlalchemy import ScalarSelect, Select, String, bindparam, cast, func, select

from blueprints.accounts.models import AuditEntry
from blueprints.accounts.sessions import cookie_of_request, user_of_cookie
from blueprints.core import clock
from blueprints.core.database import UtcDateTime
from blueprints.core.extensions import db, rows
from blueprints.news.queries import each_asked
from blueprints.player.models import MANUAL, LogEdit, MpdState, Play, Snapshot
from blueprints.shows.queries import VERSION, keep_version
from blueprints.studio.desk import SEEN_FOR, released_before
from blueprints.studio.models import Desk, Presence, QueueEdit
from blueprints.studio.state import encoded, source_of, stored
from blueprints.studio.studios import on_air
from blueprints.studio.turns import turns

MOMENT = UtcDateTime()


def _facts() -> Select[*tuple[Any, ...]]:
    """Return the statement for everything of which a state is made: it is one row."""
    now = bindparam("now", type_=MOMENT)
    asks = user_of_cookie("dj").limit(1)
    mpd = select(MpdState).where(MpdState.studio == "air")
    active_after, seen_after = (bindparam(name, type_=MOMENT) for name in ("active", "seen"))
    desk = select(Desk).where(Desk.studio == "air")
    open_row = select(Play.id).where(Play.ended_at.is_(None), each_asked(Play.source.in_(MANUAL)))
    open_row = open_row.where(Play.ends_by.is_(None) | (Play.ends_by > now))
    present = select(func.aggregate_strings(cast(Presence.user_id, String), ","))
    present = present.where(Presence.studio == "air", Presence.seen_at > seen_after)
    return select(
        _one(asks).label("user_id"),
        select(Snapshot.heard_at).where(Snapshot.id == 1).scalar_subquery().label("heard_at"),
        VERSION.scalar_subquery().label("schedule"),
        _one(mpd.with_only_columns(MpdState.etag)),
        _one(mpd.with_only_columns(MpdState.listeners)),
        _one(mpd.with_only_columns(cast(MpdState.stop_after, String))),
        _one(desk.with_only_columns(Desk.user_id)),
        _one(desk.with_only_columns(Desk.taken_at)),
        _one(desk.with_only_columns(Desk.active_at > active_after)),
        _one(open_row.order_by(Play.started_at.desc()).limit(1)),
        _one(select(func.max(QueueEdit.id)).where(QueueEdit.studio == "air")),
        _one(select(func.max(LogEdit.id))),
        _one(select(func.max(AuditEntry.id))),  # who may use the studio, and presents
        _one(select(func.max(Play.id))),
        _one(select(Play.ended_at).order_by(Play.started_at.desc(), Play.id.desc()).limit(1)),
        _one(select(func.count(Play.id)).where(Play.ended_at.is_(None), Play.covered)),
        _one(present),
    )


def _one(query: Select[Any]) -> ScalarSelect[Any]:
    return query.scalar_subquery()


FACTS = _facts()
CACHE: LRUCache[str, tuple[str, str]] = LRUCache(maxsize=8)
LOCK = Lock()


def polled() -> tuple[str, str, datetime | None] | None:
    """Return (JSON, ETag, when MPD answered last) of the state of the studio on air.

    It is composed anew only when a fact has changed: whoever asks in between gets the same. None
    if the request's cookie is not that of a DJ who is signed in.
    """
    now = clock.now()
    values = cookie_of_request() | {"now": now, "active": released_before(), "seen": now - SEEN_FOR}
    user_id, heard_at, schedule, *facts = rows(FACTS, values).one()
    if user_id is None:
        return None
    keep_version(schedule)
    shows = [(turn, turn.phase) for turn in turns()]
    told = db.engine.url.database, source_of(heard_at), facts, shows
    known = _composed(hashlib.sha256(repr(told).encode()).hexdigest(), heard_at)
    return *known, heard_at


def _composed(key: str, heard_at: datetime | None) -> tuple[str, str]:
    with LOCK:
        known = CACHE.get(key)
    if known is None:
        known = encoded(stored(on_air(), heard_at))
        with LOCK:
            CACHE[key] = known
    return known
