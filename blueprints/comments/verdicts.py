"""Decisions on the open reports of comments, and what they mean. None of these commits."""

from collections.abc import Sequence

from blueprints.comments import moderation, reports
from blueprints.comments.models import Comment
from blueprints.comments.queries import APPROVED

ANSWERS = {"approve": reports.KEPT, "reject": reports.REMOVED, "spam": reports.REMOVED,
           "delete": reports.REMOVED}  # fmt: skip


class NothingReported(Exception):
    """The comment has no open report, or the decision does not fit its state."""


def answer_reports(comments: Sequence[Comment], act: str, by: str) -> None:
    """Decide the open reports of comments on which `act` was just done.

    Those of whose decision nobody was told yet follow the new one.
    """
    numbers = [comment.id for comment in comments]
    reports.reopen_untold(numbers)
    if act in ANSWERS:
        reported = reports.open_reports(numbers)
        for comment in comments:
            if comment.id in reported:
                reports.decide(comment, ANSWERS[act], by)


def keep(comment: Comment, decision: str, by: str, batch: str = "") -> None:
    """Close the reports of an approved comment as kept, or of a rejected one as removed.

    The comment stays as it is. Raises NothingReported.
    """
    fits = comment.state == APPROVED if decision == reports.KEPT else comment.state in (
        "rejected", "spam")  # fmt: skip
    if not fits or not reports.open_reports([comment.id]):
        raise NothingReported
    before = moderation.facts_of(comment)
    moderation.touch(comment)
    moderation.note(comment, "keep", by, batch=batch, before=before)
    reports.decide(comment, decision, by)
