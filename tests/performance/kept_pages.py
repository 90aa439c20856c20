"""The page cache: its rates, how old a kept page gets, how often one is made."""

import json
import re
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from threading import Event

from sqlalchemy import select, update

from blueprints.core.extensions import begin_write, db
from blueprints.news.models import Story
from blueprints.player.models import Snapshot
from tests.performance import measured_app, newsroom, wrk
from tests.performance.measured_app import CONSTANT
from tests.performance.rounds import compare
from tests.performance.station import Station, served_station
from tests.performance.table import Row, at_least, at_most, number

FACTORY = "tests.performance.measured_app:create_app"
ON = {"RADIO_PAGE_CACHE_SECONDS": "1"}
STORIES, REPLIES, NUMBER = 100, 50, 50
STORY, POLLED = f"/news/story-{NUMBER}", "/current-track.json"
PAGES = {
    "(b), a story with 50 replies,": STORY,
    "front page": "/",
    "feed": "/news/feed.xml",
    "(a)": POLLED,
}
CHANGES, APART = 10_000, 0.002
A_CONNECTION = 50  # requests, then another connection: there are two processes to ask
CHANGE = re.compile(rb"Change (\d+) ")
SECONDS = 10

Seen = list[tuple[float, int]]


def measure() -> list[Row]:
    """Rates over that of a constant before Flask; ages of what is kept; renderings a second."""
    with served_station(factory=FACTORY, **ON) as station:
        newsroom.write_stories(station.app, range(STORIES))
        newsroom.write_replies(station.app, NUMBER, REPLIES - newsroom.EACH)
        newsroom.credit_plays(station.app)
        rates = [_rate(station, what, path) for what, path in PAGES.items()]
        return [*rates, *_ages(station), _renderings(station)]


def _rate(station: Station, what: str, path: str) -> Row:
    """The rate of a page over that of the same bytes, given out before Flask without a cache."""

    def of(path: str) -> Callable[[], float]:
        return lambda: wrk.rate(station.address(path), 1)

    what = f"{what} kept ÷ a constant before Flask"
    return compare(what, of(path), of(CONSTANT + path), "/s", at_least(0.6, 0.9))


def _ages(station: Station) -> list[Row]:
    """Change story and track ten thousand times while readers ask for both without a pause."""
    over = Event()
    with ThreadPoolExecutor() as pool:
        readers = {path: [pool.submit(_read, station, path, over) for _ in "ab"]
                   for path in (STORY, POLLED)}  # fmt: skip
        committed = _change(station)
        over.set()
        seen = {path: [pair for one in those for pair in one.result()]
                for path, those in readers.items()}  # fmt: skip
    story, polled = (_oldest(seen[path], committed) for path in (STORY, POLLED))
    return [
        number("age of a kept story, at most, over 10,000 changes", story, at_most(1), " s"),
        number("age of a kept /current-track.json, at most", polled, at_most(0.1), " s"),
        number("answers that were looked at", sum(map(len, seen.values())), at_least(1000)),
    ]


def _change(station: Station) -> list[float]:
    """Commit each change on its own; the moment at which each was committed."""
    committed = []
    with station.app.app_context():
        body = json.loads(db.session.scalars(select(Snapshot.body)).one())
        for change in range(CHANGES):
            title = f"Change {change} of {CHANGES}"
            body["track"]["title"] = title
            begin_write()
            headline = update(Story).where(Story.slug == f"story-{NUMBER}").values(headline=title)
            db.session.execute(headline)
            db.session.execute(update(Snapshot).values(body=json.dumps(body), etag=f'"{change}"'))
            db.session.commit()
            committed.append(time.monotonic())
            time.sleep(APART)
    return committed


def _read(station: Station, path: str, over: Event) -> Seen:
    """Ask until it is over: when each answer was asked for, and the change that it shows."""
    seen = []
    while not over.is_set():
        port = int(station.settings["RADIO_PORT"])
        with closing(HTTPConnection("127.0.0.1", port)) as connection:
            for _ in range(A_CONNECTION):
                asked = time.monotonic()
                connection.request("GET", path)
                shown = CHANGE.search(connection.getresponse().read())
                if shown:  # there was no change before the first
                    seen.append((asked, int(shown[1])))
    return seen


def _oldest(seen: Seen, committed: list[float]) -> float:
    """The longest time from a commit to a request that was not shown it."""
    return max(
        asked - committed[change + 1] for asked, change in seen if change + 1 < len(committed)
    )


def _renderings(station: Station) -> Row:
    """How often a process makes a page for which sixteen connections ask: once each second."""
    notes = station.folder / measured_app.NOTES
    time.sleep(2)  # what is kept expires
    before = len(notes.read_text().splitlines())
    wrk.rate(station.address(STORY), SECONDS)
    lines = (line.split() for line in notes.read_text().splitlines()[before:])
    made = Counter(process for process, _, path in lines if path == STORY)
    what = f"renderings of a story by one process in {SECONDS} s, 16 connections"
    return number(what, max(made.values()), at_most(SECONDS + 1))
