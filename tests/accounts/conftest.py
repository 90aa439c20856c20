"""What tests of accounts need: pages as people use them, with tokens, and the mails that came."""

import re

import pytest
from sqlalchemy import select

from blueprints.accounts.models import AuditEntry
from blueprints.core.extensions import db
from blueprints.mail.outbox import OutgoingMail
from tests.staff import PASSWORD

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Person:
    """Somebody at a browser: fills in forms as the pages give them, token included."""

    def __init__(self, app):
        self.app, self.client = app, app.test_client()

    def get(self, path, **more):
        return self.client.get(path, **more)

    def post(self, path, page=None, **fields):
        """Fill in the form on `page` (by default at `path`), and send it to `path`."""
        shown = self.client.get(page or path, follow_redirects=True)
        token = TOKEN.search(shown.text)
        return self.client.post(path, data={"csrf_token": token[1], **fields})

    def sign_in(self, email, password=PASSWORD, path="/account/sign-in"):
        return self.post(path, email=email, password=password)

    def is_in(self):
        return self.client.get("/account/").status_code == 200


@pytest.fixture
def somebody(app, cast):
    """Somebody at a new browser: call it for each."""
    return lambda: Person(app)


@pytest.fixture
def mails(app):
    """`mails()`: (recipient, subject, body) of what is in the outbox, the oldest first."""

    def read():
        with app.app_context():
            posted = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))
            return [(mail.recipient, mail.subject, mail.body) for mail in posted]

    return read


@pytest.fixture
def trail(app):
    """`trail()`: (act, who, subject) of the audit trail, the oldest first."""

    def read():
        with app.app_context():
            entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
            return [(entry.act, entry.who, entry.subject) for entry in entries]

    return read


@pytest.fixture
def link_in():
    """`link_in(body)`: the path of the one link in a mail."""

    def find(body):
        (link,) = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", body)
        return link

    return find
