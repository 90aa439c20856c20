"""Undoing moderators' acts within a minute. Nothing here commits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from blueprints.comments import decision_mail, discussions, moderation, reports
from blueprints.comments.edits import FIELDS
from blueprints.comments.ledger import UNDO_FOR, batch_of, overtaking
from blueprints.comments.models import BlockedWriter, Comment, ModerationEntry
from blueprints.comments.verdicts import ANSWERS
from blueprints.core import clock
from blueprints.core.extensions import db

GRACE = timedelta(seconds=10)  # for the way of the request


class Unknown(Exception):
    """There is no such batch, or nothing in it that can be undone."""


class NotYours(Exception):
    """Somebody else did it."""


class TooLate(Exception):
    """It was done more than a minute ago."""


@dataclass
class Undone:
    """The acts that were undone, and those left alone: a colleague has changed the same since."""

    entries: list[ModerationEntry] = field(default_factory=list)
    left: list[ModerationEntry] = field(default_factory=list)


def undo(batch: str, by: str) -> Undone:
    """Undo the acts of a batch, the last one first. Raises Unknown, NotYours, TooLate.

    What a colleague has changed since is left alone.
    """
    undone, token = Undone(), moderation.new_batch()
    for entry in _entries_of(batch, by):
        comment = db.session.get(Comment, entry.comment_id) if entry.comment_id else None
        if not _revert(entry, comment):
            undone.left.append(entry)
            continue
        undone.entries.append(entry)
        made = ModerationEntry(comment_id=entry.comment_id, story_id=entry.story_id, act="undo")
        made.by, made.at, made.batch, made.undoes_id = by, clock.now(), token, entry.id
        made.mail_id = _mail_anew(entry, comment)
        db.session.add(made)
    return undone


def _entries_of(batch: str, by: str) -> Sequence[ModerationEntry]:
    entries = batch_of(batch)[::-1]
    if not entries:
        raise Unknown
    if any(entry.by != by for entry in entries):
        raise NotYours
    if entries[0].at + UNDO_FOR + GRACE < clock.now():
        raise TooLate
    return entries


def _revert(entry: ModerationEntry, comment: Comment | None) -> bool:
    """Undo one act; return False if what it did was changed since."""
    before = entry.before or {}
    if overtaking(entry):
        return False
    if entry.act in BESIDE:
        return BESIDE[entry.act](entry, before)
    if comment is None or comment.state == "deleted":
        return False
    if entry.mail_id:
        decision_mail.recall(comment)
    RESTORE.get(entry.act, _restore_state)(comment, before)
    if entry.act in (*ANSWERS, "keep"):
        reports.reopen(comment, entry.at)
    return True


def _restore_state(comment: Comment, before: dict[str, Any]) -> None:
    moderation.set_state(comment, before["state"], before["why"])
    comment.reviewed_at = _moment(before["reviewed_at"])


def _restore_words(comment: Comment, before: dict[str, Any]) -> None:
    for name in FIELDS:
        setattr(comment, name, before[name])
    comment.edited_at = _moment(before["edited_at"])
    _restore_state(comment, before)


def _remove_reply(comment: Comment, _before: dict[str, Any]) -> None:
    moderation.set_state(comment, "deleted", "")
    moderation.blank(comment)


def _set_open(is_open: bool) -> Callable[[ModerationEntry, dict[str, Any]], bool]:
    return lambda entry, _before: discussions.set_open(entry.story_id or 0, is_open)


def _unblock(_entry: ModerationEntry, before: dict[str, Any]) -> bool:
    found = db.session.scalar(select(BlockedWriter).where(BlockedWriter.key == before["key"]))
    if found is None:
        return False
    db.session.delete(found)
    return True


def _block_again(_entry: ModerationEntry, before: dict[str, Any]) -> bool:
    if db.session.scalar(select(BlockedWriter).where(BlockedWriter.key == before["key"])):
        return False
    facts = {name: before[name] for name in ("key", "comment_id", "by", "why")}
    at, until = _moment(before["at"]), _moment(before["until"])
    db.session.add(BlockedWriter(**facts, at=at, until=until))
    return True


Restore = Callable[[Comment, dict[str, Any]], None]
RESTORE: dict[str, Restore] = {"edit": _restore_words, "reply": _remove_reply}
BESIDE = {  # acts that leave the comment itself as it is
    "close": _set_open(True),
    "open": _set_open(False),
    "block": _unblock,
    "unblock": _block_again,
}


def _mail_anew(entry: ModerationEntry, comment: Comment | None) -> int | None:
    """Write the email of a rejection again that was recalled by the act that is now undone."""
    if comment is None or not (entry.before or {}).get("recalled"):
        return None
    rejections = select(ModerationEntry).where(
        ModerationEntry.comment_id == comment.id, ModerationEntry.act == "reject"
    )
    newest = db.session.scalar(rejections.order_by(ModerationEntry.id.desc()).limit(1))
    state = (newest.before or {}).get("state", "") if newest else ""
    return decision_mail.post(comment, newest.why if newest else "", state)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
