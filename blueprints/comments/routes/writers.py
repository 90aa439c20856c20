"""Blocked writers: the list, blocking and unblocking."""

from collections.abc import Collection

from flask import abort, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.comments import blocked_writers, labels, moderation
from blueprints.comments.models import BlockedWriter, Comment
from blueprints.comments.routes.answers import Outcome, left_words, tell
from blueprints.comments.routes.blueprints import desk
from blueprints.comments.routes.guards import comment_or_404
from blueprints.core.database import number_in
from blueprints.core.extensions import begin_write, db
from blueprints.core.http import page_number
from blueprints.core.text import one_line

PAGE_SIZE = 50


@desk.get("/comments/blocked")
def blocked() -> str:
    """Show the blocked writers, newest first."""
    page = page_number()
    found = blocked_writers.page_of_blocked(page, PAGE_SIZE)
    if page > 1 and not found:
        abort(404)
    return render_template(
        "comments/desk/blocked.html",
        lines=found[:PAGE_SIZE],
        page=page,
        has_next=len(found) > PAGE_SIZE,
    )


@desk.post("/comments/<int:number>/block")
def block(number: int) -> AnyResponse:
    """Block a comment's writer: their later comments are kept as spam."""
    begin_write()
    comment, outcome = comment_or_404(number), Outcome(batch=moderation.new_batch())
    why = one_line(request.form.get(f"reason-{number}", "")[:500])
    if blocked_writers.block(comment, me().email, why, outcome.batch):
        outcome.done, outcome.words = [number], labels.done("block", 1)
    else:
        outcome.left = [(number, _why_not(comment))]
    db.session.commit()
    return tell(outcome)


def block_all(comments: Collection[Comment]) -> AnyResponse:
    """Block the writers of several comments; call inside begin_write()."""
    outcome, before = Outcome(batch=moderation.new_batch()), blocked_writers.blocked_of(comments)
    why = one_line(request.form.get("reason", "")[:500])
    count = sum(blocked_writers.block(one, me().email, why, outcome.batch) for one in comments)
    outcome.done = [one.id for one in comments if one.email and one.id not in before]
    outcome.words = labels.done("block", count) if count else ""
    outcome.left = [(one.id, _why_not(one)) for one in comments if one.id not in outcome.done]
    db.session.commit()
    return tell(outcome)


def _why_not(comment: Comment) -> str:
    """Return why the writer of a comment was not blocked, in words."""
    if comment.by_station:
        return str(_("The station’s own replies have no writer to block."))
    if comment.email:
        return str(_("This writer is already blocked."))
    return left_words([comment])[0][1]


@desk.delete("/comments/<int:number>/block")
def unblock(number: int) -> AnyResponse:
    """Unblock a comment's writer."""
    begin_write()
    return _unblock(blocked_writers.block_of(comment_or_404(number)), number)


@desk.delete("/comments/blocked/<int:number>")
def unblock_listed(number: int) -> AnyResponse:
    """Unblock a writer of the list, whose comment may be gone."""
    begin_write()
    found = db.session.get(BlockedWriter, number_in(str(number)) or 0)
    return _unblock(found, found.comment_id or 0 if found else 0)


def _unblock(found: BlockedWriter | None, number: int) -> AnyResponse:
    outcome = Outcome(batch=moderation.new_batch())
    if found:
        blocked_writers.unblock(found, me().email, outcome.batch)
        outcome.done, outcome.words = [number], labels.done("unblock", 1)
    else:
        outcome.left = [(number, _("This writer is not blocked."))]
    db.session.commit()
    return tell(outcome)
