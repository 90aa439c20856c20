"""Reads of the inbox: entries by what became of them, their numbers, the health of sources."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import contains_eager, joinedload

from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import db
from blueprints.news.models import Story
from blueprints.wire.models import ENDED, WireEntry, WireEvent, WireSource

PAGE_SIZE = 50
MOST_EVENTS = 50
TABS: dict[str, ColumnElement[bool]] = {
    "new": WireEntry.state == "new",
    "updates": WireEntry.update_at.is_not(None),
    "published": WireEntry.state.in_(("published", "drafted")),
    "dismissed": WireEntry.state.in_(("dismissed", "removed")),
}
ORDERS = {
    "updates": WireEntry.update_at,
    "published": WireEntry.decided_at,
    "dismissed": WireEntry.decided_at,
}


def list_entries(tab: str, source_id: int, page: int) -> Sequence[WireEntry]:
    """Return a page of the entries in a tab, newest first, and one more if there is."""
    query = select(WireEntry).join(WireEntry.source).where(TABS[tab])
    if source_id:
        query = query.where(WireEntry.source_id == source_id)
    order = ORDERS.get(tab, WireEntry.published_at)
    query = query.order_by(order.desc(), WireEntry.id.desc()).options(
        contains_eager(WireEntry.source), joinedload(WireEntry.story).defer(Story.body)
    )
    return db.session.scalars(query.limit(PAGE_SIZE + 1).offset((page - 1) * PAGE_SIZE)).all()


def count_open() -> dict[str, int]:
    """Return the numbers of new entries and of updates."""
    counts = [select(func.count()).where(TABS[tab]).scalar_subquery() for tab in ("new", "updates")]
    new, updates = db.session.execute(select(*counts)).one()
    return {"new": new, "updates": updates}


def find_entry(number: int) -> WireEntry | None:
    """Return the entry `number` with its source, or None."""
    if number > LARGEST_NUMBER:
        return None
    query = select(WireEntry).where(WireEntry.id == number)
    return db.session.scalar(query.options(joinedload(WireEntry.source)))


def find_entries(numbers: Collection[int]) -> Sequence[WireEntry]:
    """Return the entries with these numbers that exist, with their sources."""
    query = select(WireEntry).where(WireEntry.id.in_(numbers)).order_by(WireEntry.id)
    return db.session.scalars(query.options(joinedload(WireEntry.source))).all()


def find_entry_of(story_id: int) -> WireEntry | None:
    """Return the entry that a story was made of, or None."""
    query = select(WireEntry).where(WireEntry.story_id == story_id).limit(1)
    return db.session.scalar(query.options(joinedload(WireEntry.source)))


# Sources


def find_source(number: int) -> WireSource | None:
    """Return the source `number`, or None; one that was removed counts as none."""
    found = db.session.get(WireSource, number) if number <= LARGEST_NUMBER else None
    return None if found is None or found.mode == ENDED else found


def count_entries() -> dict[int, dict[str, int]]:
    """Return the number of entries of each source by their state."""
    query = select(WireEntry.source_id, WireEntry.state, func.count())
    counts: dict[int, dict[str, int]] = {}
    for source, state, count in db.session.execute(query.group_by(*query.selected_columns[:2])):
        counts.setdefault(source, {})[state] = count
    return counts


def events_of(source: WireSource) -> Sequence[WireEvent]:
    """Return the last lines of a source's health, newest first."""
    query = select(WireEvent).where(WireEvent.source_id == source.id)
    return db.session.scalars(query.order_by(WireEvent.id.desc()).limit(MOST_EVENTS)).all()
