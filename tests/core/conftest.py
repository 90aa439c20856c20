"""What tests of the settings share, and tests of the outbox."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Config

from blueprints.core import outbox
from blueprints.core.config import read_settings
from blueprints.core.delivery import send_due
from blueprints.core.extensions import begin_write, db
from blueprints.core.outbox import OutgoingMail
from tests.core.configuration import ROOT
from tests.core.mail_server import Server


@pytest.fixture
def folder(tmp_path):
    """An instance folder that does not exist yet."""
    return tmp_path / "station"


@pytest.fixture
def settings(folder):
    """Reads the settings of a station with `overrides`."""

    def read(**overrides):
        config = Config(ROOT)
        read_settings(config, folder, overrides)
        return config

    return read


@pytest.fixture
def mail_server(free_port):
    """Starts real mail servers; they end with the test."""
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
