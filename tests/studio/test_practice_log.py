"""The practice studio's log of what its MPD plays, and the jobs of both logs."""

from datetime import timedelta

import pytest

from blueprints.core import clock
from blueprints.core.app_context import own_context
from blueprints.core.extensions import db
from blueprints.player.models import Play
from blueprints.studio.models import PracticePlay, Presence
from blueprints.studio.practice_log import PracticeLog
from blueprints.studio.rows_over import end_rows_over
from tests.staff import write_cast


class Practice:
    """A station with a practice MPD, and the job that logs it."""

    def __init__(self, app):
        self.app, self.log, self.dj = app, PracticeLog(), write_cast(app)["dj"]

    def step(self):
        with own_context(self.app):
            self.log.run()

    def somebody_comes(self, minutes_ago=0):
        with self.app.app_context():
            seen_at = clock.now() - timedelta(minutes=minutes_ago)
            db.session.merge(Presence(studio="practice", user_id=self.dj, seen_at=seen_at))
            db.session.commit()

    def logged(self):
        with self.app.app_context():
            rows = db.session.query(PracticePlay).order_by(PracticePlay.id)
            return [(row.title, row.how) for row in rows]


@pytest.fixture
def practice(make_app, fake_mpd):
    """A practice MPD that plays Tide."""
    fake_mpd.plays(songid="1", Title="Tide", file="tide.mp3")
    app = make_app(RADIO_PRACTICE_MPD_HOST="127.0.0.1", RADIO_PRACTICE_MPD_PORT=fake_mpd.port)
    return Practice(app)


def test_what_the_practice_mpd_plays_is_logged_in_its_own_log(practice, fake_mpd):
    practice.somebody_comes()
    practice.step()
    practice.step()
    assert practice.logged() == [("Tide", None)]
    fake_mpd.plays(songid="2", Title="Foam", file="foam.mp3")
    practice.step()
    fake_mpd.plays(songid="3", Title="Foam", file="foam.mp3")
    practice.step()
    fake_mpd.replies["status"] = {"state": "stop"}
    practice.step()
    assert practice.logged() == [("Tide", "skipped"), ("Foam", "skipped"), ("Foam", "skipped")]
    with practice.app.app_context():
        assert db.session.query(Play).count() == 0


def test_a_new_process_goes_on_with_the_same_song(practice, fake_mpd):
    practice.somebody_comes()
    practice.step()
    practice.log = PracticeLog()
    practice.step()
    assert practice.logged() == [("Tide", None)]
    fake_mpd.plays(songid="2", Title="Foam", file="foam.mp3")
    practice.log = PracticeLog()
    practice.step()
    assert practice.logged() == [("Tide", "lost"), ("Foam", None)]


def test_with_nobody_there_mpd_is_not_even_asked(practice, fake_mpd):
    practice.step()
    practice.somebody_comes(minutes_ago=11)
    practice.step()
    assert (practice.logged(), fake_mpd.asked) == ([], [])


def test_an_mpd_that_is_away_is_no_error(practice, fake_mpd):
    practice.somebody_comes()
    fake_mpd.hello = b"no MPD\n"
    practice.step()
    assert practice.logged() == []


def test_rows_whose_time_is_over_are_ended_in_both_logs(app):
    began = clock.now() - timedelta(hours=1)
    until = began + timedelta(minutes=10)
    with app.app_context():
        for log in (Play, PracticePlay):
            db.session.add(log(source="spin", title="Ropes", started_at=began, ends_by=until))
        db.session.commit()
    for _ in range(2):
        with own_context(app):
            end_rows_over()
    with app.app_context():
        for log in (Play, PracticePlay):
            (row,) = db.session.query(log)
            assert (row.ended_at, row.how) == (until, "capped")
