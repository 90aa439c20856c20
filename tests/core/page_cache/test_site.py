"""The page cache before the real site, and before the real server."""

import gzip
import os
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.core.configuration import ROOT
from tests.news.helpers import change_story, write_story
from tests.staff import sign_in, write_cast

PAGES = ["/", "/news/", "/news/rain", "/news/feed.xml"]


@pytest.fixture
def cached(make_new_app):
    """A station that keeps its pages for ten seconds, so that no test has to hurry."""
    return make_new_app(RADIO_PAGE_CACHE_SECONDS=10)


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_gets_what_another_was_given(cached, path):
    write_story(cached, "rain", headline="Before")
    first = cached.test_client().get(path)
    change_story(cached, "rain", headline="After")
    again = cached.test_client().get(path)
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.data == first.data
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["X-Request-Id"] != first.headers["X-Request-Id"]
    assert again.headers["X-Content-Type-Options"] == "nosniff"


def test_an_editor_sees_a_change_at_once(cached):
    address = write_story(cached, "rain", headline="Before")
    reader, editor = cached.test_client(), sign_in(cached, write_cast(cached)["editor"])
    assert "Before" in reader.get(address).text
    change_story(cached, "rain", headline="After")
    assert "After" in editor.get(address).text
    assert "Before" in reader.get(address).text


def test_an_unknown_host_changes_nothing_for_others(cached):
    write_story(cached, "rain")
    for path in PAGES:
        answer = cached.test_client().get(path, base_url="https://evil.example")
        assert "evil.example" not in answer.text


def test_static_files_are_compressed_for_those_who_can(cached):
    path = f"/static/{cached.config['BUILD']}/core/base.css"
    answer = cached.test_client().get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.data) == (ROOT / "static/core/base.css").read_bytes()


def test_without_the_setting_nothing_is_kept(make_new_app):
    app = make_new_app(RADIO_PAGE_CACHE_SECONDS=0)
    write_story(app, "rain", headline="Before")
    answer = app.test_client().get("/news/rain")
    assert "Age" not in answer.headers
    change_story(app, "rain", headline="After")
    assert "After" in app.test_client().get("/news/rain").text


# Before the real server


@pytest.fixture
def served(cached, free_port):
    """The port at which granian serves the same station."""
    port = free_port()
    command = "--interface wsgi --factory app:create_app --no-ws --workers 1 --port"
    settings = {"RADIO_INSTANCE": cached.instance_path, "RADIO_PAGE_CACHE_SECONDS": "10"}
    process = subprocess.Popen(
        [Path(sys.executable).parent / "granian", *command.split(), str(port)],
        cwd=ROOT,
        env=os.environ | settings,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port):
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError):
            return asked(port, "GET", "/healthz")
        time.sleep(0.1)
    raise TimeoutError("the web server does not answer")


def asked(port, method, path, **headers):
    """(status, headers, body) of the answer over HTTP."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def test_the_server_says_the_time_in_each_answer(served):
    _, first, body = asked(served, "GET", "/news/")
    kept, until = first, time.monotonic() + 8
    while kept["Date"] == first["Date"] and time.monotonic() < until:
        time.sleep(0.1)
        _, kept, same = asked(served, "GET", "/news/")
    assert kept["Date"] != first["Date"]
    assert same == body
    assert len(kept.get_all("Date")) == len(kept.get_all("Age")) == 1


def test_the_current_track_has_no_age(served):
    """A page takes Date and Age together for the server's time."""
    for _ in range(2):
        _, headers, _ = asked(served, "GET", "/current-track.json")
        assert headers["Age"] == "0"


def test_a_head_and_a_304_come_whole(served):
    _, headers, body = asked(served, "GET", "/news/")
    status, head, nothing = asked(served, "HEAD", "/news/")
    assert (status, nothing, head["Content-Length"]) == (200, b"", str(len(body)))
    known = {"If-None-Match": headers["ETag"], "Accept-Encoding": "gzip"}
    status, unchanged, nothing = asked(served, "GET", "/news/", **known)
    assert (status, nothing, unchanged["ETag"]) == (304, b"", f"W/{headers['ETag']}")
