"""A DJ's own crate: the records for a show, prepared at home, in their order."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.core.clock import rfc3339
from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import db
from blueprints.player.manual import Entry
from blueprints.studio.log_fields import entry_of, lines_of
from blueprints.studio.models import CrateItem
from blueprints.studio.refusals import Refusal, not_there

MOST_ITEMS = 300
NAMES = ("artist", "title", "album", "label", "duration")


def items_of(user_id: int) -> Sequence[CrateItem]:
    """Return the records in a user's crate, in order."""
    query = select(CrateItem).where(CrateItem.user_id == user_id)
    return db.session.scalars(query.order_by(CrateItem.place, CrateItem.id)).all()


def item_of(user_id: int, item_id: int) -> CrateItem:
    """Return a record in a user's own crate; raise Refusal (404) if it is not there."""
    item = db.session.get(CrateItem, item_id) if item_id <= LARGEST_NUMBER else None
    if item is None or item.user_id != user_id:
        raise not_there()
    return item


def entries_of(data: Mapping[str, Any]) -> list[Entry]:
    """Return the records that were sent: lines of `text`, or one by fields. Raises Refusal."""
    if data.get("text"):
        lines = lines_of(data)
        return [Entry("spin", line.title, line.artist, label=line.label) for line in lines]
    return [entry_of({**data, "source": "spin"})]


def add(user_id: int, entries: Sequence[Entry]) -> list[CrateItem]:
    """Put records at the end of a crate; return them. Call inside begin_write().

    Raises Refusal (422) if the crate is full.
    """
    there = items_of(user_id)
    if len(there) + len(entries) > MOST_ITEMS:
        words = _("A crate holds up to %(most)s records.", most=MOST_ITEMS)
        raise Refusal(422, words, _("Remove some first."))
    begin = there[-1].place + 1 if there else 0
    items = [
        CrateItem(user_id=user_id, place=place, **_values(entry))
        for place, entry in enumerate(entries, start=begin)
    ]
    db.session.add_all(items)
    db.session.flush()
    return items


def change(item: CrateItem, entry: Entry) -> None:
    """Change what is known of a record; call inside begin_write()."""
    for name, value in _values(entry).items():
        setattr(item, name, value)


def move(item: CrateItem, after: CrateItem | None) -> list[CrateItem]:
    """Move a record behind another, or to the front; return the crate.

    Call inside begin_write().
    """
    order = [other for other in items_of(item.user_id) if other is not item]
    order.insert(order.index(after) + 1 if after is not None else 0, item)
    for place, other in enumerate(order):
        other.place = place
    return order


def spin_of(item: CrateItem) -> Entry:
    """Return the spin that a record becomes when it is played."""
    return Entry("spin", item.title, item.artist, item.album, item.label, item.duration)


def as_json(item: CrateItem) -> dict[str, Any]:
    """Return a record as its panel reads it."""
    known = {name: getattr(item, name) for name in ("id", *NAMES)}
    return known | {"played_at": rfc3339(item.played_at)}


def _values(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in NAMES}
