"""The moderation queue: 200 pending comments, each with its writer's history, and much behind it.

`python -m tests.performance moderation`.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from blueprints.comments import tree
from blueprints.comments.models import Comment, ModerationEntry
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from tests.performance import newsroom
from tests.performance.station import Station, station
from tests.performance.table import Row, at_most, number
from tests.staff import sign_in, write_cast

STORIES = 500
PENDING = 200
DECIDED = 100_000
WRITERS = 5_000  # 20 comments each, on average
NETWORKS = 2_000
DAYS = 900  # in which they were written
STATES = ("approved",) * 6 + ("rejected", "spam", "spam", "spam")
TEXT = (
    "My grandmother was one of the forty, and danced on the quay in two left boots until the "
    "ferry came.\n\nShe says that the soup was worth it, and that nobody ever found the umbrella."
)
MOST, TIMES = 150, 15
PAGES = {
    "the queue, 200 pending": "",
    "approved comments": "?state=approved",
    "spam": "?state=spam",
    "reported comments": "?state=reported",
    "a search in the queue": "?q=umbrella",
    "the moderation log": "ledger",
    "what colleagues did meanwhile": "changes.json?since=99990&after=100000",
}


def measure() -> list[Row]:
    """The time of each page at the server with 100,000 decided comments, in milliseconds.

    It is the processor's: SQLite works in this process, and others may keep the machine busy.
    """
    with station() as made:
        newsroom.write_stories(made.app, range(STORIES))
        write_comments(made)
        browser = sign_in(made.app, write_cast(made.app)["editor"])
        rows = []
        for what, query in PAGES.items():
            took = sorted(_times(browser, f"/desk/comments/{query}"))
            words = f"desk: {what}, with 100,000 decided comments"
            rows.append(number(words, statistics.median(took), at_most(MOST), " ms"))
    return rows


def _times(browser: Any, address: str) -> Iterator[float]:
    """Milliseconds of one request after the other; the first is not counted."""
    for turn in range(TIMES + 1):
        began = time.process_time()
        assert browser.get(address).status_code == 200, address
        if turn:
            yield 1000 * (time.process_time() - began)


def write_comments(made: Station) -> None:
    """Write 100,000 decided comments, with the ledger of their decisions, and 200 pending ones."""
    with made.app.app_context():
        begin_write()
        first = 1_000_000
        numbers = range(first, first + DECIDED + PENDING)
        db.session.execute(insert(Comment), [_comment(n, first) for n in numbers])
        decided = [_entry(n) for n in numbers[:DECIDED]]
        db.session.execute(insert(ModerationEntry), decided)
        db.session.commit()


def _comment(n: int, first: int) -> dict[str, Any]:
    turn, now = n - first, clock.now()
    is_pending = turn >= DECIDED
    ago = timedelta(minutes=PENDING + DECIDED - turn) if is_pending else (
        timedelta(days=DAYS) * (1 - turn / DECIDED))  # fmt: skip
    writer = turn * 7919 % WRITERS
    at: datetime = now - ago
    return {
        "id": n, "story_id": turn % STORIES + 1, "path": tree.path_of("", n),
        "state": "pending" if is_pending else STATES[turn % len(STATES)],
        "why": "first" if is_pending else "", "name": f"Reader {writer}",
        "email": f"reader{writer}@example.org", "text": f"No. {n}. {TEXT}",
        "fingerprint": str(n), "created_at": at, "changed_at": at,
        "network_hash": f"network-{writer % NETWORKS}" if ago < timedelta(days=30) else None,
        "reviewed_at": None if is_pending else at, "version": 1 if is_pending else 2,
    }  # fmt: skip


def _entry(n: int) -> dict[str, Any]:
    by = ("edda@station.example", "emil@station.example")[n % 2]
    return {"comment_id": n, "story_id": 1, "act": "approve", "by": by, "at": clock.now()}
