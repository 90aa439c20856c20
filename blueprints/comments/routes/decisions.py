"""Moderators' decisions, on one comment or on several, and undoing them."""

from flask import abort, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.comments import labels, moderation, reports, reversal, verdicts
from blueprints.comments.desk_queries import PENDING_SIZE
from blueprints.comments.models import Comment
from blueprints.comments.routes.answers import Outcome, left_words, overtaken_words, refuse, tell
from blueprints.comments.routes.blueprints import desk
from blueprints.comments.routes.closures import close_all
from blueprints.comments.routes.deletions import ask_to_erase_all, erase_all
from blueprints.comments.routes.guards import all_or_abort, comment_or_404, is_stale
from blueprints.comments.routes.writers import block_all
from blueprints.comments.verdicts import answer_reports
from blueprints.core.database import number_in
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import one_line

SEVERAL = {"approval": "approve", "rejection": "reject", "spam": "spam"}
BESIDE = {"block": block_all, "closure": close_all}  # acts on writers and stories


@desk.post("/comments/<int:number>/approval")
def approve(number: int) -> AnyResponse:
    """Approve a comment."""
    return _decide_one(number, "approve")


@desk.delete("/comments/<int:number>/approval")
def unapprove(number: int) -> AnyResponse:
    """Return an approved comment to pending."""
    return _decide_one(number, "unapprove")


@desk.post("/comments/<int:number>/rejection")
def reject(number: int) -> AnyResponse:
    """Reject a comment; its writer is told why by email."""
    return _decide_one(number, "reject")


@desk.delete("/comments/<int:number>/rejection")
def unreject(number: int) -> AnyResponse:
    """Return a rejected comment to pending."""
    return _decide_one(number, "unreject")


@desk.post("/comments/<int:number>/spam")
def mark_spam(number: int) -> AnyResponse:
    """Mark a comment as spam."""
    return _decide_one(number, "spam")


@desk.delete("/comments/<int:number>/spam")
def unmark_spam(number: int) -> AnyResponse:
    """Return a comment that is spam to pending."""
    return _decide_one(number, "unspam")


@desk.post("/comments/decisions")
def decide_several() -> AnyResponse | str:
    """Moderate several comments at once; 422 and nothing changed if one never existed."""
    typed, act = request.form.getlist("ids"), request.form.get("act", "")
    if act not in (*SEVERAL, *BESIDE, "deletion") or len(typed) > PENDING_SIZE:
        abort(422)
    if not typed:
        return refuse(_("Select at least one comment first."), 422)
    numbers = [number_in(number) or 0 for number in dict.fromkeys(typed)]
    if act == "deletion":
        chosen = all_or_abort(numbers, 422)
        return erase_all(numbers) if "sure" in request.form else ask_to_erase_all(chosen)
    begin_write()
    chosen = all_or_abort(numbers, 422)
    return BESIDE[act](chosen) if act in BESIDE else _decide(chosen, SEVERAL[act])


def _decide_one(number: int, act: str) -> AnyResponse:
    begin_write()
    return _decide([comment_or_404(number)], act)


def _decide(comments: list[Comment], act: str) -> AnyResponse:
    """Do `act` to the comments that are as the moderator saw them, and tell the outcome."""
    outcome, by = Outcome(batch=moderation.new_batch()), me().email
    done: list[Comment] = []
    left: list[Comment] = []
    for comment in comments:
        why = _reason_for(comment) if act == "reject" else ""
        is_done = not is_stale(comment) and moderation.decide(comment, act, by, why, outcome.batch)
        (done if is_done else left).append(comment)
    answer_reports(done, act, by)
    db.session.commit()
    outcome.done, outcome.left = [comment.id for comment in done], left_words(left)
    outcome.words = labels.done(act, len(outcome.done)) if outcome.done else ""
    return tell(outcome)


def _reason_for(comment: Comment) -> str:
    """Return the reason for this comment's rejection, or else for all of them."""
    typed = request.form.get(f"reason-{comment.id}", "") or request.form.get("reason", "")
    return one_line(typed[:500])


@desk.post("/comments/<int:number>/reports/decision")
def decide_reports(number: int) -> AnyResponse:
    """Close a comment's reports, which stays as it is: decision=kept if approved, else removed."""
    begin_write()
    comment, decision = comment_or_404(number), request.form.get("decision", "")
    if decision not in (reports.KEPT, reports.REMOVED):
        abort(422)
    outcome = Outcome(batch=moderation.new_batch(), words=labels.done("keep", 1))
    if is_stale(comment):
        outcome.left = left_words([comment])
        return tell(outcome)
    try:
        verdicts.keep(comment, decision, me().email, outcome.batch)
    except verdicts.NothingReported:
        return refuse(_("This comment has no open reports."), 409)
    db.session.commit()
    outcome.done = [number]
    return tell(outcome)


@desk.post("/comments/undo")
def undo() -> AnyResponse:
    """Undo a batch of one's own acts within a minute; 404 for an unknown one."""
    begin_write()
    try:
        undone = reversal.undo(request.form.get("batch", ""), me().email)
    except reversal.Unknown:
        return refuse(_("There is nothing to undo."), 404)
    except reversal.NotYours:
        return refuse(_("You can only undo your own actions."), 403)
    except reversal.TooLate:
        return refuse(_("It’s too late to undo this: more than a minute has passed."), 409)
    db.session.commit()
    outcome = Outcome([entry.comment_id or 0 for entry in undone.entries])
    outcome.left = overtaken_words(undone.left)
    outcome.words = labels.undone(len(outcome.done)) if outcome.done else ""
    return tell(outcome)
