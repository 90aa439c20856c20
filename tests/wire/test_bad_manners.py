"""Servers of bad manners: each becomes a line on the source's health, and none is believed."""

import gzip
import socket
import tracemalloc

import pytest

from tests.core.loopback_server import after_that, answered, endless, moved
from tests.core.test_fetch import dialled, names  # noqa: F401 - fixtures
from tests.wire.feeds import item, rss, server, station  # noqa: F401 - fixtures

HEAD = b"HTTP/1.1 200 OK\r\n"
DTD = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel/></rss>'
HALF = rss(item("One"), item("Two", number=2))[:-60]
MANY = rss(*(item(f"Entry {n}", number=n) for n in range(10_000)))


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (lambda: answered(b"<!doctype html><title>Home</title>"), "This is a web page, not a feed"),
        (lambda: answered(b""), "The answer is empty."),
        (lambda: answered(DTD), "defines its own entities"),
        (lambda: answered(rss(item(), end=False)[:300]), "no complete entry can be read"),
        (lambda: answered(b'{"items": ['), "JSON cannot be read"),
        (lambda: after_that(HEAD + b"\r\n", endless(b"<item>" * 9000)), "more than 5000000 bytes"),
        (lambda: answered(gzip.compress(bytes(50_000_000)), **{"Content-Encoding": "gzip"}),
         "more than 5000000 bytes"),
        (lambda: moved("http://10.0.0.1/feed"), "10.0.0.1 is in a private network"),
        (lambda: moved("http://[::ffff:169.254.169.254]/latest"), "is in a private network"),
        (lambda: moved("file:///etc/passwd"), "not a web address"),
        (lambda: moved("/feed"), "redirects too often"),
        (lambda: answered(b"x", **{"Content-Length": "9"}), "cannot be read"),
        (lambda: [b"SSH-2.0-OpenSSH_9.2\r\n"], "cannot be read"),
        (lambda: answered(status="404 Not Found"), "no page at this address (404)"),
        (lambda: answered(status="401 Who"), "does not allow access (401)"),
        (lambda: answered(status="204 No Content"), "error 204"),
    ],
)  # fmt: skip
def test_a_fault_is_a_line_of_health(station, server, dialled, says, words):  # noqa: F811
    server.says["/feed"] = says()
    station.add()
    tracemalloc.start()
    try:
        outcome = station.fetch()
        assert tracemalloc.get_traced_memory()[1] < 40_000_000
    finally:
        tracemalloc.stop()
    assert words in outcome.words
    assert station.events() == [("fault", outcome.words)]
    assert (station.source().fault, station.source().failures) == (outcome.words, 1)
    assert station.entries() == []
    assert {address[0] for address in dialled} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("body", "count", "words"),
    [(HALF, 1, "cut off"), (MANY, 500, "only its 500 newest"),
     (rss(item("Grüße")).decode().encode("latin-1"), 1, "character set"),
     (rss(item(pubDate=None, guid=None)), 1, "1 entry has no date. 1 entry has no ID."),
     (rss(item(link=None, guid=None)), 1, "1 entry has no web address."),
     (rss(item(pubDate="Thu, 01 Jan 1970 00:00:00 +0000"),
          item("Later", number=2, pubDate="Thu, 01 Jan 2099 00:00:00 +0000")),
      2, "2 entries have an impossible date."),
     (rss(item(pubDate="yesterday")), 1, "1 entry has a date that cannot be read.")],
    ids=["half cut", "10,000 entries", "charset", "no date, no id", "no address", "1970 and 2099",
         "a date in words"],
)  # fmt: skip
def test_what_can_be_read_is_taken_with_a_remark(station, server, body, count, words):  # noqa: F811
    server.says["/feed"] = answered(body)
    station.add()
    assert words in station.fetch().words
    assert len(station.entries()) == count
    assert station.source().failures == 0


def test_a_public_name_that_changes_to_a_private_one_is_not_connected_to(
    station, names, dialled  # noqa: F811
):  # fmt: skip
    names.known["rebind.example"] = [["93.184.216.34"], ["10.0.0.1"], ["127.0.0.1"]]
    station.app.config["RADIO_OUTBOUND_ALLOW"] = ()
    station.add(url="http://rebind.example/feed")
    station.fetch(1)
    station.fetch(1)
    station.fetch(1)
    assert dialled == [("93.184.216.34", 80)]
    assert [text for _, text in station.events()] == [
        "rebind.example cannot be reached.",
        "rebind.example is in a private network; RADIO_OUTBOUND_ALLOW can allow it.",
    ]


def test_nothing_of_loopback_is_asked_unless_it_is_allowed(station, server, dialled):  # noqa: F811
    station.app.config["RADIO_OUTBOUND_ALLOW"] = ()
    for host in ("127.0.0.1", "2130706433", "0x7f.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"):
        number = station.add(url=f"http://{host}:{server.port}/feed?{host}")
        assert "private network" in station.fetch(number).words
    assert (dialled, server.requests) == ([], [])


def test_a_name_that_nobody_knows(station):  # noqa: F811
    station.add(url="http://nobody.invalid/feed")
    assert "cannot be found" in station.fetch().words


def test_a_port_on_which_nobody_listens(station):  # noqa: F811
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    station.add(url=f"http://127.0.0.1:{port}/feed")
    assert "cannot be reached" in station.fetch().words
