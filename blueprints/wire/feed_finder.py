"""New subscriptions: the feed at an address, or the one that a site's page names."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.fetch import Answer, FetchError, fetch
from blueprints.core.station import station
from blueprints.core.text import plain
from blueprints.wire.addresses import LONGEST, absolute, host_of, url_key
from blueprints.wire.discovery import NamedFeed, feeds_in
from blueprints.wire.feed import Feed, FeedError
from blueprints.wire.models import WireSource
from blueprints.wire.parser import parse
from blueprints.wire.remarks import fault_words, status_words


class AlreadySubscribed(Exception):
    """The station has this feed: `source`."""

    def __init__(self, source: WireSource) -> None:
        super().__init__(source.name)
        self.source = source


@dataclass(frozen=True)
class Found:
    """A feed that was found at `url`; `named` are all that the site's page names, in order."""

    url: str
    feed: Feed
    answer: Answer
    named: list[NamedFeed] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Return what the source is called, unless an editor says otherwise."""
        return plain(self.feed.title, 200) or host_of(self.url)


def find_feed(url: str) -> Found:
    """Fetch `url` and return its feed, or the first one that the page at `url` names.

    It writes nothing: add_source() does. Asks the network, so no transaction should be open.
    Raises FetchError, with a sentence for staff.
    """
    answer = fetch_openly(url)
    try:
        return _found(url, answer)
    except FeedError as error:
        if error.code not in ("html", "unknown"):
            raise FetchError(fault_words(error.code)) from error
    named = feeds_in(answer.body, answer.url)
    if not named:
        raise FetchError(_("No feed was found at this address. Paste the address of the feed."))
    try:
        found = _found(named[0].url, fetch_openly(named[0].url))
    except FeedError as error:
        words = fault_words(error.code)
        raise FetchError(f"{named[0].url}: {words}") from error
    return Found(found.url, found.feed, found.answer, named)


def fetch_openly(url: str, headers: dict[str, str] | None = None) -> Answer:
    """Fetch `url` while no transaction is open; any status is an answer. Raises FetchError."""
    station()  # it is read, and kept, before the transaction ends
    db.session.commit()
    return fetch(url, headers=headers)


def _found(url: str, answer: Answer) -> Found:
    if answer.status != HTTPStatus.OK:
        raise FetchError(status_words(answer.status))
    feed = parse(answer.body, answer.headers.get("content-type", ""))
    moved_to = answer.moved_to if len(answer.moved_to) <= LONGEST else ""
    return Found(moved_to or url, feed, answer)


def find_subscribed(url: str) -> WireSource | None:
    """Return the source at this address, however it is spelled, or None."""
    return db.session.scalar(select(WireSource).where(WireSource.url_key == url_key(url)))


def add_source(url: str, feed: Feed, **settings: Any) -> WireSource:
    """Add a subscription, due now; `settings` are columns. Raises AlreadySubscribed.

    Call it inside begin_write().
    """
    if known := find_subscribed(url):
        raise AlreadySubscribed(known)
    usual = {"name": plain(feed.title, 200) or host_of(url), "title": plain(feed.title, 300)}
    now = clock.now()
    source = WireSource(
        url=url, url_key=url_key(url), host=host_of(url)[:255], created_at=now, next_at=now,
        site_url=absolute(feed.site_url, url), **(usual | settings),
    )  # fmt: skip
    db.session.add(source)
    db.session.flush()
    return source
