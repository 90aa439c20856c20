"""Emails about answers: the pages behind the links that confirm and that end them."""

from flask import Response, abort, render_template

from blueprints.comments import answers, tokens
from blueprints.comments.queries import find_comment
from blueprints.comments.reader_pages import private
from blueprints.comments.routes.blueprints import bp
from blueprints.core.extensions import begin_write, csrf, db
from blueprints.core.http import is_foreign_origin


@bp.get("/opinions/answers/<token>")
def confirm_answers(token: str) -> Response:
    """Ask the reader to confirm; a link alone changes nothing. 404 if it has expired."""
    return _confirmation(token)


@bp.post("/opinions/answers/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # the link is signed, and readers have no session
def confirmed_answers(token: str) -> Response:
    """Confirm that the reader wants emails about answers to their reply."""
    if is_foreign_origin():
        abort(400)
    begin_write()
    if notice := answers.find_notice(_comment(token)):
        answers.confirm(notice)
        db.session.commit()
    return _confirmation(token)


def _confirmation(token: str) -> Response:
    number = _comment(token)
    notice, comment = answers.find_notice(number), find_comment(number)
    if notice is None or comment is None or comment.state == "deleted":
        return private(render_template("comments/link_expired.html"), 404)
    page = render_template(
        "comments/answers.html",
        is_confirmed=notice.confirmed_at is not None,
        comment=comment,
        unsubscribe=tokens.unsubscribe_token(number),
    )
    return private(page)


def _comment(token: str) -> int:
    try:
        return tokens.answers_comment(token)
    except tokens.BadToken:
        return 0


@bp.get("/opinions/unsubscribe/<token>")
def unsubscribe(token: str) -> Response:
    """Ask the reader to confirm: programs that read emails open links too."""
    number = _reader(token)
    is_done = not answers.is_subscribed(number)
    return private(render_template("comments/unsubscribe.html", is_done=is_done))


@bp.post("/opinions/unsubscribe/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # RFC 8058: mail programs post it, from anywhere
def unsubscribed(token: str) -> Response:
    """End the emails about answers to this reader at once."""
    number = _reader(token)
    begin_write()
    answers.unsubscribe(number)
    db.session.commit()
    return private(render_template("comments/unsubscribe.html", is_done=True))


def _reader(token: str) -> int:
    try:
        return tokens.unsubscribe_comment(token)
    except tokens.BadToken:
        abort(404)
