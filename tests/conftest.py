"""The station under test: a fresh database for each test, copied from one that was migrated."""

import fcntl
import gc
import os
import shutil
import socket
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from secrets import token_urlsafe

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_migrate import upgrade
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Engine, event
from werkzeug.routing import Rule

from app import create_app
from blueprints.core.extensions import db, limiter
from tests.staff import sign_in, write_cast

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

gc.set_threshold(100_000, 50, 50)  # thousands of apps in one process: an eighth of all time
settings.register_profile("aerial", deadline=None)  # machines differ
settings.load_profile("aerial")


class Browser(FlaskClient):
    """A client that takes in the whole of each answer, so that the file behind it is closed."""

    def open(self, *args, buffered=True, **kwargs):
        return super().open(*args, buffered=buffered, **kwargs)


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside():
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("RADIO_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session", autouse=True)
def _addresses_are_compiled_once():
    """Each test has an app of its own, and Werkzeug would compile the same addresses each time."""
    compile_, known = Rule._compile_builder, {}

    def compiled(rule, append_unknown=True):
        defaults = tuple(sorted((rule.defaults or {}).items()))
        key = rule.rule, tuple(rule._trace), defaults, append_unknown
        if key not in known:
            known[key] = compile_(rule, append_unknown)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", compiled)
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A database at the newest version, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app({"RADIO_INSTANCE": str(folder), "TESTING": True})
    with app.app_context():
        upgrade()
        db.engine.dispose()
    with sqlite3.connect(folder / "aerial.sqlite3") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return folder / "aerial.sqlite3"


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """Where Jinja keeps templates that it has compiled, for all tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("compiled")))


class Apps:
    """The apps of a worker's tests, all over one instance folder, which is new for each test.

    Apps of the same settings are used again, since most of what one costs is made once: its address
    map, its compiled statements and templates. Flask's extensions are shared by all apps and keep
    what the last one said, so none outlives an app that was made elsewhere.
    """

    def __init__(self, folder, bytecode):
        self.folder, self._bytecode = folder, bytecode
        self._secret, self._kept, self._used = token_urlsafe(48), {}, []

    def begin(self, database):
        """The folder is a new station's."""
        while self.folder.exists():  # a process that was killed may still be writing
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(mode=0o700)
        shutil.copy(database, self.folder / "aerial.sqlite3")
        (self.folder / "secret_key").write_text(self._secret)

    def make(self, **settings):
        """An app with settings over the usual ones."""
        if all(kept.counts is not limiter.storage for kept in self._kept.values()):
            self._kept.clear()
        key = repr(sorted(settings.items()))
        kept = self._kept.get(key)
        if kept is None or kept.app in self._used:
            app = self.make_new(**settings)
            self._kept[key] = Kept(app)
            return app
        limiter.reset()
        self._used.append(kept.app)
        return kept.restored()

    def make_new(self, **settings):
        """An app that no test has used: routes may still be added to it."""
        usual = {"RADIO_INSTANCE": str(self.folder), "RADIO_PAGE_CACHE_SECONDS": 0, "TESTING": True}
        app = create_app(usual | settings)
        app.test_client_class = Browser
        app.jinja_env.bytecode_cache = self._bytecode
        self._used.append(app)
        return app

    def end(self):
        """Lets go of the database."""
        for app in self._used:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()
        self._used = []


class Kept:
    """An app, and how it was when it was made."""

    def __init__(self, app):
        self.app, self._config, self.counts = app, dict(app.config), limiter.storage

    def restored(self):
        """The app, as it was; a request that came late may have opened the last test's database."""
        self.app.config.clear()
        self.app.config.update(self._config)
        with self.app.app_context():
            db.engine.dispose()
        return self.app


@pytest.fixture(scope="session")
def apps(tmp_path_factory, compiled):
    """The apps of this worker."""
    return Apps(tmp_path_factory.mktemp("station") / "instance", compiled)


@pytest.fixture
def make_app(apps, migrated):
    """Make the station's app, with settings over the usual ones; all share one instance folder."""
    apps.begin(migrated)
    yield apps.make
    apps.end()


@pytest.fixture
def make_new_app(make_app, apps):
    """Make an app as make_app does, to which routes may be added."""
    return apps.make_new


@pytest.fixture
def app(make_app):
    """The station's app."""
    return make_app()


@pytest.fixture
def client(app):
    """Anybody's browser."""
    return app.test_client()


@pytest.fixture
def cast(app):
    """The numbers of the staff by key: dj, other_dj, editor, other_editor, admin, nobody."""
    return write_cast(app)


@pytest.fixture
def as_staff(app, cast):
    """`as_staff("editor")`: the browser of one of the cast, signed in. Forms need no token here."""
    app.config["WTF_CSRF_ENABLED"] = False

    def open_browser(key):
        return sign_in(app, cast[key])

    return open_browser


@pytest.fixture
def editor(as_staff):
    """An editor's browser."""
    return as_staff("editor")


@pytest.fixture
def traveller():
    """The clock stands at noon until it is moved: traveller.shift(seconds)."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def count_queries():
    """`with count_queries() as queries:` lists the statements (without BEGIN) that ran inside."""

    @contextmanager
    def count():
        queries = []

        def note(_connection, _cursor, statement, *_):
            if not statement.startswith("BEGIN"):
                queries.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield queries
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    return count


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """`made_once(name, make)`: a folder that `make(folder)` fills, once for all workers."""
    together = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        together = together.parent

    def find(name, make):
        folder, draft = together / name, together / f"{name}.draft"
        with open(together / f"{name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                draft.mkdir()
                make(draft)
                draft.rename(folder)
        return folder

    return find


@pytest.fixture(scope="session")
def example_music(made_once):
    """The folder of the example station's music."""
    music = pytest.importorskip("blueprints.example.music")
    return made_once("music", music.write_example_music)


@pytest.fixture(scope="session")
def example_station(made_once, migrated):
    """The instance folder of the example station, without its music; to be copied."""
    content = pytest.importorskip("blueprints.example.content")

    def make(folder):
        shutil.copy(migrated, folder)
        app = create_app({"RADIO_INSTANCE": str(folder), "TESTING": True})
        with app.app_context():
            content.add_content()
            db.engine.dispose()

    return made_once("example", make)


@pytest.fixture
def free_port():
    """Return ports on which nobody listens, each once."""
    given = set()

    def find():
        while True:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            if port not in given:
                given.add(port)
                return port

    return find
