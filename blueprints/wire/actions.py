"""Decisions about entries of the newswire: published, drafted, dismissed, and those undone.

None of these commits: routes and jobs do. Call them inside begin_write().
"""

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.news.imports import import_story
from blueprints.news.models import Story
from blueprints.wire.models import WireEntry
from blueprints.wire.pictures import forget
from blueprints.wire.stories import awaits_pictures, is_lacking, original_of, published_at


class AlreadyDecided(Exception):
    """Somebody has decided about the entry meanwhile."""


def settle(entry: WireEntry) -> None:
    """Draft or publish a new entry as its source's mode says; it stays new if anything is missing.

    Pictures need the network: with some that are not fetched yet, the job `wire pictures` comes
    first, and settles the entry then. What is older than the subscription stays new, too.
    """
    mode = entry.source.mode
    if mode == "pending" or entry.state != "new" or is_backlog(entry) or awaits_pictures(entry):
        return
    if mode == "draft":
        draft(entry, None, owner=None)
    elif not is_lacking(entry):
        publish(entry, None)


def is_backlog(entry: WireEntry) -> bool:
    """Return True if `entry` was in the feed before the station subscribed to it.

    Without a date, an entry of the first fetch counts as such.
    """
    source = entry.source
    is_undated = entry.published_at == entry.first_seen_at
    return entry.published_at < source.created_at or (is_undated and source.succeeded_at is None)


def publish(entry: WireEntry, by: User | None, headline: str = "", teaser: str = "") -> Story:
    """Publish `entry` as a story with attribution. Raises AlreadyDecided."""
    original = original_of(entry, headline, teaser)
    _decide(entry, "published", by)
    entry.story = import_story(original, by, owner=by, publish_at=published_at(entry))
    return entry.story


def draft(entry: WireEntry, by: User | None, owner: User | None) -> Story:
    """Create a draft with attribution of `entry`. Raises AlreadyDecided."""
    original = original_of(entry)
    _decide(entry, "drafted", by)
    entry.story = import_story(original, by, owner=owner, publish_at=None)
    return entry.story


def dismiss(entry: WireEntry, by: User) -> list[str]:
    """Put `entry` away; its pictures leave the library. Raises AlreadyDecided.

    Returns the keys of files for library.drop_unneeded().
    """
    _decide(entry, "dismissed", by)
    return forget(entry, by)


def restore(entry: WireEntry) -> None:
    """Return a dismissed entry to the inbox. Raises AlreadyDecided if it is not dismissed."""
    if entry.state != "dismissed":
        raise AlreadyDecided
    entry.state, entry.decided_by, entry.decided_at = "new", "", None


def _decide(entry: WireEntry, state: str, by: User | None) -> None:
    if entry.state != "new":
        raise AlreadyDecided
    entry.state, entry.decided_at = state, clock.now()
    entry.decided_by = by.name if by else ""
