"""The job that counts listeners each minute."""

import json
import socket
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player import icecast as icecast_module
from blueprints.reports.listener_counts import KEPT_FOR, Counter, listeners_at
from blueprints.reports.models import ListenerCount
from tests.conftest import NOON
from tests.reports.report_rows import write


@pytest.fixture
def icecast():
    """A server that answers what `icecast.says` is; `icecast.asked` counts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked += 1
            self.send_response(200)
            self.end_headers()
            self.wfile.write(server.says)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked = 0
    server.address = f"http://127.0.0.1:{server.server_port}/status-json.xsl"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def counts(make_app, icecast, traveller):
    """`counts(*listeners of mounts)`: let a counter run once; return all counts by minute."""
    app = make_app()

    def count(counter, *mounts):
        app.config["RADIO_ICECAST_STATUS_URL"] = icecast.address
        icecast.says = status(*mounts)
        with app.app_context():
            counter.run()
            rows = db.session.execute(select(ListenerCount.at, ListenerCount.listeners))
            return {(at - NOON).total_seconds() / 60: listeners for at, listeners in rows}

    count.app = app
    return count


def status(*mounts):
    sources = [{"listeners": listeners} for listeners in mounts]
    source = sources if len(sources) > 1 else sources[0] if sources else None
    return json.dumps({"icestats": {"source": source} if source else {}}).encode()


def test_each_full_minute_has_one_count_however_many_workers_run(counts, icecast, traveller):
    first, second = Counter(), Counter()
    traveller.shift(7)
    assert counts(first, 38) == {0: 38}
    assert counts(second, 40) == {0: 38}
    assert counts(first, 41) == {0: 38}
    assert icecast.asked == 2
    traveller.shift(60)
    assert counts(second, 3, 4, 5) == {0: 38, 1: 12}
    traveller.shift(60)
    assert counts(second) == {0: 38, 1: 12, 2: 0}


@pytest.mark.parametrize("mounts", [("many",), (-1,), (10**30,), (True,), (None,)])
def test_an_icecast_that_lies_gives_no_count(counts, mounts):
    assert counts(Counter(), *mounts) == {}


def test_absurd_sums_are_no_count(icecast):
    icecast.says = status(*[9_000_000] * 300)
    assert listeners_at(icecast.address) is None
    icecast.says = b'{"icestats": []}'
    assert listeners_at(icecast.address) is None


def test_a_dead_icecast_gives_no_count(counts, icecast):
    icecast.address = "http://127.0.0.1:1/"
    assert counts(Counter(), 5) == {}


def test_an_icecast_that_sends_byte_by_byte_is_left(monkeypatch):
    monkeypatch.setattr(icecast_module, "LONGEST_ANSWER", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=drip, args=(door,))
        thread.start()
        assert listeners_at(f"http://127.0.0.1:{door.getsockname()[1]}/") is None
        thread.join(5)


def drip(door):
    connection, _ = door.accept()
    with connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(200):
            try:
                connection.sendall(b" ")
            except OSError:
                return
            threading.Event().wait(0.02)


def test_counts_older_than_25_months_are_deleted(counts):
    old, young = NOON - KEPT_FOR - timedelta(minutes=1), NOON - timedelta(days=760)
    write(counts.app, *(ListenerCount(at=at, listeners=1) for at in (old, young)))
    assert sorted(counts(Counter(), 5).values()) == [1, 5]


def test_a_station_without_icecast_counts_nobody(app):
    with app.app_context():
        Counter().run()
        assert db.session.scalars(select(ListenerCount)).all() == []
