"""The polled state of the studio on air, composed once for all consoles that ask."""

import hashlib
from datetime import datetime
from threading import Lock
from typing import Any

from cachetools import LRUCache
from sqlalchemy import Row, ScalarSelect, Select, String, bindparam, cast, func, select

from blueprints.core import clock
from blueprints.core.database import UtcDateTime
from blueprints.core.extensions import db, rows
from blueprints.player.models import LogEdit, MpdState, Play, Snapshot
from blueprints.studio.desk import SEEN_FOR, released_before
from blueprints.studio.models import Desk, Presence, QueueEdit
from blueprints.studio.state import BY_HAND, encoded, source_of, stored
from blueprints.studio.studios import Studio

MOMENT = UtcDateTime()


def _facts() -> Select[*tuple[Any, ...]]:
    """Return the statement for everything of which a state is made: it is one row."""
    now = bindparam("now", type_=MOMENT)
    mpd = select(MpdState).where(MpdState.studio == "air")
    held = select(Desk).where(
        Desk.studio == "air", Desk.active_at > bindparam("active_after", type_=MOMENT)
    )
    open_row = select(Play.id).where(Play.ended_at.is_(None), Play.source.in_(BY_HAND))
    open_row = open_row.where(Play.ends_by.is_(None) | (Play.ends_by > now))
    present = select(func.aggregate_strings(cast(Presence.user_id, String), ","))
    present = present.where(
        Presence.studio == "air", Presence.seen_at > bindparam("seen_after", type_=MOMENT)
    )
    return select(
        select(Snapshot.heard_at).where(Snapshot.id == 1).scalar_subquery().label("heard_at"),
        _one(mpd.with_only_columns(MpdState.etag)),
        _one(mpd.with_only_columns(MpdState.listeners)),
        _one(mpd.with_only_columns(cast(MpdState.stop_after, String))),
        _one(held.with_only_columns(Desk.user_id)),
        _one(held.with_only_columns(Desk.taken_at)),
        _one(open_row.order_by(Play.started_at.desc()).limit(1)),
        _one(select(func.max(QueueEdit.id)).where(QueueEdit.studio == "air")),
        _one(select(func.max(LogEdit.id))),
        _one(select(func.max(Play.id))),
        _one(select(Play.ended_at).order_by(Play.started_at.desc(), Play.id.desc()).limit(1)),
        _one(present),
    )


def _one(query: Select[Any]) -> ScalarSelect[Any]:
    return query.scalar_subquery()


FACTS = _facts()
CACHE: LRUCache[str, tuple[str, str]] = LRUCache(maxsize=8)
LOCK = Lock()


def facts() -> Row[*tuple[Any, ...]]:
    """Return the facts of the moment, by one statement."""
    now = clock.now()
    values = {"now": now, "active": released_before(), "seen": now - SEEN_FOR}
    return rows(FACTS, values).one()


def polled(studio: Studio) -> tuple[str, str, datetime | None]:
    """Return (JSON, ETag, when MPD answered last) of the state of the studio on air.

    It is composed anew only when a fact has changed: whoever asks in between gets the same.
    """
    found = facts()
    heard_at: datetime | None = found.heard_at
    told = (db.engine.url.database, source_of(heard_at), *found[1:])
    key = hashlib.sha256(repr(told).encode()).hexdigest()
    with LOCK:
        known = CACHE.get(key)
    if known is None:
        known = encoded(stored(studio, heard_at))
        with LOCK:
            CACHE[key] = known
    return *known, heard_at
