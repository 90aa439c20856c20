"""What tests of the outbox share."""

from datetime import timedelta
from pathlib import Path

import pytest

from blueprints.core.extensions import begin_write, db
from blueprints.mail import outbox
from blueprints.mail.delivery import send_due
from blueprints.mail.outbox import OutgoingMail
from tests.mail.mail_server import Server


@pytest.fixture
def mail_server(free_port):
    """Start real mail servers; they end with the test."""
    servers = []

    def start(port=None, **settings):
        server = Server(port or free_port(), **settings)
        server.start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        if server.loop is not None and not server.loop.is_closed():
            server.stop()


class Outbox:
    """A station's outbox, from outside."""

    def __init__(self, app):
        self.app = app
        self.folder = Path(app.instance_path)

    def post(self, recipient="ada@home.example", subject="Hello", body="A line.", **more):
        with self.app.app_context():
            begin_write()
            outbox.post(recipient, subject, body, **more)
            db.session.commit()

    def send(self):
        """One round, as `flask work` does it; whether there was anything to do."""
        with self.app.app_context():
            return send_due()

    def rows(self):
        with self.app.app_context():
            return db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()

    def row(self):
        (row,) = self.rows()
        return row

    def let_pass(self, **time):
        """Lets time pass for all mails: each moment is further back."""
        with self.app.app_context():
            begin_write()
            for row in db.session.query(OutgoingMail):
                for name in ("created_at", "due_at", "handed_at", "sent_at", "given_up_at"):
                    if getattr(row, name):
                        setattr(row, name, getattr(row, name) - timedelta(**time))
            db.session.commit()

    def trouble(self, recipient=""):
        with self.app.test_request_context():
            return outbox.trouble(recipient)


@pytest.fixture
def outbox_of():
    """The outbox of an app."""
    return Outbox
