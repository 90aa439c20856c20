"""The sending of titles: claim the newest, send, note. No network inside a transaction.

A notice is claimed by postponing when it is due and counting its tries, so that two senders do not
send it at once; a sender that dies leaves it due after LEASE.
"""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.title_models import TitleNotice
from blueprints.player.titles import IS_OPEN, find_newest

log = logging.getLogger("aerial.titles")

LEASE = timedelta(seconds=30)
SLOWEST_RETRY = 60  # seconds
GIVEN_UP_AFTER = timedelta(minutes=10)
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True)
class Claim:
    """A title that is ours to send: its notice's number, tries including this one, and body."""

    id: int
    tries: int
    body: dict[str, Any]


def claim_title(target: str) -> Claim | None:
    """Claim the title that is due for `target`, so that no other sends it; None without one."""
    due = select(TitleNotice).where(
        TitleNotice.target == target, IS_OPEN, TitleNotice.due_at <= clock.now()
    )
    if db.session.scalar(due.limit(1)) is None:
        return None
    begin_write()
    row = db.session.scalar(due.limit(1))  # again, as another may have been quicker
    if row is not None:
        row.tries += 1
        row.due_at = clock.now() + LEASE
    claim = Claim(row.id, row.tries, row.body) if row else None
    db.session.commit()
    return claim


def note_sent(claim: Claim) -> None:
    """Note that the title has arrived. If a newer one overtook it, that is sent again."""
    begin_write()
    row, now = db.session.get(TitleNotice, claim.id), clock.now()
    if row is not None and row.given_up_at is None:
        row.sent_at, row.failure = now, ""
    elif row is not None and (newest := find_newest(row.target)) and newest.sent_at:
        newest.sent_at, newest.due_at = None, now
    db.session.commit()


def note_failure(claim: Claim, failure: str) -> None:
    """Postpone the title by 1, 2, 4 … 60 seconds, or give it up."""
    begin_write()
    row, now = db.session.get(TitleNotice, claim.id), clock.now()
    if row is not None and row.given_up_at is None and row.tries == claim.tries:
        row.failure = failure[:500]
        row.due_at = now + timedelta(seconds=min(SLOWEST_RETRY, 2 ** min(row.tries - 1, 10)))
        if row.due_at > row.created_at + GIVEN_UP_AFTER:
            row.given_up_at = now
        _log(row)
    db.session.commit()


def _log(row: TitleNotice) -> None:
    fields = {"fields": {"target": row.target, "tries": row.tries, "error": row.failure}}
    if row.given_up_at:
        log.error("title given up", extra=fields)
    else:
        log.log(
            logging.WARNING if row.tries == 1 else logging.DEBUG, "title not sent", extra=fields
        )


def forget_titles() -> None:
    """Delete notices of more than a day ago, but for each target's newest."""
    newest = select(func.max(TitleNotice.id)).group_by(TitleNotice.target)
    old = TitleNotice.created_at < clock.now() - KEPT_FOR
    db.session.execute(delete(TitleNotice).where(old, TitleNotice.id.not_in(newest)))
