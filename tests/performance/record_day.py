"""A day of a community station against an account of what was heard. python -m …record_day [FORM]

Automation, two vinyl shows, talk, a forgotten live set, another playout, an hour with MPD dead.
FORM is simulated (24 hours in a few seconds) or real (real MPD, processes and HTTP in four and a
half minutes); both without it.
"""

import sys
import tempfile

from flask_migrate import upgrade

from app import create_app
from tests.performance.day_compared import SETTINGS, compared, simulated
from tests.performance.day_real import LATE, RETRY, TOLERANCE, TWO_LOOKS, WAITS, real_day
from tests.performance.day_script import whole_day
from tests.staff import write_cast

SHOWN = 8


def simulated_day():
    """Run the simulated day; return the results."""
    with tempfile.TemporaryDirectory(prefix="aerial-day-") as folder:
        app = create_app({"RADIO_INSTANCE": folder, "TESTING": True,
                          "RADIO_PAGE_CACHE_SECONDS": 0} | SETTINGS)  # fmt: skip
        with app.app_context():
            upgrade()
        cast = write_cast(app)
        with simulated(app, cast, whole_day) as day:
            return list(compared(day, cast))


FORMS = {
    "simulated": (
        simulated_day,
        "none, the API to the second; no question about a silence beside a paused song",
    ),
    "real": (
        real_day,
        f"{TOLERANCE:g} s; JSON {LATE:g} s after a change with its poll, {WAITS:g} s more after a"
        f" posted play, {TWO_LOOKS:g} s more for the show while MPD is lost, {RETRY:g} s more to"
        " find it again",
    ),
}


def main(forms):
    """Print a table for each form; return 1 if anything disagrees."""
    failed = False
    for form in forms:
        run, tolerance = FORMS[form]
        results = run()
        print(f"\n{form} day; tolerance: {tolerance}\n")
        width = max(len(one.source) for one in results)
        print(f"{'source'.ljust(width)}  rows  disagreements")
        for one in results:
            print(f"{one.source.ljust(width)}  {one.rows:4}  {len(one.wrong)}")
        for one in results:
            for line in one.wrong[:SHOWN]:
                print(f"  {one.source}: {line}")
        failed = failed or any(one.wrong for one in results)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(FORMS)))
