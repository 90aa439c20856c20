"""Alarms: told once when it goes quiet or the queue ends soon, and once more when that is over."""

import json

import pytest
from sqlalchemy import select

from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.mail.outbox import OutgoingMail
from blueprints.player.alarms import Alarms
from blueprints.player.models import MpdState, Snapshot
from blueprints.player.record_models import Alarm
from tests.news.helpers import Page
from tests.player.by_hand import Air, Hand
from tests.shows.week import add_show


@pytest.fixture
def hand(app, cast, traveller):
    hand = Hand(app, cast["dj"])
    with hand.writing():
        keep_settings({"alarm_emails": ["a@radio.example", "b@radio.example"]})
    return hand


@pytest.fixture
def air(app, hand):
    found = Air(app)
    found.look()
    return found


class Round:
    """A worker whose job runs every five seconds of the clock, after a look of the watcher's."""

    def __init__(self, app, traveller, look=None):
        self.app, self.traveller, self.look, self.job = app, traveller, look, Alarms()

    def go(self, seconds):
        for _step in range(0, seconds, 5):
            self.traveller.shift(5)
            if self.look:
                self.look()
            with own_context(self.app):
                self.job.run()
        return self


@pytest.fixture
def worker(app, air, traveller):
    """A worker; `worker.look` is what the watcher sees."""
    return Round(app, traveller, air.look)


def mails(app):
    """(recipient, subject) of every mail."""
    with app.app_context():
        rows = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).all()
    return [(row.recipient[0], row.subject) for row in rows]


def bodies(app):
    with app.app_context():
        return db.session.scalars(select(OutgoingMail.body).order_by(OutgoingMail.id)).all()


def alarms(app):
    with app.app_context():
        return db.session.scalars(select(Alarm).order_by(Alarm.id)).all()


QUIET = [("a", "Aerial 87.9 is quiet"), ("b", "Aerial 87.9 is quiet")]
BACK = [("a", "Aerial 87.9 is back on air"), ("b", "Aerial 87.9 is back on air")]


@pytest.mark.parametrize(
    ("state", "words"),
    [("stop", "has been off air since 22 Nov, 12:01"), ("pause", "has been paused since")],
)
def test_a_quiet_station_is_told_once_and_once_when_it_is_back(app, air, worker, state, words):
    worker.go(60)
    worker.look = lambda: air.look(state)
    worker.go(55)
    assert mails(app) == []
    worker.go(120)
    assert mails(app) == QUIET
    assert words in bodies(app)[0]
    assert "http://127.0.0.1:8000/studio/" in bodies(app)[0]
    worker.look = air.look
    worker.go(10)
    assert mails(app) == QUIET
    worker.go(120)
    assert mails(app) == QUIET + BACK
    assert "was quiet for 3 minutes, from 22 Nov, 12:01 to 22 Nov, 12:04" in bodies(app)[2]


def test_silence_of_mpd_counts_from_when_it_was_last_heard(app, worker):
    worker.look = None
    worker.go(55)
    assert mails(app) == []
    worker.go(10)
    assert mails(app) == QUIET
    assert "has not been heard since 22 Nov, 12:00" in bodies(app)[0]


def test_no_source_on_icecast_is_silence(app, air, worker):
    worker.look = lambda: air.look(on_air=False)
    assert mails(worker.go(75).app) == QUIET


def test_what_is_logged_by_hand_is_no_silence(app, air, worker, hand):
    hand.starts("talk", title="News")
    worker.look = lambda: air.look("stop")
    assert mails(worker.go(120).app) == []


def test_a_short_silence_is_forgotten(app, air, worker):
    for _turn in range(4):
        worker.look = lambda: air.look("stop")
        worker.go(40)
        worker.look = air.look
        worker.go(20)
    assert (mails(app), alarms(app)) == ([], [])


def test_a_station_that_flaps_is_told_of_once_in_five_minutes(app, air, worker):
    for _turn in range(3):
        worker.look = lambda: air.look("stop")
        worker.go(75)
        worker.look = air.look
        worker.go(20)
    assert mails(app) == QUIET + BACK
    worker.look = lambda: air.look("stop")
    worker.go(360)
    assert mails(app) == QUIET + BACK + QUIET


def test_two_workers_and_a_restart_tell_once(app, air, worker, traveller):
    worker.look = lambda: air.look("stop")
    worker.go(5)
    other = Round(app, traveller)
    for _turn in range(30):
        worker.go(5)
        other.go(5)
    assert mails(app) == QUIET
    worker = Round(app, traveller, lambda: air.look("stop"))
    worker.go(120)
    assert mails(app) == QUIET
    worker.look = air.look
    for _turn in range(5):
        worker.go(5)
        other.go(5)
    assert mails(app) == QUIET + BACK


def test_a_row_that_another_process_left_long_ago_is_no_alarm(app, air, worker, traveller):
    worker.look = lambda: air.look("stop")
    worker.go(20)
    traveller.shift(7200)
    later = Round(app, traveller, worker.look)
    later.go(50)
    assert mails(app) == []
    assert "since 22 Nov, 14:00" in bodies(later.go(60).app)[0]


def test_a_clock_that_was_far_ahead_delays_no_alarm(app, air, worker, traveller):
    def quiet_for(seconds):
        worker.look = lambda: air.look("stop")
        worker.go(seconds)
        worker.look = air.look

    traveller.shift(86_400)
    quiet_for(90)
    worker.go(30)
    quiet_for(10)
    traveller.shift(-86_400)
    quiet_for(90)
    traveller.shift(-3600)
    worker.go(30)
    assert mails(app) == (QUIET + BACK) * 2


def test_a_new_station_has_no_alarm(app, hand, traveller):
    assert alarms(Round(app, traveller).go(120).app) == []


def test_the_desk_shows_an_open_alarm(app, air, worker, as_staff):
    def shown():
        return Page(as_staff("dj").get("/desk/").text).texts("p", role="status")

    worker.look = lambda: air.look("stop")
    worker.go(30)
    assert shown() == []
    worker.go(60)
    assert shown() == ["Aerial 87.9 has been off air since 22 Nov, 12:00. Check in the studio that "
                       "music is playing, and that the stream has a source."]  # fmt: skip
    worker.look = air.look
    worker.go(30)
    assert shown() == []


@pytest.fixture
def queue(app, air, worker):
    """`queue(minutes)`: the queue on air has so many minutes left from now."""

    def write(minutes, **options):
        usual = {"repeat": False, "random": False, "single": False}
        with app.app_context():
            begin_write()
            row = db.session.get(MpdState, "air") or MpdState(studio="air")
            heard = db.session.get(Snapshot, 1).heard_at
            now = {"state": "play", "duration": 60.0 * minutes, "started_at": heard.isoformat()}
            queue = {"rows": [], "more": 0, "seconds": 0.0, "unknown": 0}
            row.body = json.dumps({"now": now, "options": usual | options, "queue": queue})
            db.session.add(row)
            db.session.commit()

    return write


ENDS = [("a", "Aerial 87.9: the queue ends soon"), ("b", "Aerial 87.9: the queue ends soon")]
LONG = [(who, "Aerial 87.9: the queue is long enough again") for who in "ab"]


def test_a_queue_that_ends_soon_is_told_once_and_once_when_it_is_longer(app, worker, queue):
    queue(12)
    worker.go(60)
    assert mails(app) == []
    worker.go(240)
    assert mails(app) == ENDS
    assert "The queue ends at about 12:12." in bodies(app)[0]
    queue(60)
    worker.go(30)
    assert mails(app) == ENDS + LONG


@pytest.mark.parametrize(
    ("slot", "presenters", "is_told"),
    [
        ("12:05-13:00", ["Dana"], False),
        ("11:00-13:00", ["Dana"], False),
        ("12:05-13:00", [], True),
        ("12:20-13:00", ["Dana"], True),
    ],
)
def test_a_show_with_presenters_before_its_end_is_enough(
    app, worker, queue, slot, presenters, is_told
):
    add_show(app, "harbour", [("2026-11-22", slot)], presenters)
    queue(8)
    assert bool(mails(worker.go(60).app)) is is_told


def test_what_goes_on_by_itself_or_by_hand_is_no_alarm(app, worker, queue, hand):
    queue(8, repeat=True)
    assert mails(worker.go(30).app) == []
    hand.starts("live", title="On the pier")
    queue(8)
    assert mails(worker.go(30).app) == []
    hand.ends()
    with hand.writing():
        keep_settings({"refill_playlist": "Night"})
    assert mails(worker.go(30).app) == []
    with hand.writing():
        keep_settings({"refill_playlist": "", "alarm_queue": 5})
    assert mails(worker.go(30).app) == []


def test_it_is_over_when_the_show_begins_whatever_is_open_then(app, worker, queue, hand):
    add_show(app, "harbour", [("2026-11-22", "12:03-13:00")], ["Dana"])
    queue(2)
    worker.go(90)
    assert mails(app) == ENDS
    hand.starts("talk", title="Good evening")
    worker.go(80)
    assert mails(app) == ENDS
    worker.go(30)
    assert mails(app) == ENDS + LONG
