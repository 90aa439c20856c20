"""Moderators' decisions on comments, each in the ledger. None of these commits."""

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import null, update

from blueprints.comments import decision_mail, quoting_mails
from blueprints.comments.models import Comment, ModerationEntry
from blueprints.comments.queries import APPROVED
from blueprints.core import clock
from blueprints.core.extensions import db


@dataclass(frozen=True)
class Decision:
    """The state and the reason that an act gives to a comment in one of the states `of`."""

    state: str
    why: str
    of: frozenset[str]


REJECTED = "rejected"
EMPTY = {  # the columns of a comment that is deleted
    "name": "", "email": "", "website": "", "text": "", "why": "", "address_hash": None,
    "network_hash": None, "play_id": None, "read_at": None, "read_play_id": None,
}  # fmt: skip
DECISIONS = {
    "approve": Decision(APPROVED, "", frozenset({"pending", REJECTED, "spam"})),
    "unapprove": Decision("pending", "returned", frozenset({APPROVED})),
    "reject": Decision(REJECTED, "", frozenset({"pending", APPROVED, "spam"})),
    "unreject": Decision("pending", "returned", frozenset({REJECTED})),
    "spam": Decision("spam", "moderator", frozenset({"pending", APPROVED, REJECTED})),
    "unspam": Decision("pending", "returned", frozenset({"spam"})),
}


def new_batch() -> str:
    """Return a token for acts that are made, and undone, at once."""
    return secrets.token_hex(16)


def decide(comment: Comment, act: str, by: str, why: str = "", batch: str = "") -> bool:
    """Do `act`, one of DECISIONS; return False and do nothing if the comment's state forbids it.

    `why` is the moderator's reason, in words. Who wrote a comment that is rejected is told it by
    email, once the minute to undo it is over.
    """
    decision = DECISIONS[act]
    if comment.state not in decision.of:
        return False
    before = facts_of(comment)
    if recalled := decision_mail.recall(comment):
        before["recalled"] = recalled
    set_state(comment, decision.state, decision.why)
    entry = note(comment, act, by, why, batch, before)
    if decision.state == REJECTED:
        entry.mail_id = decision_mail.post(comment, why, before["state"])
    return True


def erase_one(comment: Comment, by: str, why: str = "", batch: str = "") -> None:
    """Delete a comment permanently; leave a placeholder. This cannot be undone.

    Its writer is told by email if it was published.
    """
    decision_mail.recall(comment)
    decision_mail.post_deletion(comment, why)
    set_state(comment, "deleted", "")
    blank(comment)
    entries = update(ModerationEntry).where(ModerationEntry.comment_id == comment.id)
    db.session.execute(entries.values(before=null()))  # it may hold an earlier text
    note(comment, "delete", by, why, batch)


def blank(comment: Comment) -> None:
    """Delete what a comment says and who wrote it."""
    for name, value in EMPTY.items():
        setattr(comment, name, value)
    comment.fingerprint = secrets.token_hex(32)


def set_state(comment: Comment, state: str, why: str) -> None:
    """Give a comment a state by a moderator's decision."""
    change_state(comment, state, why)
    comment.reviewed_at = clock.now()


def change_state(comment: Comment, state: str, why: str) -> None:
    """Give a comment a state, by whomever; its version counts on."""
    if APPROVED in (comment.state, state):  # else nothing changes for readers
        comment.changed_at = clock.now()
    if comment.state == APPROVED:  # what it says may change, too
        quoting_mails.recall(comment)
    comment.state, comment.why = state, why
    comment.version += 1


def touch(comment: Comment) -> None:
    """Count the comment's version on: a moderator reviewed it now."""
    comment.version += 1
    comment.reviewed_at = clock.now()


def facts_of(comment: Comment) -> dict[str, Any]:
    """Return what undoing a decision needs, as JSON."""
    reviewed_at = comment.reviewed_at and comment.reviewed_at.isoformat()
    return {"state": comment.state, "why": comment.why, "reviewed_at": reviewed_at}


def note(
    comment: Comment, act: str, by: str, why: str = "", batch: str = "",
    before: dict[str, Any] | None = None,
) -> ModerationEntry:  # fmt: skip
    """Write an act that was just done into the ledger."""
    entry = ModerationEntry(
        comment_id=comment.id,
        story_id=comment.story_id,
        act=act,
        by=by,
        at=clock.now(),
        why=why[:500],
        batch=batch,
    )
    if before is not None:  # else it would be JSON's null
        entry.before = before
    db.session.add(entry)
    db.session.flush()  # in the order in which they were made, even within a batch
    return entry
