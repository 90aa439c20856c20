"""`flask work` is killed in the middle of fetches; the next round is right.

`python -m tests.performance.wire_killed [TIMES]`: first while a slow server answers; then, TIMES
times, some moments after 200 entries were sent, and so while they are read or written. Each time
another process takes over when the lease of the killed one is over, which is moved up here.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select, update

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.wire.feed import Feed
from blueprints.wire.feed_finder import add_source
from blueprints.wire.models import WireEntry, WireEvent, WireSource
from tests.core.loopback_server import Server, answered, slowly
from tests.performance.processes import running, until
from tests.performance.station import Station
from tests.performance.wire_speed import TEXT
from tests.wire.feeds import item, rss

COUNT = 200
SLOW = "slow"


class Newsroom:
    """A station that is subscribed to one feed, and its worker."""

    def __init__(self, folder: Path) -> None:
        self.station = Station(folder, RADIO_OUTBOUND_ALLOW="127.0.0.0/8")
        self.server, self.sent = Server(), threading.Event()

    def subscribe(self, name: str) -> int:
        """Subscribe to a feed, due at once; return its number."""
        with self.station.app.app_context():
            begin_write()
            db.session.execute(update(WireSource).values(paused_at=clock.now()))
            source = add_source(f"{self.server.url}/{name}", Feed(name), rights="full")
            db.session.commit()
            return source.id

    def says(self, name: str, turn: str) -> None:
        """Let the server send the feed, and say when it did; or its beginning, for ever."""
        entries = (
            item(f"{n} of {turn}", number=f"{turn}-{n}", content=f"<p>{n}</p>{TEXT}")
            for n in range(COUNT)
        )
        head, body = answered(rss(*entries))

        def answer():
            yield head
            self.sent.set()
            yield from slowly(b"<") if turn == SLOW else [body]

        self.sent.clear()
        self.server.says[f"/{name}"] = answer()

    def kill_after(self, seconds: float) -> None:
        """Start the worker, and kill it so long after the feed was sent to it."""
        with ExitStack() as stack:
            station = self.station
            worker = running(station.command("work"), station.settings, station.folder)
            process: subprocess.Popen[bytes] = stack.enter_context(worker)
            until(self.sent.is_set, "the fetch")
            time.sleep(seconds)
            os.kill(process.pid, signal.SIGKILL)
            process.wait()

    def found(self, source: int) -> tuple[int, int, bool]:
        """Return the entries of a source, its fetches, and True while it is claimed."""
        with self.station.app.app_context():
            counts = [
                db.session.scalar(select(func.count()).where(table.source_id == source)) or 0
                for table in (WireEntry, WireEvent)
            ]
            row = db.session.get(WireSource, source)
            return counts[0], counts[1], bool(row and row.lease_until)

    def end_leases(self) -> None:
        """Let the minute pass for which the killed worker had claimed the source."""
        with self.station.app.app_context():
            begin_write()
            past = clock.now() - timedelta(seconds=1)
            leased = update(WireSource).where(WireSource.lease_until.is_not(None))
            db.session.execute(leased.values(lease_until=past))
            db.session.commit()

    def work(self, source: int) -> None:
        """Run the worker until the source was fetched."""
        station = self.station
        with running(station.command("work"), station.settings, station.folder):
            until(lambda: self.found(source)[1:] == (1, False), "the next round")


def main() -> int:
    """Print what was there after each kill, and after the next round; return 0 if all was right."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    chance, wrong = random.Random(14), 0
    with TemporaryDirectory(prefix="aerial-killed-") as folder:
        newsroom = Newsroom(Path(folder))
        for turn in [SLOW, *map(str, range(times))]:
            source = newsroom.subscribe(turn)
            newsroom.says(turn, turn)
            seconds = 2.0 if turn == SLOW else chance.uniform(0, 2.0)
            newsroom.kill_after(seconds)
            entries, fetches, is_claimed = newsroom.found(source)
            newsroom.end_leases()
            newsroom.says(turn, f"{turn}a" if turn == SLOW else turn)
            newsroom.work(source)
            after = newsroom.found(source)
            wrong += after[0] != COUNT or entries not in (0, COUNT)
            state = "claimed" if is_claimed else "free"
            print(
                f"killed {seconds:.2f} s after it was sent: {entries} entries, {fetches} fetches,",
                f"{state}; after the next round {after[0]} entries",
                flush=True,
            )
        newsroom.server.close()
        with newsroom.station.app.app_context():
            db.engine.dispose()
    print(f"wrong: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
