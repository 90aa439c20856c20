"""Deleting what readers left so that no byte of it remains: rows, emails, files, the log."""

import re
import secrets
from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, null, select, update

from blueprints.comments import answers, digest, reports
from blueprints.comments.models import AnswerNotice, Comment, CommentReport, ModerationEntry
from blueprints.comments.queries import APPROVED
from blueprints.comments.retention import EMPTY
from blueprints.core import clock
from blueprints.core.database import truncate_log
from blueprints.core.extensions import db
from blueprints.mail.files import delete_stray_files
from blueprints.mail.outbox import OutgoingMail

QUOTING = (answers.ANSWER, digest.KIND)  # kinds of email that quote comments
NAMED = re.compile(r"#comment-(\d+)")  # in the link to each comment that is quoted


def empty_comments(comments: Sequence[Comment], by: str) -> None:
    """Empty these comments and what belongs to them; placeholders and the ledger's acts stay."""
    numbers, now = [comment.id for comment in comments], clock.now()
    for comment in comments:
        reports.decide(comment, reports.REMOVED, by)
    about = ModerationEntry.comment_id.in_(numbers)
    db.session.execute(update(ModerationEntry).where(about).values(
        before=null(), why="", mail_id=None))  # fmt: skip
    for table in (AnswerNotice, CommentReport):
        db.session.execute(delete(table).where(table.comment_id.in_(numbers)))
    for comment in comments:
        if comment.state == APPROVED:  # else nothing changes for readers
            comment.changed_at = now
        comment.state, comment.fingerprint = "deleted", secrets.token_hex(32)
        comment.version += 1
        for name, value in EMPTY.items():
            setattr(comment, name, value)
        db.session.add(
            ModerationEntry(
                comment_id=comment.id, story_id=comment.story_id, act="delete", by=by, at=now
            )
        )


def empty_reports(reports: Sequence[CommentReport]) -> None:
    """Delete the sender and the text of these reports; that there was one, and why, stays."""
    for report in reports:
        report.name = report.email = report.text = ""
        report.address_hash = report.network_hash = None


def delete_emails(email: str, comments: Collection[int]) -> None:
    """Delete the emails to this address, and those to others that quote one of these comments."""
    db.session.execute(delete(OutgoingMail).where(func.lower(OutgoingMail.recipient) == email))
    wanted = set(map(str, comments))
    quoting = select(OutgoingMail.id, OutgoingMail.body)
    found = db.session.execute(quoting.where(OutgoingMail.kind.in_(QUOTING)))
    numbers = [number for number, body in found if wanted.intersection(NAMED.findall(body))]
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.id.in_(numbers)))


def finish() -> None:
    """Delete what no transaction can: the files of deleted emails, and the database's log.

    Call it after the commit. Background jobs do it too, until they succeed.
    """
    delete_stray_files()
    db.session.rollback()  # what was read meanwhile would keep the log from being emptied
    truncate_log(db.engine)
