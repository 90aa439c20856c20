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
    first, and settles the entry then.
    """
    mode = entry.source.mode
    if mode == "pending" or entry.state != "new" or entry.decided_at or awaits_pictures(entry):
        return
    if mode == "draft":
        draft(entry, None, owner=None)
    elif not is_lacking(entry):
        publish(entry, None)


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
    """Return a dismissed entry to the inbox, where it waits for an editor whatever the mode.

    Raises AlreadyDecided if it is not dismissed.
    """
    if entry.state != "dismissed":
        raise AlreadyDecided
    entry.state, entry.decided_by = "new", ""


def _decide(entry: WireEntry, state: str, by: User | None) -> None:
    if entry.state != "new":
        raise AlreadyDecided
    entry.state, entry.decided_at = state, clock.now()
    entry.decided_by = by.name if by else ""
