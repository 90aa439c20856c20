"""How long what readers leave is stored."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, delete, func, literal, null, select, update
from sqlalchemy.orm import InstrumentedAttribute

from blueprints.comments.models import (
    AnswerNotice,
    BlockedWriter,
    Comment,
    CommentReport,
    ModerationEntry,
)
from blueprints.comments.moderation import EMPTY
from blueprints.core import clock
from blueprints.core.database import truncate_log
from blueprints.core.extensions import Model, db

ADDRESS_KEPT_FOR = timedelta(hours=24)
NETWORK_KEPT_FOR = timedelta(days=30)
SPAM_KEPT_FOR = timedelta(days=30)
REJECTED_KEPT_FOR = timedelta(days=180)
BEFORE_KEPT_FOR = timedelta(hours=24)
REPORTS_KEPT_FOR = timedelta(days=180)
UNCONFIRMED_KEPT_FOR = timedelta(days=7)
MOMENT = Comment.created_at.type
DECIDED_AT = func.coalesce(Comment.reviewed_at, Comment.created_at, type_=MOMENT)


def forget_old() -> None:
    """Delete all that is older than the privacy page says; call inside begin_write()."""
    _forget_senders()
    _empty_comments("spam", clock.now() - SPAM_KEPT_FOR)
    _empty_comments("rejected", clock.now() - REJECTED_KEPT_FOR)
    _forget_before()
    _delete_older(CommentReport, CommentReport.decided_at, REPORTS_KEPT_FOR)
    _delete_older(BlockedWriter, BlockedWriter.until, timedelta())
    unconfirmed = AnswerNotice.confirmed_at.is_(None)
    _delete_older(AnswerNotice, AnswerNotice.asked_at, UNCONFIRMED_KEPT_FOR, unconfirmed)


def _forget_senders() -> None:
    for table in (Comment, CommentReport):
        for column, period in (
            (table.address_hash, ADDRESS_KEPT_FOR),
            (table.network_hash, NETWORK_KEPT_FOR),
        ):
            old = table.created_at < clock.now() - period, column.is_not(None)
            db.session.execute(update(table).where(*old).values({column: None}))


def _empty_comments(state: str, until: datetime) -> None:
    """Empty the comments in this state that came, and were decided, before `until`."""
    which = Comment.state == state, Comment.created_at < until, until > DECIDED_AT
    deleted = literal("deleted ") + cast(Comment.id, String)  # each fingerprint is unique
    values = EMPTY | {"state": "deleted", "fingerprint": deleted, "version": Comment.version + 1}
    db.session.execute(update(Comment).where(*which).values(values))
    gone = select(Comment.id).where(Comment.state == "deleted")
    undecided = CommentReport.comment_id.in_(gone), CommentReport.decided_at.is_(None)
    db.session.execute(delete(CommentReport).where(*undecided))  # nobody will see them any more


def _forget_before() -> None:
    """Delete the earlier texts that the ledger needs while an act can be undone."""
    old = ModerationEntry.at < clock.now() - BEFORE_KEPT_FOR
    kept = ModerationEntry.before.is_not(null())
    db.session.execute(update(ModerationEntry).where(old, kept).values(before=null()))


def _delete_older(
    table: type[Model],
    moment: InstrumentedAttribute[Any],
    period: timedelta,
    *also: ColumnElement[bool],
) -> None:
    db.session.execute(delete(table).where(moment < clock.now() - period, *also))


def empty_log() -> None:
    """Empty the database's log, so that what was deleted is nowhere; try again at the next run."""
    truncate_log(db.engine)
