"""Readers' reports of comments, and objections of their writers. None of these commits.

A report holds a comment back only if no moderator has reviewed it yet: a crowd is no weapon.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete

from blueprints.comments import moderation, rules
from blueprints.comments.actions import TooSoon
from blueprints.comments.ledger import SETTLED_AFTER
from blueprints.comments.models import Comment, CommentReport
from blueprints.comments.queries import APPROVED
from blueprints.comments.report_mails import send_decision, send_receipt
from blueprints.comments.report_queries import (
    KIND,
    ages_of_reports,
    decided_since,
    has_reported,
    objection_to,
    open_reports,
)
from blueprints.comments.senders import sender_hashes
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.mail.outbox import OutgoingMail

__all__ = ["KEPT", "REMOVED", "AlreadyReported", "decide", "delete_objections", "object_to",
           "open_reports", "reopen", "reopen_untold", "report"]  # fmt: skip

KEPT, REMOVED = "kept", "removed"
RATES: rules.Rates = ((600.0, 5), (86_400.0, 20))  # (seconds, how many reports in them)
OF_NETWORK: rules.Rates = tuple((seconds, most * rules.NETWORK_FACTOR) for seconds, most in RATES)


class AlreadyReported(Exception):
    """The same comment was reported from this address before, or its writer objected before."""


def report(
    comment: Comment, reason: str, text: str, name: str, email: str, address: str | None
) -> CommentReport:
    """Write a report of `comment`, and hold it if nobody has reviewed it.

    Call inside begin_write(). Raises AlreadyReported, TooSoon.
    """
    address_hash, network_hash = sender_hashes(address)
    if has_reported(comment.id, address_hash, email):
        raise AlreadyReported
    if seconds := max(
        rules.seconds_to_wait(ages_of_reports(CommentReport.address_hash, address_hash), RATES),
        rules.seconds_to_wait(
            ages_of_reports(CommentReport.network_hash, network_hash), OF_NETWORK
        ),
    ):
        raise TooSoon(seconds)
    report = CommentReport(
        comment_id=comment.id,
        reason=reason,
        text=text,
        name=name,
        email=email,
        address_hash=address_hash,
        network_hash=network_hash,
        created_at=clock.now(),
    )
    db.session.add(report)
    send_receipt(report, comment)
    if comment.state == APPROVED and comment.reviewed_at is None and not comment.by_station:
        _hold(comment)
    return report


def _hold(comment: Comment) -> None:
    moderation.change_state(comment, "pending", "reported")
    moderation.note(comment, "hold", "report")


def object_to(comment: Comment, text: str) -> CommentReport:
    """Write its writer's objection to the rejection of `comment`, once. Raises AlreadyReported."""
    if objection_to(comment.id):
        raise AlreadyReported
    objection = CommentReport(
        comment_id=comment.id,
        kind="objection",
        text=text,
        name=comment.name,
        email=comment.email,
        created_at=clock.now(),
    )
    db.session.add(objection)
    return objection


def decide(comment: Comment, decision: str, by: str) -> int:
    """Decide the open reports and objections on `comment` as KEPT or REMOVED; return how many.

    Whoever gave an email address is told in 75 seconds, once. Call inside begin_write().
    """
    told: set[tuple[str, str]] = set()
    found = open_reports([comment.id]).get(comment.id, [])
    for report in found:
        report.decided_at, report.decided_by, report.decision = clock.now(), by, decision
        if (report.kind, report.email) not in told:
            send_decision(report, comment)
        told.add((report.kind, report.email))
    return len(found)


def delete_objections(numbers: Collection[int]) -> None:
    """Delete the objections to decisions on these comments: their writers' words and addresses."""
    theirs = CommentReport.comment_id.in_(numbers), CommentReport.kind == "objection"
    db.session.execute(delete(CommentReport).where(*theirs))


def reopen(comment: Comment, since: datetime) -> int:
    """Undo the decisions on reports of `comment` made at `since` or later; return how many.

    Their emails are deleted if they were not sent yet.
    """
    return _reopen(decided_since([comment.id], since))


def reopen_untold(numbers: Collection[int]) -> int:
    """Undo the decisions on reports of these comments of which nobody was told yet."""
    return _reopen(decided_since(numbers, clock.now() - SETTLED_AFTER))


def _reopen(found: Collection[CommentReport]) -> int:
    for report in found:
        _delete_mail(report)
        report.decided_at, report.decided_by, report.decision = None, "", ""
    return len(found)


def _delete_mail(report: CommentReport) -> None:
    """Delete the unsent email; SQLite may have given the number of a sent one to another's."""
    unsent = delete(OutgoingMail).where(
        OutgoingMail.id == report.mail_id,
        OutgoingMail.kind == KIND,
        OutgoingMail.recipient == report.email,
        OutgoingMail.handed_at.is_(None),
    )
    db.session.execute(unsent)
    report.mail_id = None
