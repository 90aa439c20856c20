"""Servers of bad manners, round after round: the worker's memory stays flat.

`python -m tests.performance.wire_manners [ROUNDS]`: each round fetches from every one of them, and
prints the process's resident memory. A slow one is met once: it takes the whole 20 seconds.
"""

import gzip
import itertools
import socket
import sys
import time
from tempfile import TemporaryDirectory

import psutil
from flask_migrate import upgrade

from app import create_app
from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.wire import fetches
from blueprints.wire.feed import Feed
from blueprints.wire.feed_finder import add_source
from tests.core.loopback_server import Server, after_that, answered, endless, moved, slowly
from tests.wire.feeds import item, rss

CHANGING = "changing.example"  # loopback, which is allowed here, and a private network by turns
HEAD = b"HTTP/1.1 200 OK\r\n\r\n"
BOMB = gzip.compress(bytes(300_000_000), 1)
DTD = b'<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel/></rss>'
TURN = itertools.count()
MANY = rss(*(item(f"Entry {n}", number=n) for n in range(10_000)))


def new(feed: bytes) -> list[bytes]:
    """Answer with a feed that has changed: the same bytes again would not be read."""
    return answered(feed + b"<!-- %d -->" % next(TURN))


MANNERS = {
    "redirect to loopback": lambda: moved("http://[::1]:9/"),
    "redirect to a private network": lambda: moved("http://10.0.0.1/"),
    "changing DNS answer": lambda: moved("/changing-DNS-answer"),
    "redirect to itself": lambda: moved("/redirect-to-itself"),
    "endless body": lambda: after_that(HEAD, endless(b"<item><title>a</title>" * 3000)),
    "gzip bomb": lambda: answered(BOMB, **{"Content-Encoding": "gzip"}),
    "web page": lambda: answered(b"<!doctype html>"),
    "nothing": lambda: answered(b""),
    "half cut": lambda: answered(rss(item(f"Entry {next(TURN)}"), item(number=2))[:-60]),
    "10,000 entries": lambda: new(MANY),
    "DTD": lambda: answered(DTD),
    "deep": lambda: new(rss(item(number=3, content="<div>" * 9000 + "words"))),
}


def main() -> None:
    """Print memory after each round, and what became of each server."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    server, dialled = Server(), noted_connections()
    change_dns_answers()
    with TemporaryDirectory() as folder:
        app = create_app({"RADIO_INSTANCE": folder, "RADIO_OUTBOUND_ALLOW": "127.0.0.1/32"})
        with app.app_context():
            upgrade()
        sources = {name: subscribed(app, server, name) for name in [*MANNERS, "slow bytes"]}
        for turn in range(rounds):
            for name, says in MANNERS.items():
                meet(app, server, sources, name, says(), show=turn == 0)
            print(f"round {turn + 1}: {psutil.Process().memory_info().rss / 1e6:.0f} MB")
        begun = time.monotonic()
        meet(app, server, sources, "slow bytes", after_that(HEAD, slowly(b"<")), show=True)
        print(f"slow bytes took {time.monotonic() - begun:.1f} s")
    print(f"connected to: {', '.join(sorted(dialled))}")
    server.close()


def noted_connections() -> set[str]:
    """Return the set to which each host that is connected to will be added."""
    found, connect = set(), socket.socket.connect

    def note(self: socket.socket, address: tuple[str, int]) -> None:
        found.add(address[0])
        connect(self, address)

    socket.socket.connect = note  # type: ignore[method-assign, assignment]
    return found


def change_dns_answers() -> None:
    """Let a name have another address at each question."""
    answers, ask = itertools.cycle(["127.0.0.1", "10.0.0.1"]), socket.getaddrinfo

    def answer(host, *more, **others):
        return ask(next(answers) if host == CHANGING else host, *more, **others)

    socket.getaddrinfo = answer  # type: ignore[assignment]


def path_of(name: str) -> str:
    """The path of a server of these manners."""
    return "/" + name.replace(" ", "-").replace(",", "")


def subscribed(app, server, name):
    """Add the source; return its number."""
    with own_context(app):
        begin_write()
        home = server.url.replace("127.0.0.1", CHANGING) if "DNS" in name else server.url
        source = add_source(f"{home}{path_of(name)}", Feed(name), rights="full")
        db.session.commit()
        return source.id


def meet(app, server, sources, name, says, show):
    """Fetch from it once."""
    server.says[path_of(name)] = says
    with own_context(app):
        outcome = fetches.fetch_source(sources[name])
        if show:
            print(f"{name:30} {outcome.words}")


if __name__ == "__main__":
    main()
