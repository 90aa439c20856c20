"""A real browser before a real server; whatever goes amiss in the browser fails the test."""

import shutil
import socket
import sqlite3
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from playwright.sync_api import expect
from sqlalchemy import delete

from app import create_app
from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.player.models import Gap, LogEdit, Play
from blueprints.reports.models import Quota
from blueprints.shows.models import Episode, Presenter, ScheduleState, Show
from tests.browser.desk import Desk
from tests.browser.station import Station

# What a feature's own browser tests import.
__all__ = [
    "amiss",
    "base_url",
    "browser_context_args",
    "browser_type_launch_args",
    "desk",
    "make_station",
    "migrated",
    "open_page",
    "own_ports",
    "page",
    "passes",
    "serve",
    "station",
]

# The shell is Chromium without the browser's own windows: the same engine, in less time.
CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def base_url():
    """None: each test has a station of its own. (The plugin's own fixture warns, with pytest 9.)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium, with its own talk to the world switched off."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": list(ARGUMENTS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A reader far from the station's zone, whose machine is slow today."""
    expect.set_options(timeout=10_000)
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Pacific/Auckland"}


@pytest.fixture(scope="session")
def migrated(example_station, tmp_path_factory):
    """A database that holds the example content, to be copied; the stories' pictures are beside
    it."""
    folder = tmp_path_factory.mktemp("sown") / "instance"
    shutil.copytree(example_station, folder)
    app = create_app({"RADIO_INSTANCE": str(folder), "TESTING": True})
    with app.app_context():
        for model in (User, Gap, LogEdit, Play, Episode, Show, Presenter, ScheduleState, Quota):
            db.session.execute(delete(model))  # tests make their own staff, log and schedule
        db.session.commit()
        db.engine.dispose()
    with sqlite3.connect(folder / "aerial.sqlite3") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return folder / "aerial.sqlite3"


@pytest.fixture
def serve(migrated):
    """Serves an app on a port, with the example stories' pictures."""
    stations = []

    def start(app, port):
        media = Path(app.instance_path) / "media"
        if not media.exists():
            media.symlink_to(migrated.parent / "media")
        stations.append(Station(app, port))
        return stations[-1]

    yield start
    for station in stations:
        station.close()


@pytest.fixture
def passes():
    """`passes(seconds)`: so much time is gone at the station, at once."""
    with time_machine.travel(time.time()) as traveller:
        yield traveller.shift


@pytest.fixture(scope="session")
def own_ports():
    """Two ports that nobody else is given while this worker runs: its stations have the same
    addresses, so that their apps can be used again."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(2)]
        for one in sockets:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind(("127.0.0.1", 0))
        yield [one.getsockname()[1] for one in sockets]


@pytest.fixture
def make_station(make_app, serve, own_ports):
    """Make a station with settings over the usual ones; by itself its stream is not there."""
    port, nobodys = own_ports

    def make(**settings):
        usual = {
            "RADIO_URL": f"http://127.0.0.1:{port}",
            "RADIO_STREAM_URL": f"http://127.0.0.1:{nobodys}/stream",
        }
        return serve(make_app(**usual | settings), port)

    return make


@pytest.fixture
def station(make_station):
    """The station, with six stories; nothing is known of what is on air."""
    return make_station()


class Amiss:
    """What went amiss in the browser: errors in the console (a broken policy is one), scripts
    that failed, requests to other machines. `forgiven`: parts of what the test provokes."""

    def __init__(self):
        self.found, self.forgiven = [], []

    def watch(self, context):
        context.on("console", self._console)
        context.on("weberror", lambda error: self.found.append(str(error.error)))
        context.on("request", self._request)

    def _console(self, message):
        if message.type in ("error", "warning"):
            self.found.append(f"{message.type}: {message.text}")

    def _request(self, request):
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            self.found.append(f"request to {request.url}")

    def left(self):
        return [what for what in self.found if not any(part in what for part in self.forgiven)]


@pytest.fixture
def amiss():
    """What goes amiss in the browser; at the end it must be nothing but what was forgiven."""
    amiss = Amiss()
    yield amiss
    assert amiss.left() == []


@pytest.fixture
def open_page(new_context, amiss):
    """Open a page in a browser of its own, with options of Playwright's new_context."""

    def open_(**options):
        context = new_context(**{"viewport": {"width": 1440, "height": 900}} | options)
        amiss.watch(context)
        return context.new_page()

    return open_


@pytest.fixture
def page(open_page):
    """A page on a desk's screen."""
    return open_page()


@pytest.fixture
def desk(station):
    """The desk of the station, with its staff."""
    return Desk(station)
