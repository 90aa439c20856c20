"""Fetches of sources: claim, ask, read, write. No network and no parser inside a transaction.

A source is claimed by a lease, and so is its host: nobody else asks it meanwhile. What was fetched
is written only while the lease is ours; whoever is killed before that has written nothing, and the
source is due again once the lease is over.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.fetch import Answer, FetchError
from blueprints.wire import health, schedule
from blueprints.wire.addresses import host_of, url_key
from blueprints.wire.feed import Feed, FeedError
from blueprints.wire.feed_finder import fetch_openly
from blueprints.wire.intake import take_in
from blueprints.wire.models import WireSource
from blueprints.wire.parser import parse
from blueprints.wire.prepared import Prepared, prepare
from blueprints.wire.remarks import fault_words, remark_words, status_words

log = logging.getLogger("aerial.wire")

LEASE = timedelta(seconds=60)  # a fetch takes 20 at most, and its reading a few


@dataclass(frozen=True)
class Claim:
    """A source that is ours to fetch until `until`, as it was when it was claimed."""

    id: int
    until: datetime
    url: str
    rights: str
    body_hash: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """The result of a fetch: the source's name, a sentence, and True for a fault."""

    name: str
    words: str
    is_fault: bool = False


def fetch_due() -> bool:
    """Fetch the source that is due longest; return True if there was one. For the worker."""
    return fetch_next() is not None


def fetch_next() -> Outcome | None:
    """Fetch the source that is due longest; None if none is."""
    claim = _claim(WireSource.next_at <= clock.now(), _is_active())
    return _fetched(claim) if claim else None


def fetch_source(source_id: int) -> Outcome | None:
    """Fetch a source, due or not; None if it, or another one of its host, is being fetched.

    It keeps its own transactions, and takes up to 20 s.
    """
    claim = _claim(WireSource.id == source_id)
    return _fetched(claim) if claim else None


def active_sources() -> list[int]:
    """Return the numbers of all sources that are neither paused nor gone, longest due first."""
    query = select(WireSource.id).where(_is_active()).order_by(WireSource.next_at, WireSource.id)
    return list(db.session.scalars(query))


def _is_active() -> ColumnElement[bool]:
    return WireSource.paused_at.is_(None) & WireSource.gone_at.is_(None)


def _claim(*conditions: ColumnElement[bool]) -> Claim | None:
    """Claim the first source that fits, so that nobody else fetches from its host; or None."""
    now = clock.now()
    busy = select(WireSource.host).where(WireSource.lease_until > now)
    query = select(WireSource).where(*conditions, WireSource.host.not_in(busy)).limit(1)
    query = query.order_by(WireSource.next_at, WireSource.id)
    if db.session.scalar(query) is None:
        db.session.rollback()
        return None
    begin_write()
    source = db.session.scalar(query)  # again, as another may have been quicker
    claim = _claimed(source, now) if source else None
    db.session.commit()
    return claim


def _claimed(source: WireSource, now: datetime) -> Claim:
    source.lease_until = now + LEASE
    given = {"if-none-match": source.etag, "if-modified-since": source.last_modified}
    headers = {name: value for name, value in given.items() if value}
    return Claim(
        source.id, source.lease_until, source.url, source.rights, source.body_hash, headers
    )


def _fetched(claim: Claim) -> Outcome | None:
    """Ask the server and write what it says; None if the source was removed meanwhile."""
    try:
        try:
            return take_answer(claim, fetch_openly(claim.url, claim.headers))
        except FetchError as error:
            return _failed(claim, str(error))
    except Exception:  # a bug must not make a source due again and again, nor stop the others
        log.exception("a feed could not be processed", extra={"fields": {"source": claim.id}})
        db.session.rollback()
        return _failed(claim, fault_words("internal"))


def claim_new(source: WireSource) -> Claim:
    """Claim a source that was just added. Call it inside begin_write()."""
    return _claimed(source, clock.now())


def take_answer(claim: Claim, answer: Answer) -> Outcome | None:
    """Read what the server said, and write what became of it."""
    status = answer.status
    if status == HTTPStatus.GONE:
        return _failed(claim, status_words(status), is_gone=True)
    if status not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
        asked = schedule.retry_after(answer.headers.get("retry-after", ""), clock.now())
        return _failed(claim, status_words(status), asked)
    digest = hashlib.sha256(answer.body).hexdigest()
    if status == HTTPStatus.NOT_MODIFIED or digest == claim.body_hash:
        return _finish(claim, lambda source: _unchanged(source, claim, answer))
    try:
        feed = parse(answer.body, answer.headers.get("content-type", ""))
    except FeedError as error:
        return _failed(claim, fault_words(error.code))
    entries = prepare(feed, claim.rights, clock.now(), answer.url)
    return _finish(claim, lambda source: _taken(source, claim, answer, digest, feed, entries))


def _finish(claim: Claim, write: Callable[[WireSource], Outcome]) -> Outcome | None:
    """Let `write` note the outcome, if the lease is still ours, and end it."""
    begin_write()
    source = db.session.get(WireSource, claim.id)
    if source is None or source.lease_until != claim.until:
        db.session.rollback()
        return None
    outcome = write(source)
    source.lease_until = None
    db.session.commit()
    return outcome


def _failed(
    claim: Claim, words: str, asked: timedelta | None = None, is_gone: bool = False
) -> Outcome | None:
    def write(source: WireSource) -> Outcome:
        failures = source.failures + 1
        wait = schedule.after_failure(source.interval, source.id, failures, asked)
        health.note_fault(source, words, wait)
        source.gone_at = clock.now() if is_gone else source.gone_at
        return Outcome(source.name, words, is_fault=True)

    return _finish(claim, write)


def _unchanged(source: WireSource, claim: Claim, answer: Answer) -> Outcome:
    if source.body_hash == claim.body_hash:  # else an editor wants it read again
        is_cached = answer.status == HTTPStatus.NOT_MODIFIED  # it says what is new (RFC 9111, 3.2)
        known = (source.etag, source.last_modified) if is_cached else ("", "")
        source.etag = _kept(answer, "etag", 500) or known[0]
        source.last_modified = _kept(answer, "last-modified", 100) or known[1]
    return _succeeded(source, answer, _("Nothing has changed."), 0)


def _taken(
    source: WireSource, claim: Claim, answer: Answer, digest: str, feed: Feed,
    entries: list[Prepared],
) -> Outcome:  # fmt: skip
    if source.rights != claim.rights:  # an editor changed them meanwhile
        source.next_at = clock.now()
        words = _("The rights changed during the fetch. The feed will be read again soon.")
        return Outcome(source.name, words)
    taken = take_in(source, entries)
    source.etag = _kept(answer, "etag", 500)
    source.last_modified = _kept(answer, "last-modified", 100)
    source.body_hash = digest
    source.title = source.title or feed.title[:300]
    lacking = health.lacking(entry.remarks for entry in entries)
    said = [health.counted(taken.new, taken.changed), *remark_words(feed.remarks), *lacking]
    words = " ".join(said)
    return _succeeded(source, answer, words, feed.ttl)


def _kept(answer: Answer, name: str, longest: int) -> str:
    """Return a header to send back, or "" if it is too long to be kept."""
    value = answer.headers.get(name, "")
    return value if len(value) <= longest and value.isprintable() else ""


def _succeeded(source: WireSource, answer: Answer, words: str, ttl: int) -> Outcome:
    asked = answer.headers.get("cache-control", "")
    wait = schedule.after_success(source.interval, source.id, asked, ttl)
    words = " ".join([words, *_moved(source, answer.moved_to)])
    health.note_success(source, words, wait)
    return Outcome(source.name, words)


def _moved(source: WireSource, to: str) -> Iterator[str]:
    """Let `source` follow a permanent redirect, unless there is one at that address already."""
    if not to or to == source.url:
        return
    key = url_key(to)
    others = select(WireSource.id).where(WireSource.url_key == key, WireSource.id != source.id)
    if len(to) > 2000 or db.session.scalar(others) is not None:
        return
    source.url, source.url_key, source.host = to, key, host_of(to)[:255]
    yield _("The feed has moved to %(url)s.", url=to)
