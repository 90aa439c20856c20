"""Takedowns: a story from the newswire, its text and its pictures go, and never come back."""

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.news.imports import take_down as take_down_story
from blueprints.wire import pictures
from blueprints.wire.actions import AlreadyDecided
from blueprints.wire.models import WireEntry


def take_down(entry: WireEntry, note: str, by: User) -> list[str]:
    """Take `entry` and its story down; return keys of files for library.drop_unneeded().

    Its hashes stay, so that the feed does not bring it again. Call it inside begin_write().
    Raises AlreadyDecided.
    """
    if entry.state == "removed":
        raise AlreadyDecided
    if entry.story is not None:
        take_down_story(entry.story, note, by)
    keys = pictures.forget(entry, by)
    entry.body = entry.summary = ""
    entry.pictures, entry.read_more, entry.remarks = [], [], []
    entry.update, entry.update_at = None, None
    entry.state, entry.decided_by, entry.decided_at = "removed", by.name, clock.now()
    return keys
