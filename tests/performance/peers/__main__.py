"""make bench-peers: what a station would install instead, beside this one on the same machine.

`python -m tests.performance.peers` from the project's root.
"""

import os
import signal
import sys
import time

from tests.performance import table
from tests.performance.peers import content, footprint, pages, speed
from tests.performance.peers.wordpress import wordpress
from tests.performance.station import station
from tests.performance.table import Row

PAGE_CACHE = "RADIO_PAGE_CACHE_SECONDS"


def measure() -> list[Row]:
    """Compare the station with WordPress that has the same stories and comments."""
    with station() as made:
        content.write(made.app)
        with wordpress(content.exported(made.app)) as peer:
            made.settings.pop(PAGE_CACHE, None)  # as it is served by default
            with made.served() as server:
                pages.check(made.address, peer.address)
                rows = speed.as_served(made, peer)
                rows.append(footprint.web(made, server, peer))
            rows.append(footprint.background(made))
            made.settings[PAGE_CACHE] = "0"
            with made.served():
                return rows + speed.nothing_kept(made, peer)


def main() -> int:
    """Print the table; return 0 if all bounds are kept, else 1."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that all processes end with it
    began, busy = time.monotonic(), os.getloadavg()[0]
    rows = measure()
    print(table.drawn(rows))
    print(
        f"{time.monotonic() - began:.0f} s. Before it, {busy:.1f} other processes were running on "
        f"{os.cpu_count()} cores: only ratios mean much."
    )
    return 0 if all(row.kept for row in rows) else 1


sys.exit(main())
