"""Addresses at which the writer of a comment finds it, and may change it for a while."""

from datetime import datetime

from flask import url_for

from blueprints.comments import own, tokens
from blueprints.comments.models import Comment
from blueprints.comments.queries import APPROVED


def way_to(comment: Comment, slug: str, is_own: bool = False) -> str:
    """Return the address of a comment, or of its writer's notice while it is not approved.

    With `is_own` it is for the writer alone: an approved comment can be changed there for fifteen
    minutes, and the decision on a rejected one is shown.
    """
    if comment.state == "rejected" and is_own:
        return url_for("comments.decision", signed=tokens.decision_token(comment.id))
    if comment.state != APPROVED:
        return url_for("comments.reply", slug=slug, waiting=tokens.waiting_token(comment.id))
    signed = tokens.own_token(comment.id) if is_own and own.is_open(comment) else None
    anchor = f"comment-{comment.id}"
    return url_for("news.story", slug=slug, c=comment.id, edit=signed, _anchor=anchor)


def changes_of(comment: Comment) -> dict[str, str | datetime | None]:
    """Return what a page shows to the writer of a comment: the addresses of edit and deletion.

    They are None when it is too late. `until` is the end of the fifteen minutes.
    """
    signed = tokens.own_token(comment.id)
    edit, deletion = url_for("comments.own_reply", signed=signed), None
    if own.is_open(comment):
        deletion = url_for("comments.own_deletion", signed=signed)
    return {
        "edit": edit if own.is_editable(comment) else None,
        "deletion": deletion,
        "until": own.closes_at(comment),
    }
