"""A station to measure: its own folder, rows, a snapshot that stays valid, and its web server."""

import shlex
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from flask_migrate import upgrade
from honcho.environ import parse_procfile
from sqlalchemy import insert, update

from app import create_app
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.models import Play, Snapshot
from tests.performance import wrk
from tests.performance.processes import ROOT, free_port, running, until
from tests.player.helpers import hear, reading

FACTORY = "app:create_web_app"
SONG = 200.0
CHUNK = 20_000


class Station:
    """One station in `folder`, on ports of its own; `app` is the same station in this process.

    `began` is when the song on air and, long before it, its MPD began. Without the page cache,
    unless the settings turn it on: most measures are of what it would hide.
    """

    def __init__(self, folder: Path, factory: str = FACTORY, **settings: str) -> None:
        self.folder, self._factory = folder, factory
        self.began = time.time()
        names = ("RADIO_PORT", "RADIO_MPD_PORT", "RADIO_STREAM_PORT")
        self.settings = {name: str(free_port()) for name in names}
        self.settings |= {"RADIO_HOST": "127.0.0.1", "RADIO_INSTANCE": str(folder)}
        self.settings |= {"RADIO_PAGE_CACHE_SECONDS": "0"} | settings
        self.app = create_app(self.settings)
        with self.app.app_context():
            upgrade()

    def command(self, name: str) -> list[str]:
        """A command of the Procfile, for this station, without what keeps it alive."""
        line = parse_procfile((ROOT / "Procfile").read_text(encoding="utf-8")).processes[name]
        words = shlex.split(line.removeprefix("exec deploy/keep "))
        given = {f"${key}": value for key, value in self.settings.items()}
        return [given.get(word, word).replace(FACTORY, self._factory) for word in words]

    def address(self, path: str) -> str:
        """Where the web server serves `path`."""
        return f"http://127.0.0.1:{self.settings['RADIO_PORT']}{path}"

    def log_plays(self, count: int) -> None:
        """Write a log of `count` songs, one after the other, the last of them just over."""
        start = time.time() - SONG * (count + 1)
        with self.app.app_context():
            begin_write()
            for first in range(0, count, CHUNK):
                numbers = range(first, min(first + CHUNK, count))
                rows = [play(number, start + SONG * number) for number in numbers]
                db.session.execute(insert(Play), rows)
            db.session.commit()

    def go_on_air(self) -> None:
        """Lets a song play, as the watcher would write it, and the snapshot be valid for long."""
        assert self.hear() == "write"
        with self.app.app_context():
            begin_write()
            db.session.execute(update(Snapshot).values(valid_until=clock.now() + timedelta(1)))
            db.session.commit()

    def hear(self, **said: object) -> str:
        """Take a look at MPD, as the watcher does: the song goes on, if nothing else is `said`."""
        now = time.time()
        usual = {"elapsed": now - self.began, "epoch": self.began - 1000}
        verdict: str = hear(self.app, reading(now, **(usual | said)))
        return verdict

    @contextmanager
    def served(self) -> Iterator[subprocess.Popen[bytes]]:
        """Run its web server as the Procfile says, and warm it."""
        with running(self.command("web"), self.settings, self.folder) as process:
            until(self._answers, "the web server")
            wrk.rate(self.address("/current-track.json"), 1)
            yield process

    def _answers(self) -> bool:
        try:
            with urlopen(self.address("/healthz"), timeout=1) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


@contextmanager
def station(plays: int = 200, factory: str = FACTORY, **settings: str) -> Iterator[Station]:
    """A station with a log of `plays`, on air; its folder is gone afterwards."""
    with TemporaryDirectory(prefix="aerial-bench-") as folder:
        made = Station(Path(folder), factory, **settings)
        made.log_plays(plays)
        made.go_on_air()
        yield made
        with made.app.app_context():
            db.engine.dispose()


@contextmanager
def served_station(plays: int = 200, factory: str = FACTORY, **settings: str) -> Iterator[Station]:
    """The same, with its web server running."""
    with station(plays, factory, **settings) as made, made.served():
        yield made


def play(number: int, started_at: float) -> dict[str, object]:
    """The row of a song that was played to its end."""
    return {
        "source": "mpd",
        "title": f"The tide turns, part {number}",
        "artist": "Anna and the Harbour Band",
        "album": "Songs for a breakwater",
        "file": f"songs/{number}.mp3",
        "duration": SONG,
        "started_at": clock.from_timestamp(started_at),
        "ended_at": clock.from_timestamp(started_at + SONG),
        "how": "finished",
    }
