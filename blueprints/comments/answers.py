"""Emails about answers to one's own reply: asked for, confirmed by a link, ended by another."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import aliased, joinedload

from blueprints.comments import tokens
from blueprints.comments.ledger import SETTLED_AFTER
from blueprints.comments.models import AnswerNotice, Comment
from blueprints.comments.queries import APPROVED
from blueprints.comments.senders import email_hash
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.mail import outbox
from blueprints.mail.outbox import OutgoingMail
from blueprints.news.models import Story
from blueprints.news.queries import is_public

CONFIRM, ANSWER = "confirm", "answer"  # kinds of email
MOST_AN_HOUR = 3
AT_ONCE = 50


def ask(comment: Comment) -> None:
    """Ask the writer of a new comment, by email, to confirm that they want emails about answers.

    Not for spam, nor after three such emails to this address in an hour. Call inside begin_write().
    """
    if comment.state == "spam" or outbox.sent_lately(CONFIRM, comment.email) >= MOST_AN_HOUR:
        return
    db.session.add(AnswerNotice(comment_id=comment.id, asked_at=clock.now()))
    link = absolute_url("comments.confirm_answers", token=tokens.answers_token(comment.id))
    body = render_template("comments/mail/confirm.txt", link=link, story=comment.story)
    subject = _("Confirm emails about answers – %(station)s", station=station().name)
    outbox.post(comment.email, subject, body, kind=CONFIRM)


def find_notice(comment_id: int) -> AnswerNotice | None:
    """Return the wish of this comment's writer to be told of answers, or None."""
    return db.session.get(AnswerNotice, comment_id)


def confirm(notice: AnswerNotice) -> None:
    """Confirm the wish: from now on its writer gets emails."""
    notice.confirmed_at = notice.confirmed_at or clock.now()


def find_subscribed(key: str) -> str | None:
    """Return the address with this keyed hash if it asked for emails about answers, or None."""
    asked = select(Comment.email).join(AnswerNotice, AnswerNotice.comment_id == Comment.id)
    emails = db.session.scalars(asked.where(Comment.email != "").distinct())
    return next((email for email in emails if email_hash(email) == key), None)


def unsubscribe(email: str) -> None:
    """End all emails to this address that bear the link, and delete those not yet sent."""
    theirs = select(Comment.id).where(Comment.email == email)
    db.session.execute(delete(AnswerNotice).where(AnswerNotice.comment_id.in_(theirs)))
    unsent = outbox.IS_OPEN, OutgoingMail.handed_at.is_(None)
    linked = OutgoingMail.recipient == email, OutgoingMail.unsubscribe_url != ""
    db.session.execute(delete(OutgoingMail).where(*linked, *unsent))


def tell() -> bool:
    """Send emails about answers that were approved more than a minute ago; a background job."""
    found = db.session.execute(_untold(clock.now())).all()
    for answer, own in found:
        _send(answer, own)
        answer.told_at = clock.now()
    return len(found) == AT_ONCE


def _untold(now: datetime) -> Select[Comment, Comment]:
    own = aliased(Comment)
    return (
        select(Comment, own)
        .join(own, own.id == Comment.answers_id)
        .join(AnswerNotice, AnswerNotice.comment_id == own.id)
        .join(Story, Story.id == Comment.story_id)
        .where(AnswerNotice.confirmed_at.is_not(None), Comment.created_at > AnswerNotice.asked_at)
        .where(Comment.state == APPROVED, Comment.told_at.is_(None))
        .where(Comment.changed_at <= now - SETTLED_AFTER, is_public())
        .where(own.state == APPROVED, own.email != "", own.email != Comment.email)
        .options(joinedload(Comment.story))
        .order_by(Comment.id)
        .limit(AT_ONCE)
    )


def _send(answer: Comment, own: Comment) -> None:
    link = absolute_url("comments.unsubscribe", token=tokens.unsubscribe_token(own.email))
    place = absolute_url(
        "news.story", slug=answer.story.slug, c=answer.id, _anchor=f"comment-{answer.id}"
    )
    body = render_template("comments/mail/answer.txt", answer=answer, place=place, link=link)
    subject = _("%(name)s answered your reply – %(station)s", name=answer.name,
                station=station().name)  # fmt: skip
    outbox.post(own.email, subject, body, kind=ANSWER, unsubscribe_url=link)
