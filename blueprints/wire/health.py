"""The health of a source: what became of each fetch, in words. None of these commits."""

from datetime import timedelta

from flask_babel import ngettext
from sqlalchemy import delete, select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.wire.models import WireEvent, WireSource

MOST_EVENTS = 50
LONGEST = 500


def note(source: WireSource, kind: str, text: str) -> None:
    """Add a line, ok or fault; one that says the same as the last one replaces it."""
    text = text[:LONGEST]
    of_source = select(WireEvent).where(WireEvent.source_id == source.id)
    last = db.session.scalar(of_source.order_by(WireEvent.id.desc()).limit(1))
    if last is not None and (last.kind, last.text) == (kind, text):
        last.at = clock.now()
        return
    db.session.add(WireEvent(source_id=source.id, at=clock.now(), kind=kind, text=text))
    db.session.flush()
    kept = of_source.with_only_columns(WireEvent.id).order_by(WireEvent.id.desc())
    oldest = db.session.scalar(kept.offset(MOST_EVENTS - 1).limit(1))
    if oldest is not None:
        old = WireEvent.source_id == source.id, WireEvent.id < oldest
        db.session.execute(delete(WireEvent).where(*old))


def note_success(source: WireSource, text: str, wait: timedelta) -> None:
    """Note a fetch that went well; the next one is after `wait`."""
    now = clock.now()
    source.fetched_at = source.succeeded_at = now
    source.next_at = now + wait
    source.failures, source.fault, source.gone_at = 0, "", None
    note(source, "ok", text)


def note_fault(source: WireSource, text: str, wait: timedelta) -> None:
    """Note a fetch that failed; the next try is after `wait`."""
    source.fetched_at = clock.now()
    source.next_at = source.fetched_at + wait
    source.failures += 1
    source.fault = text[:LONGEST]
    note(source, "fault", text)


def counted(new: int, changed: int) -> str:
    """Return how many entries are new and how many have changed, as sentences."""
    words = [str(ngettext("%(num)s new entry.", "%(num)s new entries.", new))]
    if changed:
        words.append(str(ngettext("%(num)s entry updated.", "%(num)s entries updated.", changed)))
    return " ".join(words)
