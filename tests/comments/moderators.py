"""What moderators' browsers send to the queue, and what they get."""

from sqlalchemy import select

from blueprints.comments.models import Comment
from blueprints.core.extensions import db
from blueprints.mail.outbox import OutgoingMail

QUEUE = "/desk/comments/"
JSON = {"Accept": "application/json"}


def send(browser, path, **data):
    """Post to the queue as its script does; return (status code, answer)."""
    answer = browser.post(QUEUE + path, data=data, headers=JSON)
    return answer.status_code, answer.get_json()


def undo(browser, answer):
    """Undo what an answer of send() says."""
    return send(browser, "undo", batch=answer[1]["batch"])


def states(app):
    """The state of each comment, by its number."""
    with app.app_context():
        return dict(db.session.execute(select(Comment.id, Comment.state)).all())


def versions(app):
    """What a page of the queue sends along: seen-<number>, the version of each comment."""
    with app.app_context():
        found = db.session.execute(select(Comment.id, Comment.version)).all()
    return {f"seen-{number}": version for number, version in found}


def mails(app):
    """The emails in the outbox."""
    with app.app_context():
        found = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
        db.session.expunge_all()
    return found
