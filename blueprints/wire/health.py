"""The health of a source: what became of each fetch, in words. None of these commits."""

from collections import Counter
from collections.abc import Callable, Iterable
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


Words = Callable[[int], object]
LACKS: dict[str, Words] = {  # remarks of entries that are the feed's fault
    "date": lambda n: ngettext("%(num)s entry has a date that cannot be read.",
                               "%(num)s entries have a date that cannot be read.", n),
    "no date": lambda n: ngettext("%(num)s entry has no date.", "%(num)s entries have no date.", n),
    "odd date": lambda n: ngettext("%(num)s entry has an impossible date.",
                                   "%(num)s entries have an impossible date.", n),
    "no id": lambda n: ngettext("%(num)s entry has no ID.", "%(num)s entries have no ID.", n),
    "no address": lambda n: ngettext("%(num)s entry has no web address.",
                                     "%(num)s entries have no web address.", n),
}  # fmt: skip


def lacking(remarks: Iterable[Iterable[str]]) -> list[str]:
    """Return how many entries lack what, as sentences; from the codes of each entry's remarks."""
    counts = Counter(code for codes in remarks for code in set(codes))
    return [str(words(counts[code])) for code, words in LACKS.items() if counts[code]]


def counted(new: int, changed: int) -> str:
    """Return how many entries are new and how many have changed, as sentences."""
    words = [str(ngettext("%(num)s new entry.", "%(num)s new entries.", new))]
    if changed:
        words.append(str(ngettext("%(num)s entry updated.", "%(num)s entries updated.", changed)))
    return " ".join(words)
