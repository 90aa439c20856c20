"""The rows of a studio's log as its panel shows them, and their ledger."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from blueprints.core import clock
from blueprints.core.clock import rfc3339
from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import db
from blueprints.player.models import LogEdit, LogRow, Play
from blueprints.studio.message_rows import readings_in
from blueprints.studio.refusals import not_there
from blueprints.studio.state import as_json
from blueprints.studio.studios import Studio

MOST_ROWS = 500
MOST_EDITS = 100
CHANGES = ("corrected", "annotated")  # the other entries tell how a row came about
Told = dict[str, Any]


def rows_of(studio: Studio, hours: int) -> list[Told]:
    """Return the rows that were on air in the last `hours`, newest first, each with `edits`."""
    log: Any = studio.log
    since = clock.now() - timedelta(hours=hours)
    newest = log.started_at.desc(), log.id.desc()
    query = select(log).where(log.started_at >= since).order_by(*newest).limit(MOST_ROWS)
    found: Sequence[LogRow] = db.session.scalars(query).all()
    return told(found)


def told(found: Sequence[LogRow]) -> list[Told]:
    """Return rows as JSON, with the number of changes since they were logged, and what was read."""
    numbers = [row.id for row in found if isinstance(row, Play)]
    counts, readings = _counts(numbers), readings_in(numbers)
    return [
        as_json(row)
        | {"duration": row.duration, "how": row.how}
        | {"edits": counts.get(row.id, 0), "readings": readings.get(row.id, [])}
        for row in found
    ]


def row_of(studio: Studio, row_id: int) -> LogRow:
    """Return a row of the studio's log; raise Refusal (404) if there is none."""
    log: type[Any] = studio.log
    row: LogRow | None = db.session.get(log, row_id) if row_id <= LARGEST_NUMBER else None
    if row is None:
        raise not_there()
    return row


def edits_of(row: LogRow) -> list[Told]:
    """Return the ledger of `row`, newest first; the practice studio's log has none."""
    if not isinstance(row, Play):
        return []
    newest = select(LogEdit).where(LogEdit.play_id == row.id).order_by(LogEdit.id.desc())
    return [
        {
            "id": edit.id,
            "who": edit.who,
            "what": edit.what,
            "at": rfc3339(edit.at),
            "before": edit.before,
            "after": edit.after,
        }
        for edit in db.session.scalars(newest.limit(MOST_EDITS))
    ]


def _counts(numbers: Sequence[int]) -> dict[int, int]:
    if not numbers:
        return {}
    changes = LogEdit.play_id.in_(numbers), LogEdit.what.in_(CHANGES)
    query = select(LogEdit.play_id, func.count()).where(*changes)
    found = db.session.execute(query.group_by(LogEdit.play_id))
    return {number: count for number, count in found if number is not None}
