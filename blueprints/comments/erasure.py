"""Deleting what readers left so that no byte of it remains: rows, emails, files, the log."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, null, update

from blueprints.comments import moderation, quoting_mails, reports
from blueprints.comments.models import (
    WRITER,
    AnswerNotice,
    Comment,
    CommentReport,
    ModerationEntry,
)
from blueprints.comments.verdicts import answer_reports
from blueprints.core.database import truncate_log
from blueprints.core.extensions import db
from blueprints.mail.files import delete_stray_files
from blueprints.mail.outbox import OutgoingMail


def delete_comments(comments: Sequence[Comment], by: str, why: str = "") -> None:
    """Delete these comments permanently, as a moderator decides; their reports are decided.

    `why` is the moderator's reason, for the ledger and for the writers of published ones.
    """
    numbers = [comment.id for comment in comments]
    for comment in comments:
        moderation.erase_one(comment, by, why)
    answer_reports(comments, "delete", by)
    reports.delete_objections(numbers)
    quoting_mails.delete_quoting(numbers)


def empty_comments(comments: Sequence[Comment], by: str) -> None:
    """Empty these comments and what belongs to them; placeholders and the ledger's acts stay."""
    numbers = [comment.id for comment in comments]
    answer_reports(comments, "delete", by)
    about = ModerationEntry.comment_id.in_(numbers)
    db.session.execute(update(ModerationEntry).where(about).values(
        before=null(), why="", mail_id=None))  # fmt: skip
    for table in (AnswerNotice, CommentReport):
        db.session.execute(delete(table).where(table.comment_id.in_(numbers)))
    act = "own-delete" if by == WRITER else "delete"
    for comment in comments:
        moderation.change_state(comment, "deleted", "")
        moderation.blank(comment)
        moderation.note(comment, act, by)


def empty_reports(reports: Sequence[CommentReport]) -> None:
    """Delete the sender and the text of these reports; that there was one, and why, stays."""
    for report in reports:
        report.name = report.email = report.text = ""
        report.address_hash = report.network_hash = None


def delete_emails(email: str, comments: Collection[int]) -> int:
    """Delete the emails to this address, and those to others that quote one of these comments.

    Return how many were to this address.
    """
    theirs = delete(OutgoingMail).where(func.lower(OutgoingMail.recipient) == email)
    count: int = db.session.execute(theirs).rowcount  # type: ignore[attr-defined]
    quoting_mails.delete_quoting(comments)
    return count


def finish() -> None:
    """Delete what no transaction can: the files of deleted emails, and the database's log.

    Call it after the commit. Background jobs do it too, until they succeed.
    """
    delete_stray_files()
    db.session.rollback()  # what was read meanwhile would keep the log from being emptied
    truncate_log(db.engine)
