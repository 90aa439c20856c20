"""Changes that the writer of a comment makes to it, within fifteen minutes of sending it."""

from datetime import datetime, timedelta

from sqlalchemy import delete, null, update

from blueprints.comments import actions, decision_mail, moderation, quoting_mails, reports, rules
from blueprints.comments.models import (
    MODERATOR,
    WRITER,
    AnswerNotice,
    Comment,
    ModerationEntry,
)
from blueprints.comments.queries import APPROVED, find_same
from blueprints.comments.tokens import OWN_FOR
from blueprints.comments.verdicts import answer_reports
from blueprints.core import clock
from blueprints.core.extensions import db


def closes_at(comment: Comment) -> datetime:
    """Return until when the writer of a comment may change it."""
    return comment.created_at + timedelta(seconds=OWN_FOR)


def is_open(comment: Comment) -> bool:
    """Return True while the writer of a comment may delete it."""
    is_own = not comment.by_station and comment.state != "deleted"
    return is_own and clock.now() <= closes_at(comment)


def is_editable(comment: Comment) -> bool:
    """Return True while its writer may edit a comment: no moderator has rejected or edited it."""
    return is_open(comment) and comment.state != "rejected" and comment.edited_by != MODERATOR


def weigh(comment: Comment, changed: rules.Reply, address: str | None) -> rules.Verdict:
    """Judge a comment as changed, by the rules for new ones; call before begin_write().

    An edit lifts nothing that a moderator or a report holds back.
    """
    is_held = comment.reviewed_at is not None or comment.why == "reported"
    if comment.state != APPROVED and is_held:
        return rules.Verdict(comment.state, comment.why)
    return actions.weigh(changed, address, own=comment.id)


def edit(comment: Comment, changed: rules.Reply, verdict: rules.Verdict) -> None:
    """Write what its writer changed; call inside begin_write().

    Raises SaidAlready if it is now the same as another comment.
    """
    fingerprint = actions.fingerprint_of(comment.story_id, comment.answers_id or 0, changed)
    same = find_same(fingerprint)
    if same is not None and same.id != comment.id:
        raise actions.SaidAlready(same)
    if same is not None and comment.website == changed.website:
        return
    _change(comment, "own-edit", verdict)
    comment.name, comment.website, comment.text = changed.name, changed.website, changed.text
    comment.fingerprint = fingerprint
    comment.edited_by, comment.edited_at = WRITER, clock.now()


def erase(comment: Comment) -> None:
    """Delete a comment permanently, as its writer asks; leave a placeholder for its replies."""
    decision_mail.recall(comment)
    _change(comment, "own-delete", rules.Verdict("deleted"))
    sender = comment.address_hash  # kept for its day: the limits hold for who deletes and sends
    moderation.blank(comment)
    comment.address_hash = sender
    comment.edited_by = ""
    entries = update(ModerationEntry).where(ModerationEntry.comment_id == comment.id)
    db.session.execute(entries.values(before=null()))
    db.session.execute(delete(AnswerNotice).where(AnswerNotice.comment_id == comment.id))
    reports.delete_objections([comment.id])
    answer_reports([comment], "delete", WRITER)
    quoting_mails.delete_quoting([comment.id])


def _change(comment: Comment, act: str, verdict: rules.Verdict) -> None:
    """Give a comment its new state. What was approved is not reviewed any more once it changed."""
    if (comment.state, comment.why) != (verdict.state, verdict.why) or verdict.state == APPROVED:
        comment.reviewed_at = None
    moderation.change_state(comment, verdict.state, verdict.why)
    moderation.note(comment, act, WRITER)
