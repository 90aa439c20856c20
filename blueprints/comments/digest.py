"""A moderator's email about comments to review: at most one an hour, and only about new ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import render_template
from flask_babel import ngettext
from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from blueprints.accounts.models import Role, User
from blueprints.comments.models import WRITER, Comment, CommentDigest, CommentReport
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.mail import outbox
from blueprints.news.models import Story

KIND = "digest"
AT_MOST_EVERY = timedelta(hours=1)
SHOWN = 10
MODERATORS = ("editor", "admin")


@dataclass(frozen=True)
class ToReview:
    """Comments to review: how many there are, and the first that are new."""

    count: int
    pending: Sequence[Comment]
    reports: Sequence[CommentReport]


def is_on(user: User) -> bool:
    """Return True if a moderator gets the digest, as they do until they turn it off."""
    digest = db.session.get(CommentDigest, user.id)
    return digest is None or digest.is_on


def turn(user: User, on: bool) -> None:
    """Turn a moderator's digest on or off."""
    digest = db.session.get(CommentDigest, user.id) or CommentDigest(user_id=user.id)
    digest.is_on = on
    db.session.add(digest)


def send() -> None:
    """Send the digests that are due; a background job."""
    now = clock.now()
    for user, digest in _due(now):
        since = digest.sent_at if digest else None
        if found := _new_since(since):
            _post(user, found)
            digest = digest or CommentDigest(user_id=user.id)
            digest.sent_at = now
            db.session.add(digest)


def _due(now: datetime) -> list[tuple[User, CommentDigest | None]]:
    """Return the active moderators with no digest in the last hour, unless they turned it off."""
    query = (
        select(User, CommentDigest)
        .outerjoin(CommentDigest, CommentDigest.user_id == User.id)
        .where(User.active, User.roles.any(Role.name.in_(MODERATORS)))
        .where(or_(CommentDigest.user_id.is_(None), CommentDigest.is_on))
        .where(or_(CommentDigest.sent_at.is_(None), CommentDigest.sent_at <= now - AT_MOST_EVERY))
        .order_by(User.id)
    )
    return [(user, digest) for user, digest in db.session.execute(query)]


def _new_since(moment: datetime | None) -> ToReview | None:
    """Return the comments to review if there are any that came after `moment`, else None."""
    pending = select(Comment).where(Comment.state == "pending")
    reports = select(CommentReport).where(CommentReport.decided_at.is_(None))
    if moment:
        is_edited = (Comment.edited_by == WRITER) & (Comment.edited_at > moment)
        pending = pending.where((Comment.created_at > moment) | is_edited)
        reports = reports.where(CommentReport.created_at > moment)
    story = joinedload(Comment.story).defer(Story.body)
    new = db.session.scalars(pending.options(story).order_by(Comment.id).limit(SHOWN)).all()
    about = joinedload(CommentReport.comment).joinedload(Comment.story).defer(Story.body)
    reported = db.session.scalars(
        reports.options(about).order_by(CommentReport.id).limit(SHOWN)
    ).all()
    return ToReview(_count(), new, reported) if new or reported else None


def _count() -> int:
    reported = select(CommentReport.comment_id).where(CommentReport.decided_at.is_(None))
    to_review = or_(Comment.state == "pending", Comment.id.in_(reported))
    return db.session.scalar(select(func.count(Comment.id)).where(to_review)) or 0


def _post(user: User, found: ToReview) -> None:
    queue = absolute_url("comments_desk.comments")
    subject = ngettext("%(num)s comment to review", "%(num)s comments to review", found.count)
    body = render_template("comments/mail/digest.txt", found=found, queue=queue)
    outbox.post(user.email, f"{subject} – {station().name}", body, kind=KIND)
