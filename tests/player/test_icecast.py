"""What Icecast's status says of sources."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from blueprints.player.icecast import IcecastWatch, has_source


@pytest.mark.parametrize(
    ("stats", "on_air"),
    [({}, False), ({"source": {"listeners": 3}}, True), ({"source": [{}, {}]}, True)],
)
def test_no_source_one_and_several(stats, on_air):
    assert has_source({"icestats": stats}) is on_air


@pytest.mark.parametrize("status", [None, [], "x", {}, {"icestats": []}])
def test_what_is_no_status_is_refused(status):
    with pytest.raises(ValueError, match="no Icecast status"):
        has_source(status)


@pytest.fixture
def icecast():
    """A server that answers what `icecast.says` is."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(server.says)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_icecast_is_asked_and_believed(icecast):
    watch = IcecastWatch(f"http://127.0.0.1:{icecast.server_port}/status-json.xsl")
    icecast.says = json.dumps({"icestats": {}}).encode()
    watch.ask()
    assert watch.on_air is False
    icecast.says = json.dumps({"icestats": {"source": {}}}).encode()
    watch.ask()
    assert watch.on_air is True


@pytest.mark.parametrize("says", [b"", b"<html>", b"\xff", b"[1]", b"{" * 100_000])
def test_an_icecast_that_talks_nonsense_says_nothing(icecast, says):
    watch = IcecastWatch(f"http://127.0.0.1:{icecast.server_port}/")
    icecast.says = says
    watch.ask()
    assert watch.on_air is True


def test_an_icecast_that_is_away_says_nothing(free_port):
    watch = IcecastWatch(f"http://127.0.0.1:{free_port()}/")
    watch.on_air = False
    watch.ask()
    assert watch.on_air is True
