"""The emails of a station's comments, and the links in them."""

import re

from sqlalchemy import select

from blueprints.comments.jobs import JOBS
from blueprints.core.extensions import db
from blueprints.home.work import Worker
from blueprints.mail.jobs import JOBS as OF_MAIL
from blueprints.mail.outbox import OutgoingMail

LINK = re.compile(r"https?://[^/\s]+(/\S*)")


def mails_of(app, kind=None):
    """Every email in the outbox, oldest first; of one kind if it is named."""
    with app.app_context():
        found = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
        db.session.expunge_all()
    return [mail for mail in found if kind in (None, mail.kind)]


def links_in(mail):
    """The paths to which an email links."""
    return LINK.findall(mail.body)


def work(app):
    """Run the jobs of comments and of email once, as `flask work` does."""
    assert Worker(app, [*JOBS, *OF_MAIL]).round() == []
