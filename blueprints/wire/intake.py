"""Entries on their way into the database: never twice, and updated where that is still welcome.

None of these commits. Call them inside begin_write().
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Story
from blueprints.wire.actions import settle
from blueprints.wire.addresses import host_of, url_key
from blueprints.wire.models import WireEntry, WireSource
from blueprints.wire.pictures import merged
from blueprints.wire.prepared import Prepared
from blueprints.wire.remarks import remark_words
from blueprints.wire.updates import ignore, is_seen

AT_ONCE = 400  # keys in one query
MOST_HOSTS = 20


@dataclass
class Taken:
    """How many entries are new, how many have changed, and how many are here from elsewhere."""

    new: int = 0
    changed: int = 0
    elsewhere: int = 0


def take_in(source: WireSource, entries: Sequence[Prepared]) -> Taken:
    """Write the entries of a fetch; oldest first, so that those are the first in all lists.

    One is known by its own id or address in this source; by address or content in all others;
    and by the address of the original of any story.
    """
    own, taken = _own(source, entries), Taken()
    unknown = [one for one in entries if not _known(one, own)]
    elsewhere = _keys_elsewhere(unknown)
    for one in sorted(entries, key=lambda entry: entry.published_at):
        row = _known(one, own)
        if row is not None:
            taken.changed += _update(row, one)
        elif elsewhere & {one.url_key, one.content_key}:
            taken.elsewhere += 1
        else:
            row = _add(source, one)
            own |= {one.guid_key: row, one.url_key: row}
            elsewhere.add(one.content_key)
            taken.new += 1
    return taken


def _known(one: Prepared, own: dict[str, WireEntry]) -> WireEntry | None:
    return own.get(one.guid_key) or own.get(one.url_key)


def _own(source: WireSource, entries: Sequence[Prepared]) -> dict[str, WireEntry]:
    """Return the rows of `source` that these entries may be, by both of their keys."""
    found: dict[str, WireEntry] = {}
    for some in _in_parts(entries):
        keys = (
            WireEntry.guid_key.in_([e.guid_key for e in some]),
            WireEntry.url_key.in_([e.url_key for e in some]),
        )
        query = select(WireEntry).where(WireEntry.source_id == source.id, or_(*keys))
        for row in db.session.scalars(query):
            found |= {row.url_key: row}
            found |= {row.guid_key: row}
    return found


def _keys_elsewhere(entries: Sequence[Prepared]) -> set[str]:
    """Return those keys of `entries` that other entries and stories have."""
    found: set[str] = set()
    for some in _in_parts(entries):
        for column in (WireEntry.url_key, WireEntry.content_key):
            keys = [getattr(one, column.key) for one in some]
            found |= set(db.session.scalars(select(column).where(column.in_(keys))))
    hosts = {host_of(one.fields["url"]).removeprefix("www.") for one in entries} - {""}
    return found | (_keys_of_stories(hosts) if hosts else set())


def _keys_of_stories(hosts: Collection[str]) -> set[str]:
    """Return the keys of the original addresses of stories, at least of those at these hosts."""
    query = select(Story.source_url).where(Story.source_url != "")
    if len(hosts) <= MOST_HOSTS:
        query = query.where(or_(*(Story.source_url.icontains(h, autoescape=True) for h in hosts)))
    return {url_key(address) for address in db.session.scalars(query)}


def _in_parts(entries: Sequence[Prepared]) -> Iterator[Sequence[Prepared]]:
    for start in range(0, len(entries), AT_ONCE):
        yield entries[start : start + AT_ONCE]


def _add(source: WireSource, one: Prepared) -> WireEntry:
    now = clock.now()
    row = WireEntry(
        source=source, guid_key=one.guid_key, url_key=one.url_key, content_key=one.content_key,
        digest=one.digest, state="new", published_at=one.published_at, updated_at=one.updated_at,
        first_seen_at=now, changed_at=now, remarks=remark_words(one.remarks), **one.fields,
    )  # fmt: skip
    db.session.add(row)
    if source.mode != "pending":
        db.session.flush()
        settle(row)
    return row


def _update(row: WireEntry, one: Prepared) -> bool:
    """Take over what the original says now; return True if that is for an editor to see.

    A new entry is replaced; a story gets a suggestion; what was put away stays so.
    """
    if row.digest == one.digest:
        return False
    row.digest, row.url_key = one.digest, one.url_key
    if row.state == "new":
        _replace(row, one)
        return True
    if row.state in ("published", "drafted"):
        row.update, row.update_at = one.fields, clock.now()
        if not is_seen(row):
            ignore(row)
    return row.update_at is not None


def _replace(row: WireEntry, one: Prepared) -> None:
    for name, value in one.fields.items():
        if name != "pictures":
            setattr(row, name, value)
    row.pictures = merged(one.fields["pictures"], row.pictures)
    row.content_key, row.updated_at, row.changed_at = one.content_key, one.updated_at, clock.now()
    row.remarks = remark_words(one.remarks)
    if row.source.mode != "pending":
        settle(row)
