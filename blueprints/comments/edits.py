"""A moderator's words: edits of comments, and replies as the station. None of these commits."""

from blueprints.comments import moderation, rules
from blueprints.comments.actions import SaidAlready, fingerprint_of, place
from blueprints.comments.models import MODERATOR, Comment
from blueprints.comments.queries import APPROVED, find_same
from blueprints.comments.verdicts import answer_reports
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station

FIELDS = ("name", "website", "text", "fingerprint", "edited_by")


class NotApproved(Exception):
    """The comment that is to be answered is rejected or spam."""


def edit(
    comment: Comment, name: str, website: str, text: str, by: str, batch: str = ""
) -> bool:  # fmt: skip
    """Change what a comment says; return False if it says so already. Raises SaidAlready."""
    if (name, website, text) == (comment.name, comment.website, comment.text):
        return False
    said = rules.Reply(name=name, email=comment.email, website=website, text=text)
    fingerprint = fingerprint_of(comment.story_id, comment.answers_id or 0, said)
    same = find_same(fingerprint)
    if same and same.id != comment.id:
        raise SaidAlready(same)
    before = moderation.facts_of(comment) | {field: getattr(comment, field) for field in FIELDS}
    before["edited_at"] = comment.edited_at and comment.edited_at.isoformat()
    comment.name, comment.website, comment.text = name, website, text
    comment.fingerprint, comment.edited_by = fingerprint, MODERATOR
    comment.edited_at = clock.now()
    moderation.set_state(comment, comment.state, comment.why)
    moderation.note(comment, "edit", by, batch=batch, before=before)
    return True


def reply(comment: Comment, text: str, by: str, user_id: int, batch: str = "") -> Comment:
    """Answer a comment as the station; approve it if it is pending.

    Raises NotApproved for one that is rejected or spam, SaidAlready.
    """
    if comment.state != APPROVED and comment.state != "pending":
        raise NotApproved
    said = rules.Reply(name=station().name, email="", website="", text=text)
    fingerprint = fingerprint_of(comment.story_id, comment.id, said)
    if same := find_same(fingerprint):
        raise SaidAlready(same)
    if moderation.decide(comment, "approve", by, batch=batch):
        answer_reports([comment], "approve", by)
    now = clock.now()
    answer = Comment(
        story_id=comment.story_id, state=APPROVED, name=said.name, email="", text=text,
        fingerprint=fingerprint, created_at=now, changed_at=now, reviewed_at=now,
        by_station=True, user_id=user_id,
    )  # fmt: skip
    place(answer, comment.path)
    db.session.flush()
    moderation.note(answer, "reply", by, batch=batch, before={})
    return answer
