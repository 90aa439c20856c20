"""A playout that posts what it plays, and what the station made of it."""

from contextlib import contextmanager

from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core.extensions import begin_write, db
from blueprints.player.actions import record_without_mpd
from blueprints.player.models import Play
from blueprints.player.tokens import make_token

ROPES = {"artist": "The Slipways", "title": "Ropes"}


class Sender:
    """A playout with a token of its own."""

    def __init__(self, app, name="AzuraCast"):
        self.app = app
        with self._writing():
            token, self.text = make_token(name, db.session.scalar(select(User)))
            db.session.flush()
            self.token_id = token.id

    @contextmanager
    def _writing(self):
        with self.app.test_request_context(base_url=self.app.config["RADIO_URL"]):
            begin_write()
            yield
            db.session.commit()

    def sends(self, client=None, **request):
        """The answer to a request with the token."""
        headers = {"Authorization": f"Bearer {self.text}"}
        return (client or self.app.test_client()).post("/studio/plays", headers=headers, **request)

    def posts(self, **fields):
        """The answer to a play that is posted as JSON."""
        return self.sends(json={**ROPES, **fields})


def log_of(app):
    """What the log says of each posted play, in order."""
    with app.app_context():
        posted = select(Play).where(Play.source == "playout")
        return db.session.scalars(posted.order_by(Play.started_at, Play.title)).all()


def look_without_mpd(app):
    """The watcher's thread looks, and MPD was never there."""
    with app.test_request_context(base_url=app.config["RADIO_URL"]):
        begin_write()
        record_without_mpd(None)
        db.session.commit()
