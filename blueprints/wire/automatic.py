"""Entries that are drafted or published without an editor, once their pictures are there."""

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, defer

from blueprints.core.extensions import begin_write, db
from blueprints.wire.actions import awaits_editor, settle
from blueprints.wire.inbox import find_entry
from blueprints.wire.models import WireEntry, WireSource
from blueprints.wire.pictures import drop_fetched, fetch_for, take_in
from blueprints.wire.stories import awaits_pictures

AT_ONCE = 200


def fetch_pictures() -> bool:
    """Fetch the pictures of the oldest entry that needs only them, and settle it; a job.

    Returns True if there may be more to do. It keeps its own transactions.
    """
    entry = _next()
    if entry is None:
        return False
    number = entry.id
    fetched = fetch_for(entry)
    begin_write()
    found = find_entry(number)
    if found is None or found.state != "new":
        db.session.rollback()
        drop_fetched(fetched)
        return True
    take_in(found, fetched)
    settle(found)
    is_done = not awaits_pictures(found)
    db.session.commit()
    return is_done


def _next() -> WireEntry | None:
    """Return it; those before it may wait for an editor, so all are looked at, in parts."""
    waits = (
        WireEntry.state == "new",
        WireSource.mode != "pending",
        WireSource.rights == "full",
    )
    query = select(WireEntry).join(WireEntry.source).where(*waits).order_by(WireEntry.id)
    query = query.options(contains_eager(WireEntry.source), defer(WireEntry.body))
    last = 0
    while entries := db.session.scalars(query.where(WireEntry.id > last).limit(AT_ONCE)).all():
        for entry in entries:
            if awaits_pictures(entry) and not awaits_editor(entry):
                return entry
        last = entries[-1].id
    return None
