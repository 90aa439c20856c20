"""Listeners who write to the studio, and what is kept of it."""

from datetime import timedelta

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.studio.models import StudioMessage
from tests.comments.readers import fields_of

MESSAGE = {"name": "Bo from the lock", "text": "Hello!\n\nPlay Tide.", "email": "bo@example.org"}
AT_HOME = "192.0.2.10"


class Listener:
    """A listener's browser; time passes while they write."""

    def __init__(self, app, traveller, address=AT_HOME):
        self.app, self.traveller, self.address = app, traveller, address
        self.client = app.test_client()

    def open(self):
        """Open the form; return its fields."""
        answer = self.client.get("/messages/")
        assert answer.status_code == 200
        return fields_of(answer)

    def send(self, after=3.0, headers=None, **fields):
        """Fill the form in, and send it; return the answer."""
        data = self.open() | MESSAGE | fields
        self.traveller.shift(after)
        return self.post(data, headers=headers)

    def post(self, data, **request):
        """Send these fields."""
        sender = {"REMOTE_ADDR": self.address}
        return self.client.post("/messages/", data=data, environ_base=sender, **request)


def kept(app, table=StudioMessage):
    """Every row of a table, as the database has it now."""
    with app.app_context():
        found = db.session.scalars(select(table).order_by(table.id)).all()
        db.session.expunge_all()
    return found


def write(app, ago=0.0, **columns):
    """Put a message into the studio, so many seconds old; return its number."""
    with app.app_context():
        begin_write()
        sent = clock.now() - timedelta(seconds=ago)
        usual = MESSAGE | {"fingerprint": f"{sent}{columns}"[:64], "created_at": sent}
        message = StudioMessage(**usual | columns)
        db.session.add(message)
        db.session.commit()
        return message.id


def run(app, job):
    """Run a job as `flask work` does; return what it says."""
    with own_context(app):
        begin_write()
        outcome = job()
        db.session.commit()
        return outcome
