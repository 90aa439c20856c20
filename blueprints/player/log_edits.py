"""The ledger of changes to the play log by hand: who did what, and the row before and after."""

from dataclasses import dataclass
from typing import Any

from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.player.models import LogEdit, LogRow, Play

Kept = dict[str, Any]


@dataclass(frozen=True)
class By:
    """Who changes the log: the user's number, if it is staff, and the name as it is kept."""

    user_id: int | None
    who: str


def kept(row: LogRow) -> Kept:
    """Return `row` as the ledger keeps it."""
    texts = ("id", "source", "kind", "title", "artist", "album", "label", "note", "duration", "how")
    times = ("started_at", "ended_at", "ends_by")
    sender = ("sent_by", "sender_id") if row.source == "playout" else ()
    return {name: getattr(row, name) for name in (*texts, *sender)} | {
        name: rfc3339(getattr(row, name)) for name in times
    }


def note_edit(by: By, what: str, row: LogRow, before: Kept | None, after: Kept | None) -> None:
    """Write a change into the ledger; the practice studio's log has none."""
    if isinstance(row, Play):
        play_id = None if what == "removed" else row.id
        edit = LogEdit(play_id=play_id, user_id=by.user_id, who=by.who, what=what,
                       before=before, after=after, at=clock.now())  # fmt: skip
        db.session.add(edit)
