"""The comments that a request is about, and whether they are as its sender saw them."""

from flask import abort, request

from blueprints.comments.desk_queries import find_all
from blueprints.comments.models import Comment
from blueprints.core.database import number_in


def comment_or_404(number: int) -> Comment:
    """Return the comment with this number; 404 if it is unknown, or deleted and was not seen."""
    (comment,) = all_or_abort([number], 404)
    if comment.state == "deleted" and not _seen(comment):
        abort(404)
    return comment


def all_or_abort(numbers: list[int], code: int) -> list[Comment]:
    """Return the comments with these numbers, in that order; abort if one never existed."""
    known = {number for number in numbers if number_in(str(number))}
    found = {comment.id: comment for comment in find_all(known)}
    return [found[number] if number in found else abort(code) for number in numbers]


def is_stale(comment: Comment) -> bool:
    """Return True if the comment was changed, or deleted, since its sender saw it."""
    seen = _seen(comment)
    return comment.state == "deleted" or (bool(seen) and seen != str(comment.version))


def _seen(comment: Comment) -> str:
    return request.form.get(f"seen-{comment.id}", "")
