"""Emails about reports: the receipt, and the decision. No text that a reader typed is in them."""

from flask_babel import gettext as _

from blueprints.comments.decision_mail import has_enough
from blueprints.comments.ledger import SETTLED_AFTER
from blueprints.comments.models import Comment, CommentReport
from blueprints.comments.report_labels import REASONS
from blueprints.comments.report_queries import KIND
from blueprints.core.extensions import db
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.mail import outbox

MOST_RECEIPTS = 3  # an hour to one address: anybody can type it


def send_receipt(report: CommentReport, comment: Comment) -> None:
    """Tell a reader, who gave an email address, that the report arrived."""
    if not report.email or outbox.sent_lately(KIND, report.email) >= MOST_RECEIPTS:
        return
    words = _(
        "Someone reported a reply at %(station)s and gave this email address.\n\n%(headline)s\n"
        "%(address)s\n\nReason: %(reason)s\n\n"
        "A moderator will look at the reply, and you’ll get an email with the decision. If this "
        "wasn’t you, ignore this email.",
        station=station().name,
        headline=comment.story.headline,
        address=_address(comment),
        reason=REASONS[report.reason],
    )
    subject = _("We received your report – %(station)s", station=station().name)
    outbox.post(report.email, subject, words, kind=KIND)


def send_decision(report: CommentReport, comment: Comment) -> None:
    """Tell who reported a comment, or objected to its rejection, what was decided.

    Call inside begin_write(); the report remembers its email. After ten emails about reports to
    this address in an hour, there is none.
    """
    if not report.email or has_enough(KIND, report.email):
        return
    about = {
        "station": station().name,
        "headline": comment.story.headline,
        "address": _address(comment),
    }
    subject, words = _objection(report, about) if report.kind == "objection" else _report(
        report, about)  # fmt: skip
    mail = outbox.post(report.email, subject, words, SETTLED_AFTER, kind=KIND)
    db.session.flush()
    report.mail_id = mail.id


def _report(report: CommentReport, about: dict[str, str]) -> tuple[str, str]:
    subject = _("The decision on your report – %(station)s", station=about["station"])
    if report.decision == "kept":
        return subject, _(
            "A moderator looked at the reply that you reported at %(station)s. It does not break "
            "our rules and stays published.\n\n%(headline)s\n%(address)s",
            **about,
        )
    return subject, _(
        "The reply that you reported at %(station)s is no longer published. Thank you for telling "
        "us.\n\n%(headline)s",
        **about,
    )


def _objection(report: CommentReport, about: dict[str, str]) -> tuple[str, str]:
    subject = _("The decision on your objection – %(station)s", station=about["station"])
    if report.decision == "kept":
        return subject, _(
            "A moderator looked at your reply at %(station)s again. It is now published.\n\n"
            "%(headline)s\n%(address)s",
            **about,
        )
    return subject, _(
        "A moderator looked at your reply at %(station)s again. It will not be published.\n\n"
        "%(headline)s",
        **about,
    )


def _address(comment: Comment) -> str:
    anchor = f"comment-{comment.id}"
    return absolute_url("news.story", slug=comment.story.slug, c=comment.id, _anchor=anchor)
