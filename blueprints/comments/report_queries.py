"""Reads of reports and objections."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select

from blueprints.comments.models import CommentReport, ModerationEntry
from blueprints.core import clock
from blueprints.core.extensions import db

DAY = timedelta(days=1)
KIND = "report"  # of reports' emails in the outbox


def open_reports(ids: Collection[int]) -> dict[int, list[CommentReport]]:
    """Return the reports and objections that nobody decided, oldest first, by the comment."""
    query = select(CommentReport).where(
        CommentReport.comment_id.in_(ids), CommentReport.decided_at.is_(None)
    )
    found: dict[int, list[CommentReport]] = {}
    for report in db.session.scalars(query.order_by(CommentReport.id)):
        found.setdefault(report.comment_id, []).append(report)
    return found


def decided_since(comment_id: int, moment: datetime) -> Sequence[CommentReport]:
    """Return the reports of a comment that were decided at `moment` or later."""
    query = select(CommentReport).where(CommentReport.comment_id == comment_id)
    return db.session.scalars(query.where(CommentReport.decided_at >= moment)).all()


def has_reported(comment_id: int, address_hash: str | None, email: str) -> bool:
    """Return True if a comment was reported from this address, or by this email, before."""
    same = [CommentReport.address_hash == address_hash] if address_hash else []
    if email:
        same.append(CommentReport.email == email)
    if not same:
        return False
    query = exists().where(
        CommentReport.comment_id == comment_id, CommentReport.kind == "report", or_(*same)
    )
    return bool(db.session.scalar(select(query)))


def ages_of_reports(address_hash: str | None) -> list[float]:
    """Return the ages in seconds of the day's reports from an address, newest first."""
    if address_hash is None:
        return []
    now = clock.now()
    query = select(CommentReport.created_at).where(
        CommentReport.address_hash == address_hash,
        CommentReport.created_at > now - DAY,
        CommentReport.kind == "report",
    )
    newest = db.session.scalars(query.order_by(CommentReport.created_at.desc()))
    return [(now - moment).total_seconds() for moment in newest]


def objection_to(comment_id: int) -> CommentReport | None:
    """Return the newest objection to the rejection of a comment that did not succeed, or None."""
    query = select(CommentReport).where(
        CommentReport.comment_id == comment_id,
        CommentReport.kind == "objection",
        CommentReport.decision != "kept",
    )
    return db.session.scalar(query.order_by(CommentReport.id.desc()).limit(1))


def rejection_of(comment_id: int) -> ModerationEntry | None:
    """Return the newest rejection of a comment in the ledger, or None."""
    query = select(ModerationEntry).where(
        ModerationEntry.comment_id == comment_id, ModerationEntry.act == "reject"
    )
    return db.session.scalar(query.order_by(ModerationEntry.id.desc()).limit(1))
