"""flask wire subscribe, flask wire fetch."""

import pytest

from tests.comments.conftest import run
from tests.conftest import NOON
from tests.core.loopback_server import answered
from tests.wire.feeds import item, rss, server, station  # noqa: F401 - fixtures

PAGE = (
    b'<!doctype html><link rel="alternate" type="application/rss+xml" href="/comments/feed">'
    b'<link rel="alternate" type="application/rss+xml" title="Sheet" href="feed">'
    b'<link rel="alternate" type="application/atom+xml" href="/atom">'
)


@pytest.fixture
def wire(station):  # noqa: F811
    """Run flask wire …; return its outcome."""
    return lambda *words: run(station.app, "wire", *words)


def test_subscribe_to_a_feed(wire, station, server):  # noqa: F811
    server.says["/feed"] = answered(rss(item()), ETag='"1"')
    outcome = wire("subscribe", f"{server.url}/feed")
    assert outcome.exit_code == 0, outcome.output
    assert "Subscribed to The Sheet" in outcome.output
    assert "The Sheet: 1 new entry." in outcome.output
    source = station.source()
    assert (source.rights, source.mode, source.interval) == ("link", "pending", 60)
    assert (source.site_url, source.host) == ("https://sheet.example/", "127.0.0.1")
    assert source.next_at > NOON
    assert len(station.entries()) == len(server.requests) == 1


def test_subscribe_to_the_feed_of_a_site(wire, station, server):  # noqa: F811
    server.says |= {"/": answered(PAGE), "/feed": answered(rss(item()))}
    outcome = wire("subscribe", server.url)
    assert outcome.exit_code == 0, outcome.output
    assert station.source().url == f"{server.url}/feed"
    assert f"* RSS  {server.url}/feed  Sheet\n  Atom  {server.url}/atom" in outcome.output
    assert "comments" not in outcome.output


@pytest.mark.parametrize(
    ("says", "words"),
    [(answered(b"<!doctype html><p>Hello"), "No feed was found at this address."),
     (answered(status="404 No"), "no page at this address"), (answered(b""), "The answer is empty"),
     (answered(b'<!doctype html><link rel=alternate type="application/rss+xml" href="/x">'),
      "/x: This is a web page, not a feed.")],
)  # fmt: skip
def test_subscribe_says_why_it_refuses(wire, station, server, says, words):  # noqa: F811
    server.says |= {"/": says, "/x": answered(b"<!doctype html>")}
    outcome = wire("subscribe", server.url)
    assert outcome.exit_code == 1
    assert words in outcome.output
    assert station.sources() == []


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://10.0.0.1/", "a b", "", "http://"]
)
def test_subscribe_refuses_what_must_not_be_asked(wire, station, address):  # noqa: F811
    assert wire("subscribe", address).exit_code == 1
    assert station.sources() == []


def test_subscribe_once(wire, server):  # noqa: F811
    server.says["/feed"] = answered(rss(item()))
    wire("subscribe", f"{server.url}/feed")
    outcome = wire("subscribe", f"{server.url}/feed/?utm_source=x".replace("/?", "?"))
    assert outcome.exit_code == 1
    assert "already subscribed to The Sheet" in outcome.output


def test_fetch_tells_what_became_of_each_that_is_due(wire, station, server):  # noqa: F811
    assert "No feeds are due." in wire("fetch").output
    server.says |= {"/feed": answered(rss(item())), "/b": answered(b"<!doctype html>")}
    station.add()
    station.add("/b", name="B")
    station.add("/c", name="C", next_at=NOON.replace(year=2027))
    outcome = wire("fetch")
    assert outcome.exit_code == 0
    assert outcome.output == (
        "The Sheet: 1 new entry.\nB: FAILED: This is a web page, not a feed.\n"
    )


def test_fetch_all_asks_those_that_are_not_due(wire, station, server):  # noqa: F811
    server.says["/feed"] = answered(rss(item()))
    station.add(next_at=NOON.replace(year=2027))
    station.add("/p", paused_at=NOON)
    assert wire("fetch", "--all").output == "The Sheet: 1 new entry.\n"


def test_help_has_an_example(wire):
    for words in (("subscribe", "--help"), ("fetch", "--help")):
        assert "Example: flask --app app wire" in wire(*words).output
