"""Deleting comments permanently, after a question."""

from flask import render_template, request
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.comments import erasure, labels
from blueprints.comments.models import Comment
from blueprints.comments.routes.answers import Outcome, left_words, tell, way_back
from blueprints.comments.routes.blueprints import desk
from blueprints.comments.routes.guards import all_or_abort, comment_or_404, is_stale
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import one_line


@desk.get("/comments/<int:number>/deletion")
def ask_to_erase(number: int) -> str:
    """Ask for confirmation before a comment is deleted permanently."""
    return ask_to_erase_all([comment_or_404(number)])


@desk.post("/comments/<int:number>/deletion")
def erase(number: int) -> AnyResponse | str:
    """Delete a comment permanently; ask first."""
    chosen = [comment_or_404(number)]
    return erase_all([number]) if "sure" in request.form else ask_to_erase_all(chosen)


def ask_to_erase_all(chosen: list[Comment]) -> str:
    """Return the page that asks for confirmation."""
    return render_template(
        "comments/desk/deletion.html",
        chosen=chosen,
        why=labels.WHY,
        reasons=labels.REASONS,
        is_told=any(one.state == "approved" and not one.by_station for one in chosen),
        way_back=way_back(),
    )


def erase_all(numbers: list[int]) -> AnyResponse:
    """Delete the comments that are as the moderator saw them, and tell the outcome."""
    begin_write()
    outcome, by = Outcome(), me().email
    chosen = all_or_abort(numbers, 404)
    left = [comment for comment in chosen if is_stale(comment)]
    done = [comment for comment in chosen if comment not in left]
    erasure.delete_comments(done, by, one_line(request.form.get("reason", "")[:500]))
    db.session.commit()
    outcome.done, outcome.left = [comment.id for comment in done], left_words(left)
    outcome.words = labels.done("delete", len(outcome.done)) if outcome.done else ""
    return tell(outcome)
