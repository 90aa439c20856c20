"""The desk's reports at a million plays and at ten thousand: server time of each."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta

from sqlalchemy import insert

from blueprints.core.extensions import begin_write, db
from blueprints.reports.models import ListenerCount, Quota
from tests.performance.music_library import write_tracks
from tests.performance.record_log import NOW, write_log
from tests.performance.rounds import compare
from tests.performance.station import Station, station
from tests.performance.table import Row, at_most, number
from tests.staff import sign_in, write_cast

MANY, FEW = 1_000_000, 10_000
TRIES = 3
MINUTES = 60 * 24 * 32
SINCE, DENSE, UNTIL = ((NOW - timedelta(days=days)).date() for days in (30, 10, 1))
MONTH = f"first={SINCE}&last={UNTIL}"
SAME = f"first={DENSE}&last={UNTIL}"  # of as many plays in both logs
PAGES = {
    "the report of use": "/desk/reports/use?hours=1&",
    "the page of reports": "/desk/reports/?",
    "what is missing": "/desk/reports/recordings/?",
    "the log as CSV": "/desk/reports/log.csv?",
    "the quotas": "/desk/quotas/?",
}


def measure() -> list[Row]:
    """The milliseconds of each at a million plays, and their ratio to those at 10,000."""
    with ExitStack() as stack:
        many, few = (stack.enter_context(station(0)) for _ in range(2))
        for made, count in ((many, MANY), (few, FEW)):
            write_log(made.app, count)
            write_tracks(made.app)
            write_counts(made)
        openers = _opener(many), _opener(few)
        rows = [number(f"{what} of a month, 1,000,000 plays", openers[0](path + MONTH)(),
                       at_most(2000), " ms") for what, path in PAGES.items()]  # fmt: skip
        for what, path in PAGES.items():
            if "quotas" not in path:  # its eight weeks have more plays in the longer log
                slow, fast = (opener(path + SAME) for opener in openers)
                what = f"{what} of ten days at 1,000,000 plays ÷ at 10,000"
                rows.append(compare(what, slow, fast, " ms", at_most(1.5)))
        return rows


def write_counts(made: Station) -> None:
    """Write a month's counts of listeners, and four quotas."""
    minute = NOW.replace(second=0, microsecond=0)
    with made.app.app_context():
        begin_write()
        rows = [{"at": minute - timedelta(minutes=back), "listeners": back * 7919 % 97}
                for back in range(MINUTES)]  # fmt: skip
        db.session.execute(insert(ListenerCount), rows)
        for name, rule, value in (("A", "marked", ""), ("B", "local", ""), ("C", "language", "fr"),
                                  ("D", "new", "90")):  # fmt: skip
            db.session.add(Quota(name=name, rule=rule, value=value, target=35))
        db.session.commit()


def _opener(made: Station) -> Callable[[str], Callable[[], float]]:
    """Return what makes measures of the server's time for an editor's page, in milliseconds."""
    editor = sign_in(made.app, write_cast(made.app)["editor"])

    def opened(path: str) -> Callable[[], float]:
        def once() -> float:
            began = time.perf_counter()
            answer = editor.get(path)
            assert answer.status_code == 200, path
            assert answer.data
            return 1000 * (time.perf_counter() - began)

        return lambda: min(once() for _ in range(TRIES))

    return opened
