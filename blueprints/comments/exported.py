"""Records of a reader as JSON, each with all that is stored in it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from blueprints.comments.models import (
    AnswerNotice,
    BlockedWriter,
    Comment,
    CommentReport,
    ModerationEntry,
)
from blueprints.comments.queries import by_email
from blueprints.comments.report_labels import REASONS
from blueprints.comments.senders import email_hash
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.mail.outbox import OutgoingMail
from blueprints.news.models import Story

Record = dict[str, Any]


def comments(email: str) -> list[Record]:
    """Return the comments by an email address, oldest first."""
    found = by_email(email) if email else []
    numbers = [comment.id for comment in found]
    notices, acts = _notices(numbers), _acts(numbers)
    return [
        _comment(comment)
        | {"emails_about_answers": notices.get(comment.id), "moderation": acts.get(comment.id, [])}
        for comment in found
    ]


def _comment(comment: Comment) -> Record:
    return {
        "id": comment.id,
        "story": f"/news/{comment.story.slug}",
        "headline": comment.story.headline,
        "in_reply_to": comment.parent_id,
        "state": comment.state,
        "why": comment.why or None,
        "name": comment.name,
        "email": comment.email,
        "website": comment.website or None,
        "text": comment.text,
        "created_at": rfc3339(comment.created_at),
        "changed_at": rfc3339(comment.changed_at),
        "edited_at": rfc3339(comment.edited_at),
        "edited_by": comment.edited_by or None,
        "read_on_air_at": rfc3339(comment.read_at),
        "on_air": comment.play.title if comment.play else None,
        "address_hash": comment.address_hash,
        "network_hash": comment.network_hash,
    }


def _notices(numbers: Collection[int]) -> dict[int, Record]:
    found = db.session.scalars(select(AnswerNotice).where(AnswerNotice.comment_id.in_(numbers)))
    return {
        notice.comment_id: {
            "asked_at": rfc3339(notice.asked_at),
            "confirmed_at": rfc3339(notice.confirmed_at),
        }
        for notice in found
    }


def _acts(numbers: Collection[int]) -> dict[int, list[Record]]:
    """Return what moderators did, by the comment's number; not who did it, who has rights too."""
    about = select(ModerationEntry).where(ModerationEntry.comment_id.in_(numbers))
    acts: dict[int, list[Record]] = {}
    for entry in db.session.scalars(about.order_by(ModerationEntry.id)):
        act = {"act": entry.act, "at": rfc3339(entry.at), "why": entry.why or None,
               "earlier": entry.before}  # fmt: skip
        acts.setdefault(entry.comment_id or 0, []).append(act)
    return acts


def find_reports(email: str) -> Sequence[CommentReport]:
    """Return the reports and objections sent with an email address, oldest first."""
    theirs = select(CommentReport).where(func.lower(CommentReport.email) == (email or None))
    theirs = theirs.join(CommentReport.comment).join(Comment.story).order_by(CommentReport.id)
    stories = contains_eager(CommentReport.comment).contains_eager(Comment.story)
    return db.session.scalars(theirs.options(stories.defer(Story.body))).all()


def reports(email: str) -> list[Record]:
    """Return the reports and objections sent with an email address."""
    return [
        {
            "kind": report.kind,
            "story": f"/news/{report.comment.story.slug}",
            "headline": report.comment.story.headline,
            "comment": report.comment_id,
            "reason": str(REASONS.get(report.reason, report.reason)) or None,
            "name": report.name,
            "email": report.email,
            "text": report.text,
            "created_at": rfc3339(report.created_at),
            "decided_at": rfc3339(report.decided_at),
            "decision": report.decision or None,
            "address_hash": report.address_hash,
            "network_hash": report.network_hash,
        }
        for report in find_reports(email)
    ]


def blocks(email: str) -> list[Record]:
    """Return the blocks of an email address; of the address itself only a keyed hash is stored."""
    found = db.session.scalars(select(BlockedWriter).filter_by(key=email_hash(email)))
    return [{"at": rfc3339(block.at), "why": block.why or None} for block in found]


def emails(email: str) -> list[Record]:
    """Return the emails to an address that are in the outbox; their text has links for it alone."""
    theirs = select(OutgoingMail).where(func.lower(OutgoingMail.recipient) == (email or None))
    return [
        {
            "subject": mail.subject,
            "created_at": rfc3339(mail.created_at),
            "sent_at": rfc3339(mail.sent_at),
        }
        for mail in db.session.scalars(theirs.order_by(OutgoingMail.id))
    ]
