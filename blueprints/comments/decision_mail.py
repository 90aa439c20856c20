"""The email that tells a writer why a comment was rejected, and how to object."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select

from blueprints.comments import tokens
from blueprints.comments.ledger import SETTLED_AFTER
from blueprints.comments.models import Comment, ModerationEntry
from blueprints.core.extensions import db
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.mail import outbox
from blueprints.mail.outbox import OutgoingMail

KIND = "decision"
NO_REASON = _l("It doesn’t fit our rules for replies")
MOST_AN_HOUR = 10  # to one address, which anybody may have typed


def has_enough(kind: str, email: str) -> bool:
    """Return True if this address gets no more emails of this kind within the hour."""
    return outbox.sent_lately(kind, email) >= MOST_AN_HOUR


def post(comment: Comment, why: str, state: str) -> int | None:
    """Put the email into the outbox and return its id.

    None for the station's own reply, and after ten such emails to this address in an hour.
    `state` is the one before. The reply itself is not in the email: anybody may have typed this
    address.
    """
    if comment.by_station or not comment.email or has_enough(KIND, comment.email):
        return None
    values = {"headline": comment.story.headline, "station": station().name}
    subject = _("About your reply to “%(headline)s”", headline=comment.story.headline)
    mail = outbox.post(
        comment.email, subject, _body(comment, why, state, values), SETTLED_AFTER, kind=KIND
    )
    db.session.flush()
    return mail.id


def post_deletion(comment: Comment, why: str) -> None:
    """Tell who wrote a published comment that is being deleted permanently; call it before that.

    The limits are those of post(). Nothing is left to object on, so the way is an email.
    """
    if comment.state != "approved" or comment.by_station or not comment.email:
        return
    if has_enough(KIND, comment.email):
        return
    here, headline = station(), comment.story.headline
    parts = [
        _("A moderator of %(station)s deleted your reply to “%(headline)s” permanently.",
          station=here.name, headline=headline),
        _("Reason: %(why)s", why=why or NO_REASON),
        _("To object, write to %(email)s.", email=here.contact_email)
        if here.contact_email
        else _("To object, write to the station: %(address)s", address=absolute_url("home.front")),
    ]  # fmt: skip
    subject = _("About your reply to “%(headline)s”", headline=headline)
    outbox.post(comment.email, subject, "\n\n".join(filter(None, parts)), kind=KIND)


def _body(comment: Comment, why: str, state: str, values: dict[str, str]) -> str:
    if state == "approved":
        first = _("A moderator of %(station)s removed your reply to “%(headline)s”.", **values)
    else:
        first = _("A moderator of %(station)s did not publish your reply to “%(headline)s”.",
                  **values)  # fmt: skip
    parts = [
        first,
        _("Reason: %(why)s", why=why or NO_REASON),
        _("To read your reply again, or to object to this decision, open this page:"),
        absolute_url("comments.decision", signed=tokens.decision_token(comment.id)),
        _("The page is available for 30 days."),
    ]
    return "\n\n".join(filter(None, parts))


def recall(comment: Comment) -> bool:
    """Delete the unsent email about this comment's rejection; return True if there was one.

    Only the newest one, to this writer: SQLite gives the number of a deleted email to another.
    """
    if comment.state != "rejected":
        return False
    entries = select(ModerationEntry.mail_id).where(
        ModerationEntry.comment_id == comment.id, ModerationEntry.mail_id.is_not(None)
    )
    newest = db.session.scalar(entries.order_by(ModerationEntry.id.desc()).limit(1))
    unsent = delete(OutgoingMail).where(
        OutgoingMail.id == newest,
        OutgoingMail.kind == KIND,
        OutgoingMail.recipient == comment.email,
        OutgoingMail.handed_at.is_(None),
        OutgoingMail.sent_at.is_(None),
    )
    return bool(db.session.execute(unsent).rowcount)  # type: ignore[attr-defined]
