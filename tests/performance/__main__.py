"""make bench: measures what the design promises, and says which of its bounds are kept.

`python -m tests.performance [MEASURE ...]` from the project's root; all measures if none is named.
"""

import signal
import sys
import time

from tests.performance import (
    archive,
    commits,
    covers,
    current_track,
    desk_list,
    first_requests,
    first_sound,
    growth,
    kept_pages,
    listeners,
    memory,
    moderation,
    processes,
    queries,
    record,
    record_api,
    replies,
    reports,
    silent_sockets,
    story,
    studio,
    studio_library,
    studio_scan,
    table,
    waiters,
)

MEASURES = {
    module.__name__.rpartition(".")[2]: module.measure
    for module in (
        current_track,
        story,
        first_requests,
        growth,
        archive,
        desk_list,
        moderation,
        queries,
        record_api,
        replies,
        commits,
        silent_sockets,
        kept_pages,
        waiters,
        listeners,
        memory,
        first_sound,
        covers,
        studio,
        studio_library,
        record,
        reports,
    )
}
ON_DEMAND = {"studio_scan": studio_scan.measure}


def main(names: list[str]) -> int:
    """Prints the table of the named measures; 0 if all bounds are kept, else 1."""
    known = MEASURES | ON_DEMAND
    if unknown := set(names) - set(known):
        sys.exit(f"No such measure: {', '.join(unknown)}. There are: {', '.join(known)}.")
    for command in ("wrk", "mpd", "chromium"):
        processes.need(command)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that all processes end with it
    began = time.monotonic()
    rows = []
    for name in names or MEASURES:
        print(f"{name} …", file=sys.stderr, flush=True)
        rows += known[name]()
    print(table.drawn(rows))
    print(
        f"{time.monotonic() - began:.0f} s. Machines are noisy: only ratios and counts mean much."
    )
    return 0 if all(row.kept for row in rows) else 1


sys.exit(main(sys.argv[1:]))
