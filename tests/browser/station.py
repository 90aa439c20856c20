"""The station that the browser visits: a real server, and a hand that says what is on air."""

import io
import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from PIL import Image
from werkzeug.serving import WSGIRequestHandler, make_server

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player import covers
from blueprints.player.models import Snapshot
from tests.player.helpers import hear, reading, song

LENGTH = 180.0
SLOWEST_TEST = timedelta(minutes=10)  # for so long a reading is believed: no watcher repeats it
PAGES = {
    "front": "/",
    "list": "/news/",
    "story": "/news/seventeen-takes-in-the-rain",
    "shows": "/shows/",
    "playlist": "/playlist/",
    "charts": "/charts/",
    "error": "/nothing-is-here",
}
STATES = ("playing", "paused", "jingle", "off_air", "unknown")


def _closing(app):
    """Close each answer of `app`: Werkzeug's server forgets to when the browser has hung up."""

    def answer(environ, start_response):
        made = app(environ, start_response)
        try:
            yield from made
        finally:
            getattr(made, "close", bool)()

    return answer


class Station:
    """`app` at `url`, served in threads; `answered` holds (path, status, when) of each answer."""

    def __init__(self, app, port):
        self.app, self.url = app, f"http://127.0.0.1:{port}"
        self.studio = Studio(app)
        self.answered = answered = []
        self._open = open_connections = set()

        class Handler(WSGIRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                super().setup()
                open_connections.add(self.connection)

            def finish(self):
                open_connections.discard(self.connection)
                super().finish()

            def log_request(self, code="-", size="-"):
                answered.append((self.path, int(code), time.time()))

        closing = _closing(app)
        self._server = make_server("127.0.0.1", port, closing, True, request_handler=Handler)
        self._server.daemon_threads = False  # so that close() waits for what is being answered
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def polls(self):
        """(status, when) of each answer of /current-track.json so far."""
        return [answer[1:] for answer in list(self.answered) if answer[0] == "/current-track.json"]

    def close(self):
        """Answer what has been asked, and no more: the next test's database is another."""
        self._server.shutdown()
        self._thread.join(10)
        for connection in list(self._open):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RD)
        self._server.server_close()


class Studio:
    """Says what is on air at `app`, as the watcher does who reads MPD."""

    def __init__(self, app):
        self._app = app
        self._epoch = time.time() - 100_000
        self._id, self._at, self._song = 0, 0.0, None

    def brings_about(self, state):
        """What is on air becomes one of STATES."""
        self.plays("Tide", album="Salt")
        if state != "playing":
            after = {
                "paused": self.pauses,
                "jingle": self.plays_a_jingle,
                "off_air": self.falls_silent,
                "unknown": self.loses_sight,
            }
            after[state]()

    def has_played(self, *titles):
        """These went out one after the other, the last until now; then silence."""
        now = time.time() - 1
        for turns, title in zip(range(len(titles), 0, -1), titles, strict=True):
            self._next(title, artist=f"Artist of {title}")
            self._hear(0.0, at=now - turns * LENGTH)
        self._hear(0.0, state="stop", at=now)

    def plays(self, title="Tide", elapsed=60.0, cover=False, **tags):
        """From now on `title` plays, and is `elapsed` seconds in."""
        self._next(title, **tags)
        if cover:
            self._give_cover()
        self._hear(elapsed)

    def goes_on(self, elapsed):
        """The same song, `elapsed` seconds in."""
        self._hear(elapsed)

    def pauses(self, elapsed=60.0):
        """What plays is paused."""
        self._hear(elapsed, state="pause")

    def plays_a_jingle(self):
        """A jingle plays."""
        self._next("Station ident", file="jingles/ident.mp3")
        self._hear(1.0)

    def falls_silent(self):
        """Off air."""
        self._hear(0.0, state="stop")

    def loses_sight(self):
        """MPD did not answer for forty seconds; gives when it last did."""
        heard_at = clock.now() - timedelta(seconds=40)
        with self._app.app_context():
            begin_write()
            snapshot = db.session.get(Snapshot, 1)
            snapshot.heard_at = heard_at
            snapshot.valid_until = heard_at + timedelta(seconds=30)
            db.session.commit()
        return heard_at

    def _next(self, title, file=None, **tags):
        self._id += 1
        tags = {"duration": LENGTH} | tags
        self._song = song(file=file or f"songs/{self._id}.mp3", title=title, **tags)

    def _hear(self, elapsed, state="play", at=None):
        self._at = max(at or time.time(), self._at + 0.003)
        heard = reading(self._at, elapsed, state, self._song, self._id, self._epoch)
        assert hear(self._app, heard) == "write"
        with self._app.app_context():
            begin_write()
            db.session.get(Snapshot, 1).valid_until += SLOWEST_TEST
            db.session.commit()

    def _give_cover(self):
        picture = io.BytesIO()
        Image.linear_gradient("L").convert("RGB").save(picture, "JPEG")
        folder = Path(self._app.instance_path) / "covers"
        with self._app.app_context():
            begin_write()
            covers.remember(self._song, covers.store_cover(picture.getvalue(), folder))
            db.session.commit()
