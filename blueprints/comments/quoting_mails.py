"""Emails that quote comments to others: to those who asked for answers, and to moderators."""

import re
from collections.abc import Collection

from sqlalchemy import ColumnElement, delete, select

from blueprints.comments import answers, digest
from blueprints.comments.models import Comment
from blueprints.core.extensions import db
from blueprints.mail.outbox import IS_OPEN, OutgoingMail

QUOTING = (answers.ANSWER, digest.KIND)  # kinds of email
NAMED = re.compile(r"#comment-(\d+)")  # in the link to each comment that is quoted


def delete_quoting(comments: Collection[int]) -> None:
    """Delete the emails that quote one of these comments, sent or not."""
    _delete(comments, OutgoingMail.kind.in_(QUOTING))


def recall(comment: Comment) -> None:
    """Delete the unsent emails about this answer, whose text or state changes.

    Who asked for answers is told of it again as it is then, once it is approved for a minute.
    """
    unsent = IS_OPEN & OutgoingMail.handed_at.is_(None)
    if _delete([comment.id], OutgoingMail.kind == answers.ANSWER, unsent):
        comment.told_at = None


def _delete(comments: Collection[int], *which: ColumnElement[bool]) -> int:
    wanted = set(map(str, comments))
    found = db.session.execute(select(OutgoingMail.id, OutgoingMail.body).where(*which))
    numbers = [number for number, body in found if wanted.intersection(NAMED.findall(body))]
    db.session.execute(delete(OutgoingMail).where(OutgoingMail.id.in_(numbers)))
    return len(numbers)
