"""The state of a studio as its consoles read it: MPD's part, the desk, the log, the ledger."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.news.queries import each_asked
from blueprints.player.manual_rows import ended_by
from blueprints.player.models import MANUAL, LogRow
from blueprints.player.mpd_queue import split_tag
from blueprints.player.queue_left import LATELY
from blueprints.player.queue_state import ENCODER, Body, body_of, find_mpd_state
from blueprints.reports.quotas import running_shares
from blueprints.studio.desk import SEEN_FOR, holder_of
from blueprints.studio.models import Presence, QueueEdit
from blueprints.studio.queue_warnings import with_warnings
from blueprints.studio.studios import Studio
from blueprints.studio.turns import shows_as_json, turns
from blueprints.studio.undo import is_possible

STALE_FOR = timedelta(seconds=30)
LOG_ROWS = 12
EDITS = 12
NO_QUEUE: Body = {
    "tag": "",
    "mpd": {"version": "", "updating": False, "error": None},
    "now": {"state": "stop", "id": None, "started_at": None, "elapsed": None},
    "options": {"volume": None, "crossfade": 0, "repeat": False, "random": False, "single": False,
                "consume": False},
    "outputs": [],
    "queue": {"rows": [], "more": 0, "seconds": 0, "unknown": 0},
}  # fmt: skip


def source_of(heard_at: datetime | None) -> str:
    """Return live, stale or offline: how long ago MPD answered."""
    if heard_at is None:
        return "offline"
    age = clock.now() - heard_at
    return "live" if age <= LATELY else "stale" if age <= STALE_FOR else "offline"


def compose(studio: Studio, queue: Body | None, heard_at: datetime | None) -> Body:
    """Return the whole state of a studio around `queue`, MPD's part of it as it was read last."""
    row = find_mpd_state(studio.name)
    state = queue or NO_QUEUE
    edits = last_edits(studio, state["queue"], state["tag"])
    stops = row.stop_after if row is not None else None
    return {
        "studio": studio.name,
        **state,
        "mpd": {"state": source_of(heard_at), **state["mpd"]},
        "options": {**state["options"], "stop_after": stops is not None and is_for(stops, state)},
        "listeners": row.listeners if row is not None else None,
        "queue": with_warnings(state["queue"], state["now"], studio),
        "manual": manual_row(studio),
        "log": [as_json(play) for play in last_rows(studio)],
        "desk": holder_of(studio.name).as_json(),
        "here": here(studio),
        **shows_as_json(() if studio.is_practice else turns()),
        "edits": edits,
        "undo": next((edit for edit in edits if edit["may_undo"]), None),
        "shares": [] if studio.is_practice else [share.as_json() for share in running_shares()],
    }


def is_for(stop_after: dict[str, Any], state: Body) -> bool:
    """Return True if MPD stops after the track that is on now."""
    same_daemon = split_tag(stop_after["tag"])[0] == split_tag(state["tag"])[0]
    return same_daemon and bool(stop_after["id"] == state["now"]["id"])


def as_json(play: LogRow) -> Body:
    """Return a row of the log as the console reads it."""
    texts = {name: getattr(play, name) for name in ("title", "artist", "album", "label", "note")}
    return {
        "id": play.id,
        "source": play.source,
        "kind": play.kind,
        **texts,
        "started_at": rfc3339(play.started_at),
        "ended_at": rfc3339(ended_by(play, clock.now())),
        "ends_by": rfc3339(play.ends_by),
        "covered": getattr(play, "covered", False),
    }


def manual_row(studio: Studio) -> Body | None:
    """Return the spin, talk break or live set that is open, or None."""
    now = clock.now()
    log: Any = studio.log
    play: LogRow | None = db.session.scalar(
        select(log)
        .where(log.ended_at.is_(None), each_asked(log.source.in_(MANUAL)), log.started_at <= now)
        .where(log.ends_by.is_(None) | (log.ends_by > now))
        .order_by(log.started_at.desc(), log.id.desc())
        .limit(1)
    )
    return as_json(play) if play is not None else None


def last_rows(studio: Studio) -> Sequence[LogRow]:
    """Return the last rows of a studio's log, newest first."""
    log: Any = studio.log
    newest = select(log).order_by(log.started_at.desc(), log.id.desc()).limit(LOG_ROWS)
    found: Sequence[LogRow] = db.session.scalars(newest).all()
    return found


def here(studio: Studio) -> list[Body]:
    """Return who has the console of a studio open."""
    rows = db.session.execute(
        select(User.id, User.name)
        .join(Presence, Presence.user_id == User.id)
        .where(Presence.studio == studio.name, Presence.seen_at > clock.now() - SEEN_FOR)
        .order_by(User.name, User.id)
    )
    return [{"user_id": number, "name": name} for number, name in rows]


def last_edits(studio: Studio, queue: Body, tag: str) -> list[Body]:
    """Return the last entries of a studio's ledger, newest first; what comes tells what undoes."""
    newest = select(QueueEdit).where(QueueEdit.studio == studio.name)
    edits = db.session.scalars(newest.order_by(QueueEdit.id.desc()).limit(EDITS)).all()
    numbers = [edit.id for edit in edits]
    undone = set(
        db.session.scalars(select(QueueEdit.undoes_id).where(QueueEdit.undoes_id.in_(numbers)))
    )
    return [
        {
            "id": edit.id,
            "who": edit.who,
            "what": edit.what,
            "text": edit.text,
            "at": rfc3339(edit.at),
            "outcome": edit.outcome,
            "is_undone": edit.id in undone,
            "may_undo": edit.id not in undone and is_possible(edit, queue, tag),
        }
        for edit in edits
    ]


def stored(studio: Studio, heard_at: datetime | None) -> Body:
    """Return the state of a studio, with the queue as the watcher wrote it last."""
    return compose(studio, body_of(find_mpd_state(studio.name)), heard_at)


def encoded(state: Body) -> tuple[str, str]:
    """Return a state as JSON, and its ETag."""
    text = ENCODER.encode(state)
    return text, f'"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
