"""Memory beside WordPress, right after the same load."""

import time

from tests.performance import wrk
from tests.performance.memory import pss
from tests.performance.peers.pages import FEED, FRONT, POLL, STORY
from tests.performance.peers.wordpress import Process, WordPress
from tests.performance.processes import running
from tests.performance.rounds import compare
from tests.performance.station import Station
from tests.performance.table import Row, at_most, number

PAGES = (STORY, FRONT, FEED, POLL)
SETTLED = 5.0  # seconds until a command has imported all and done its first steps


def web(station: Station, server: Process, wordpress: WordPress) -> Row:
    """Compare granian and its workers with PHP-FPM, MariaDB and nginx."""

    def ours() -> float:
        for page in PAGES:
            wrk.warm(station.address(page.path))
        return pss(server)

    def theirs() -> float:
        for page in PAGES:
            wordpress.rate(page.peer_path, 1)
        return sum(pss(process) for process in wordpress.processes)

    what = "memory of the web server ÷ PHP-FPM, MariaDB, nginx"
    return compare(what, ours, theirs, " MB", at_most(1, 0.8), 1)


def background(station: Station) -> Row:
    """Measure what runs beside the web server: the watcher and the worker."""
    folder, settings = station.folder, station.settings
    with (
        running(station.command("watch"), settings, folder) as watcher,
        running(station.command("work"), settings, folder) as worker,
    ):
        time.sleep(SETTLED)
        return number(
            "memory of the watcher and the worker", pss(watcher) + pss(worker), unit=" MB"
        )
