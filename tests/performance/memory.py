"""Memory when warm: of the web server with its workers, and of the watcher; and what grows."""

import subprocess
import time

import psutil

from tests.performance import wrk
from tests.performance.music import TONE, playing_mpd
from tests.performance.processes import running, until
from tests.performance.station import Station, station
from tests.performance.table import Row, at_most, number
from tests.player.helpers import is_on_air

MEGABYTE = 1_000_000
PAGES = ("/", "/news/", "/readyz", "/nowhere")
REQUESTS = 100_000


def measure() -> list[Row]:
    """PSS of the web server, warm and 100,000 requests later, and of the watcher."""
    with station() as made:
        with made.served() as web:
            warm, later = _web(made, web)
        watcher = _watcher(made)
    return [
        number("memory of the web server with two workers, warm", warm, at_most(200, 150), " MB"),
        number("its growth over 100,000 requests", 100 * (later / warm - 1), at_most(5), " %"),
        number("memory of the watcher", watcher, at_most(80), " MB"),
    ]


def _web(made: Station, web: subprocess.Popen[bytes]) -> tuple[float, float]:
    """The web server's megabytes when every page was asked for, and 100,000 requests later."""
    for path in PAGES:
        wrk.load(made.address(path), 1)
    warm = pss(web)
    left = REQUESTS
    while left > 0:
        left -= wrk.load(made.address("/current-track.json"), 3).total
    return warm, pss(web)


def _watcher(made: Station) -> float:
    """The watcher's megabytes after some looks at a playing MPD."""
    title = TONE.removesuffix(".wav")
    command = made.command("watch")
    with playing_mpd(made), running(command, made.settings, made.folder) as process:
        until(lambda: is_on_air(made.app, title), "the watcher's first look")
        time.sleep(5)
        return pss(process)


def pss(process: subprocess.Popen[bytes]) -> float:
    """Megabytes of a process and all that it started; what they share counts once."""
    first = psutil.Process(process.pid)
    family = [first, *first.children(recursive=True)]
    return sum(member.memory_full_info().pss for member in family) / MEGABYTE
