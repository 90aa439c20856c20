"""Emails about answers: the pages behind the links that confirm and that end them."""

from flask import Response, abort, render_template

from blueprints.comments import answers, tokens
from blueprints.comments.models import AnswerNotice, Comment
from blueprints.comments.queries import find_readable
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
    if asked := _find_asked(token):
        answers.confirm(asked[0])
        db.session.commit()
    return _confirmation(token)


def _confirmation(token: str) -> Response:
    asked = _find_asked(token)
    if asked is None:
        return private(render_template("comments/link_expired.html"), 404)
    notice, comment = asked
    page = render_template(
        "comments/answers.html",
        is_confirmed=notice.confirmed_at is not None,
        comment=comment,
        unsubscribe=tokens.unsubscribe_token(comment.email),
    )
    return private(page)


def _find_asked(token: str) -> tuple[AnswerNotice, Comment] | None:
    """Return the wish that this link confirms, and the comment; None if readers may see neither."""
    try:
        comment = find_readable(tokens.answers_comment(token))
    except tokens.BadToken:
        return None
    notice = answers.find_notice(comment.id) if comment else None
    if notice is None or comment is None or comment.state == "deleted":
        return None
    return notice, comment


@bp.get("/opinions/unsubscribe/<token>")
def unsubscribe(token: str) -> Response:
    """Ask the reader to confirm: programs that read emails open links too."""
    is_done = answers.find_subscribed(_key(token)) is None
    return private(render_template("comments/unsubscribe.html", is_done=is_done))


@bp.post("/opinions/unsubscribe/<token>")
@csrf.exempt  # type: ignore[untyped-decorator]  # RFC 8058: mail programs post it, from anywhere
def unsubscribed(token: str) -> Response:
    """End the emails about answers to this reader at once."""
    key = _key(token)
    begin_write()
    if email := answers.find_subscribed(key):
        answers.unsubscribe(email)
    db.session.commit()
    return private(render_template("comments/unsubscribe.html", is_done=True))


def _key(token: str) -> str:
    try:
        return tokens.unsubscribe_key(token)
    except tokens.BadToken:
        abort(404)
