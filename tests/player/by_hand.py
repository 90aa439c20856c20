"""A log that is kept by hand, beside what MPD plays."""

import time
from contextlib import contextmanager

from blueprints.core.extensions import begin_write, db
from blueprints.player import manual
from blueprints.player.log_edits import By
from blueprints.player.manual import Entry
from blueprints.player.models import Play
from tests.player.helpers import hear, polled, reading, song

ROPES = Entry("spin", "Ropes", "The Slipways", "Knots", "Quay Records")


class Hand:
    """A DJ's hand at the log."""

    def __init__(self, app, user_id):
        self.app, self.by = app, By(user_id, "Dana Deck")

    @contextmanager
    def writing(self):
        with self.app.test_request_context(base_url=self.app.config["RADIO_URL"]):
            begin_write()
            yield
            db.session.commit()

    def starts(self, entry=ROPES, **more):
        """Start a row now; return its number."""
        with self.writing():
            return manual.start(
                Play, entry if isinstance(entry, Entry) else Entry(entry, **more), self.by
            ).id

    def ends(self):
        with self.writing():
            row = manual.end(Play, self.by)
            return row and row.id

    def extends(self):
        with self.writing():
            row = manual.extend(Play, self.by)
            return row and row.id

    def inserts(self, started_at, entry=ROPES, until=None):
        with self.writing():
            return manual.insert(Play, entry, started_at, self.by, until).id

    def corrects(self, row_id, started_at=None, **texts):
        with self.writing():
            manual.correct(db.session.get(Play, row_id), texts, self.by, started_at)

    def removes(self, row_id):
        with self.writing():
            manual.remove(db.session.get(Play, row_id), self.by)

    def row(self, row_id):
        with self.app.app_context():
            return db.session.get(Play, row_id)


SONGS = {
    1: song("1.mp3", title="One", duration=600.0),
    2: song("2.mp3", title="Two", duration=90.0),
}


class Air:
    """MPD as the watcher hears it, from one moment on."""

    def __init__(self, app):
        self.app, self.epoch, self.began = app, time.time() - 10_000, time.time()
        self.song = 1

    def look(self, state="play", **more):
        """The watcher looks now: the song plays since it was put on."""
        now = time.time()
        found = reading(now, now - self.began, state, SONGS[self.song], self.song, self.epoch)
        hear(self.app, found, **more)
        return found

    def put_on(self, number):
        self.song, self.began = number, time.time()
        self.look()


def shown(app):
    body = polled(app)
    return body["state"], body["track"] and body["track"]["title"]
