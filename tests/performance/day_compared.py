"""The simulated day, told by a station of its own, and compared with the account of it."""

import random
from contextlib import contextmanager
from pathlib import Path

import time_machine

from blueprints.core.clock import from_timestamp
from blueprints.core.extensions import begin_write, db
from blueprints.reports.models import ListenerCount
from tests.performance.day_checks import Checks, Result
from tests.performance.day_simulated import DAY, DELAY, MIDNIGHT, ZONE, Day
from tests.staff import sign_in

SETTINGS = {"RADIO_TIMEZONE": ZONE, "RADIO_STREAM_DELAY": DELAY}
QUESTIONS = 200


@contextmanager
def simulated(app, cast, script):
    """The day after `script`, at the moment at which it ended."""
    begin = MIDNIGHT - 1800
    with time_machine.travel(from_timestamp(begin), tick=False) as traveller:
        day = Day(app, cast, traveller, begin)
        script(day)
        day.jobs()
        day.end()
        yield day


def getter(client):
    """A function that returns the text at an address."""

    def get(path):
        answer = client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status}"
        return answer.text

    return get


def compared(day, cast):
    """All that the station tells of the day, each with its disagreements."""
    app, bounds = day.app, (MIDNIGHT, MIDNIGHT + 86_400)
    staff = getter(sign_in(app, cast["editor"]))
    checks = Checks(day.account, getter(app.test_client()), staff, DAY, bounds, ZONE, day.now)
    dice = random.Random(10)
    minutes = int(min(day.now, bounds[1]) - MIDNIGHT) // 60
    moments = [MIDNIGHT + dice.randrange(minutes) * 60 for _ in range(QUESTIONS)]
    yield Result("/current-track.json", day.samples, day.wrong)
    yield checks.log(Path(app.config["RADIO_INSTANCE"]) / "aerial.sqlite3")
    yield checks.playlist()
    yield checks.questions(moments)
    yield from checks.charts()
    yield checks.plays_reported()
    yield checks.performances_reported(counted(app, day))
    yield checks.quotas()
    yield from checks.spins()


def counted(app, day):
    """Write how many listened in each minute; return it."""
    minutes = range(int(day.account.since), int(day.now), 60)
    listeners = {at: 3 + (at // 60) ** 2 * 7919 % 97 for at in minutes}
    with app.app_context():
        begin_write()
        db.session.add_all(ListenerCount(at=from_timestamp(at), listeners=count)
                           for at, count in listeners.items())  # fmt: skip
        db.session.commit()
    return listeners
