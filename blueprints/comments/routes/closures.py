"""Closing and opening the comments on a comment's story."""

from collections.abc import Collection

from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me
from blueprints.comments import discussions, labels, moderation
from blueprints.comments.models import Comment
from blueprints.comments.routes.answers import Outcome, tell
from blueprints.comments.routes.blueprints import desk
from blueprints.comments.routes.guards import comment_or_404
from blueprints.core.extensions import begin_write, db


@desk.post("/comments/<int:number>/closure")
def close(number: int) -> AnyResponse:
    """Close the comments on this comment's story."""
    return _set_open(number, False, _("Comments on this story are already closed."))


@desk.delete("/comments/<int:number>/closure")
def reopen(number: int) -> AnyResponse:
    """Open the comments on this comment's story."""
    return _set_open(number, True, _("Comments on this story are already open."))


def close_all(comments: Collection[Comment]) -> AnyResponse:
    """Close the comments on the stories of several comments; call inside begin_write()."""
    outcome, closed = Outcome(batch=moderation.new_batch()), set()
    for comment in comments:
        if discussions.set_open(comment.story_id, False):
            moderation.note(comment, "close", me().email, batch=outcome.batch, before={})
            closed.add(comment.story_id)
    outcome.done = [one.id for one in comments if one.story_id in closed]
    others = [one.id for one in comments if one.story_id not in closed]
    outcome.left = [(number, _("Comments on this story are already closed.")) for number in others]
    outcome.words = labels.done("close", len(closed)) if closed else ""
    db.session.commit()
    return tell(outcome)


def _set_open(number: int, is_open: bool, already: str) -> AnyResponse:
    begin_write()
    comment = comment_or_404(number)
    act, outcome = "open" if is_open else "close", Outcome(batch=moderation.new_batch())
    if discussions.set_open(comment.story_id, is_open):
        moderation.note(comment, act, me().email, batch=outcome.batch, before={})
        outcome.done, outcome.words = [number], labels.done(act, 1)
    else:
        outcome.left = [(number, already)]
    db.session.commit()
    return tell(outcome)
