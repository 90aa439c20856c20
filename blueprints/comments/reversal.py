"""Undoing moderators' acts within a minute. Nothing here commits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from blueprints.comments import decision_mail, moderation
from blueprints.comments.models import Comment, ModerationEntry
from blueprints.core import clock
from blueprints.core.extensions import db

UNDO_FOR = timedelta(seconds=60)
GRACE = timedelta(seconds=10)  # for the way of the request


class Unknown(Exception):
    """There is no such batch, or nothing in it that can be undone."""


class NotYours(Exception):
    """Somebody else did it."""


class TooLate(Exception):
    """It was done more than a minute ago."""


@dataclass
class Undone:
    """What was undone, and the comments that a colleague has changed since."""

    entries: list[ModerationEntry] = field(default_factory=list)
    left: list[Comment] = field(default_factory=list)


def undo(batch: str, by: str) -> Undone:
    """Undo the acts of a batch, the last one first. Raises Unknown, NotYours, TooLate.

    What a colleague has changed since is left alone.
    """
    entries = _entries_of(batch)
    if any(entry.by != by for entry in entries):
        raise NotYours
    if entries[0].at + UNDO_FOR + GRACE < clock.now():
        raise TooLate
    undone, token = Undone(), moderation.new_batch()
    for entry in entries:
        comment = db.session.get(Comment, entry.comment_id)
        if comment and _revert(entry, comment):
            made = moderation.note(comment, "undo", by, batch=token)
            made.undoes_id, made.mail_id = entry.id, _mail_anew(entry, comment)
            undone.entries.append(entry)
        elif comment:
            undone.left.append(comment)
    return undone


def _entries_of(batch: str) -> Sequence[ModerationEntry]:
    """Return what can still be undone of a batch, the last act first. Raises Unknown."""
    undone = select(ModerationEntry.undoes_id).where(ModerationEntry.undoes_id.is_not(None))
    query = select(ModerationEntry).where(
        ModerationEntry.batch == batch,
        ModerationEntry.before.is_not(None),
        ModerationEntry.id.not_in(undone),
    )
    found = db.session.scalars(query.order_by(ModerationEntry.id.desc())).all()
    if not batch or not found:
        raise Unknown
    return found


def _revert(entry: ModerationEntry, comment: Comment) -> bool:
    """Undo one act; return False if the comment was changed since."""
    before = entry.before or {}
    if comment.version != before["version"] or comment.state == "deleted":
        return False
    if entry.mail_id:
        decision_mail.recall_all([entry.mail_id])
    _restore_state(comment, before)
    return True


def _restore_state(comment: Comment, before: dict[str, Any]) -> None:
    moderation.set_state(comment, before["state"], before["why"])
    comment.reviewed_at = _moment(before["reviewed_at"])


def _mail_anew(entry: ModerationEntry, comment: Comment) -> int | None:
    """Write the email of a rejection again that was recalled by the act that is now undone."""
    if not (entry.before or {}).get("recalled"):
        return None
    rejections = select(ModerationEntry).where(
        ModerationEntry.comment_id == comment.id, ModerationEntry.act == "reject"
    )
    newest = db.session.scalar(rejections.order_by(ModerationEntry.id.desc()).limit(1))
    state = (newest.before or {}).get("state", "") if newest else ""
    return decision_mail.post(comment, newest.why if newest else "", state)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
