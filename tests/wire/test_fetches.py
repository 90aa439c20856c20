"""Fetches: conditional, patient, one at a time per host, and right again after a kill."""

import os
import threading

import pytest

from blueprints.core import clock
from tests.conftest import NOON
from tests.core.loopback_server import answered, moved
from tests.player.helpers import eventually
from tests.processes import start_command
from tests.wire.feeds import item, rss, server, station  # noqa: F401 - fixtures

pytestmark = pytest.mark.usefixtures("traveller")
HOUR = 3600


def waited(station, number=1):  # noqa: F811
    """The hours until the next fetch, without the jitter."""
    return round((station.source(number).next_at - clock.now()).total_seconds() / HOUR, 1)


def test_a_fetch_is_noted_and_the_next_one_is_conditional(station, server):  # noqa: F811
    feed = answered(rss(item()), ETag='"7"', **{"Last-Modified": "Sun, 22 Nov 2026 10:00:00 GMT"})
    server.says["/feed"] = feed
    station.add()
    assert station.fetch().words == "1 new entry."
    assert station.fetch() is None  # nothing is due
    source = station.source()
    assert (source.succeeded_at, source.failures, source.lease_until) == (NOON, 0, None)
    assert source.title == "The Sheet"
    server.says["/feed"] = answered(status="304 Not Modified")
    assert station.fetch(1).words == "Nothing has changed."
    head = server.requests[1][0]
    assert 'if-none-match: "7"' in head
    assert "if-modified-since: Sun, 22 Nov 2026 10:00:00 GMT" in head
    assert station.events() == [("ok", "1 new entry."), ("ok", "Nothing has changed.")]


def test_the_same_bytes_are_not_read_again(station, server):  # noqa: F811
    server.says["/feed"] = answered(rss(item()))
    station.add()
    station.fetch()
    assert station.fetch(1).words == station.fetch(1).words == "Nothing has changed."
    assert len(station.events()) == 2  # lines that say the same are one


@pytest.mark.parametrize("status", ["304 Not Modified", "200 OK"])
def test_new_validators_of_the_same_feed_are_kept(station, server, status):  # noqa: F811
    old = {"ETag": 'W/"1"', "Last-Modified": "Sun, 22 Nov 2026 10:00:00 GMT"}
    server.says["/feed"] = answered(rss(item()), **old)
    station.add()
    station.fetch()
    server.says["/feed"] = answered(rss(item()) if "200" in status else b"", status, ETag='W/"2"')
    assert station.fetch(1).words == "Nothing has changed."
    source = station.source()
    kept = old["Last-Modified"] if "304" in status else ""
    assert (source.etag, source.last_modified) == ('W/"2"', kept)


@pytest.mark.parametrize(
    ("headers", "hours"),
    [({}, 1), ({"Cache-Control": "max-age=7200"}, 2), ({"Cache-Control": "max-age=9999999"}, 24)],
)
def test_the_server_may_ask_for_a_longer_interval(station, server, headers, hours):  # noqa: F811
    server.says["/feed"] = answered(rss(item()), **headers)
    station.add()
    station.fetch()
    assert waited(station) == pytest.approx(hours, rel=0.1)


def test_faults_wait_longer_each_time_and_are_over_at_once(station, server):  # noqa: F811
    server.says["/feed"] = answered(status="500 Oh No")
    station.add()
    waits = []
    for _ in range(7):
        assert station.fetch(1).is_fault
        waits.append(waited(station))
    assert waits == pytest.approx([1, 2, 4, 8, 16, 24, 24], rel=0.1)
    assert (station.source().failures, station.source().fault) == (
        7, "The server answered with error 500."
    )  # fmt: skip
    server.says["/feed"] = answered(rss(item()))
    station.fetch(1)
    assert (station.source().failures, station.source().fault) == (0, "")


@pytest.mark.parametrize(
    ("status", "after", "hours"),
    [("429 Too Many Requests", "18000", 5), ("503 Busy", "Sun, 22 Nov 2026 15:00:00 GMT", 3),
     ("429 Too Many Requests", "9999999", 24), ("503 Busy", "soon", 1)],
)  # fmt: skip
def test_retry_after_is_respected(station, server, status, after, hours):  # noqa: F811
    server.says["/feed"] = answered(status=status, **{"Retry-After": after})
    station.add()
    station.fetch()
    assert waited(station) == pytest.approx(hours, rel=0.1)


def test_what_is_gone_is_asked_no_more(station, server, traveller):  # noqa: F811
    server.says["/feed"] = answered(status="410 Gone")
    station.add()
    assert "gone for good" in station.fetch().words
    assert station.source().gone_at == NOON
    traveller.shift(48 * HOUR)
    assert station.fetch() is None
    assert len(server.requests) == 1


def test_a_paused_source_waits(station):  # noqa: F811
    station.add(paused_at=NOON)
    assert station.fetch() is None


@pytest.mark.parametrize(
    ("status", "path"),
    [("301 Moved", "/new"), ("308 Moved", "/new"), ("302 Found", "/feed"), ("307 Now", "/feed")],
)
def test_only_a_permanent_redirect_changes_the_address(station, server, status, path):  # noqa: F811
    server.says |= {"/feed": moved("/new", status), "/new": answered(rss(item()))}
    station.add()
    station.fetch()
    assert station.source().url == f"{server.url}{path}"
    assert ("has moved to" in station.events()[0][1]) is (path == "/new")


def test_a_move_to_another_subscription_changes_nothing(station, server):  # noqa: F811
    server.says |= {"/feed": moved("/new", "301 Moved"), "/new": answered(rss(item()))}
    station.add()
    station.add("/new")
    station.fetch(1)
    assert station.source().url == f"{server.url}/feed"


def test_one_at_a_time_per_host(station, server):  # noqa: F811
    begun, end = threading.Event(), threading.Event()

    def slow():
        begun.set()
        assert end.wait(20)
        yield from answered(rss(item()))

    server.says |= {"/feed": slow(), "/b": answered(rss(item("B", number=2)))}
    station.add()
    station.add("/b")
    thread = threading.Thread(target=station.fetch, args=(1,))
    thread.start()
    assert begun.wait(20)
    assert station.fetch() is None
    assert station.fetch(2) is None
    end.set()
    thread.join(20)
    assert station.fetch().words == "1 new entry."


def test_what_comes_after_the_lease_is_not_written(station, server):  # noqa: F811
    def late():
        station.change(lease_until=None)
        yield from answered(rss(item()))

    server.says["/feed"] = late()
    station.add()
    assert station.fetch() is None
    assert station.entries() == []
    assert station.events() == []


def test_fifty_lines_of_health_are_kept(station, server):  # noqa: F811
    station.add()
    for number in range(55):
        server.says["/feed"] = answered(status=f"5{number:02} No")
        station.fetch(1)
    assert len(station.events()) == 50
    assert station.events()[-1] == ("fault", "The server answered with error 554.")


def test_killed_in_the_middle_of_a_fetch_the_next_round_is_right(station, server, tmp_path):  # noqa: F811
    arrived = threading.Event()

    def stuck():
        arrived.set()
        yield b"HTTP/1.1 200 OK\r\n\r\n<rss version='2.0'><channel>"
        threading.Event().wait(60)

    server.says["/feed"] = stuck()
    station.add(next_at=NOON.replace(year=2020))
    environment = os.environ | {
        "RADIO_INSTANCE": station.app.instance_path,
        "RADIO_OUTBOUND_ALLOW": "127.0.0.0/8",
    }
    worker = start_command("work", environment=environment, log=tmp_path / "log")
    assert arrived.wait(60)
    worker.kill()
    worker.join(10)
    assert station.source().lease_until is not None
    assert (station.events(), station.entries()) == ([], [])
    server.says["/feed"] = answered(rss(item()))
    station.change(lease_until=NOON)  # by then the lease is over
    again = start_command("work", environment=environment, log=tmp_path / "log")
    eventually(station.entries, 60)
    again.kill()
    again.join(10)
    assert station.events() == [("ok", "1 new entry.")]
    assert station.source().lease_until is None
