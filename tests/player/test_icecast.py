"""What Icecast's status says of sources."""

import json
import socket
import threading
import urllib.request
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from blueprints.player import icecast as icecast_module
from blueprints.player.icecast import IcecastWatch, has_source, listeners_of
from tests.player.helpers import eventually
from tests.player.real_icecast import RealIcecast


@pytest.mark.parametrize(
    ("stats", "on_air"),
    [({}, False), ({"source": {"listeners": 3}}, True), ({"source": [{}, {}]}, True)],
)
def test_no_source_one_and_several(stats, on_air):
    assert has_source({"icestats": stats}) is on_air


@pytest.mark.parametrize(
    ("stats", "count"),
    [
        ({}, None),
        ({"source": {"listeners": 3}}, 3),
        ({"source": [{"listeners": 3}, {"listeners": 4}, "x", {}]}, 7),
        ({"source": {"listeners": "many"}}, None),
        ({"source": {"listeners": -1}}, None),
        ({"source": {"listeners": 10**30}}, None),
    ],
)
def test_listeners_of_all_mounts_together(stats, count):
    assert listeners_of({"icestats": stats}) == count


@pytest.mark.parametrize("status", [None, [], "x", {}, {"icestats": []}])
def test_what_is_no_status_is_refused(status):
    with pytest.raises(ValueError, match="not an Icecast status"):
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
    assert (watch.on_air, watch.listeners) == (False, None)
    icecast.says = json.dumps({"icestats": {"source": {"listeners": 38}}}).encode()
    watch.ask()
    assert (watch.on_air, watch.listeners) == (True, 38)


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


@pytest.mark.parametrize(
    "says",
    [
        b"[" * 100_000,
        b'{"icestats": {"source": ' + b" " * 2_000_000 + b"{}}}",
        '{"icestats": {"admin": "Jos\u00e9"}}'.encode("latin-1"),
    ],
    ids=["too deep", "too long", "latin-1"],
)
def test_an_icecast_whose_status_cannot_be_read_says_nothing(icecast, says):
    watch = IcecastWatch(f"http://127.0.0.1:{icecast.server_port}/")
    watch.on_air = False
    icecast.says = says
    watch.ask()
    assert watch.on_air is True


@pytest.mark.parametrize(
    "says",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 500 Oh\r\n\r\n",
    ],
)
def test_what_does_not_even_speak_http_says_nothing(says):
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=_say, args=(door, says))
        thread.start()
        watch = IcecastWatch(f"http://127.0.0.1:{door.getsockname()[1]}/")
        watch.on_air = False
        watch.ask()
        thread.join()
    assert watch.on_air is True


def _say(door, words):
    connection, _ = door.accept()
    with connection, suppress(OSError):
        connection.recv(65536)
        connection.sendall(words)


def test_an_icecast_that_keeps_silent_says_nothing(monkeypatch):
    monkeypatch.setattr(icecast_module, "TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as door:
        watch = IcecastWatch(f"http://127.0.0.1:{door.getsockname()[1]}/")
        watch.on_air = False
        watch.ask()
    assert watch.on_air is True


def test_a_station_without_icecast_asks_nobody():
    before = threading.active_count()
    watch = IcecastWatch("")
    watch.start()
    assert watch.on_air is True
    assert threading.active_count() == before


def test_a_real_icecast_with_no_source_one_and_two_and_once_it_is_dead(tmp_path_factory, free_port):
    icecast = RealIcecast(tmp_path_factory.mktemp("icecast") / "etc", free_port())
    watch, seen = IcecastWatch(f"{icecast.url}/status-json.xsl"), []

    def ask():
        watch.ask()
        return watch.on_air, watch.listeners

    try:
        seen.append(ask())
        first = icecast.source("/one")
        seen.append(eventually(lambda: (found := ask())[0] and found))
        icecast.source("/two")
        eventually(lambda: len(icecast.status()["source"]) == 2)
        with urllib.request.urlopen(f"{icecast.url}/two", timeout=5):
            seen.append(eventually(lambda: (found := ask())[1] and found))
        first.close()
        icecast.sources[1].close()
        seen.append(eventually(lambda: not (found := ask())[0] and found))
    finally:
        icecast.close()
    seen.append(ask())
    assert seen == [(False, None), (True, 0), (True, 1), (False, None), (True, None)]
