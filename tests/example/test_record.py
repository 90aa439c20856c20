"""The example station's shows, its week, and three weeks of its log."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from app import create_app
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.example.timeline import Stretch, rows_of
from blueprints.player.models import Credit, Gap, LibraryState, LogEdit, Play
from blueprints.reports.models import Quota, QuotaArtist
from blueprints.shows.automation import midnight
from blueprints.shows.episodes import AHEAD
from blueprints.shows.models import Episode, ScheduleState, Show
from blueprints.shows.queries import schedule_between
from blueprints.shows.schedule import overlaps


@pytest.fixture(scope="module")
def sown(example_station):
    """The example station, in an app's context; when it was seeded."""
    app = create_app({"RADIO_INSTANCE": str(example_station), "TESTING": True})
    with app.app_context():
        yield db.session.get(ScheduleState, 1).episodes_until - AHEAD
        db.engine.dispose()


def plays():
    return db.session.scalars(select(Play).order_by(Play.started_at, Play.id)).all()


def test_three_weeks_went_out_and_nothing_is_in_the_future(sown):
    now, log = sown, plays()
    assert 6000 < len(log) < 10_000
    assert timedelta(days=21) <= now - log[0].started_at < timedelta(days=22)
    assert all(play.started_at < play.ended_at <= now for play in log)
    assert now - max(play.ended_at for play in log) < timedelta(minutes=1)
    sources = Counter(play.source for play in log)
    assert set(sources) == {"mpd", "spin", "talk", "live"}
    assert min(sources["spin"], sources["talk"]) > 100
    jingles = sum(play.kind == "jingle" for play in log)
    assert 18 * 20 < jingles < 26 * 22
    music = [play for play in log if play.kind == "music"]
    assert 0.4 < sum(bool(play.isrc) for play in music) / len(music) < 0.8
    assert db.session.scalar(select(func.count(Credit.play_id.distinct()))) == sum(
        bool(play.artist) for play in log
    )
    assert db.session.scalar(select(LibraryState)) is None


def test_what_is_heard_follows_each_other_but_for_one_gap(sown):
    gap, log = db.session.scalar(select(Gap)), plays()
    heard = [play for play in log if not play.covered]
    silent = [(one.ended_at, two.started_at) for one, two in pairwise(heard)
              if two.started_at - one.ended_at > timedelta(seconds=10)]  # fmt: skip
    ((ended_at, begun_at),) = silent
    assert timedelta() <= gap.from_at - ended_at < timedelta(seconds=10)
    assert timedelta() <= begun_at - gap.to_at < timedelta(seconds=10)
    assert all(one.ended_at <= two.started_at for one, two in pairwise(heard))
    live = [play for play in log if play.source == "live"]
    for play in log:
        under = [one for one in live if one.started_at <= play.started_at < one.ended_at]
        assert play.covered == (play.source == "mpd" and bool(under))


def test_six_shows_have_a_week(sown):
    shows = db.session.scalars(select(Show)).all()
    assert len(shows) == 6
    assert all(show.picture.alternative_text and show.presenters for show in shows)
    mara = [show.title for show in shows for one in show.presenters if one.user]
    assert mara.count("Open Harbour") == mara.count("Low Water") == 1
    today = midnight(sown, station().timezone)
    week = schedule_between(today, today + timedelta(days=14))
    assert overlaps(week) == []
    assert [one.title for one in week if one.one_off] == ["Low Water at the fish auction"]
    days = Counter(one.day for one in week)
    assert max(days.values()) > 1
    titles = {show.id: show.title for show in shows}
    often = Counter(titles[one.show_id] for one in week)
    assert often["Customs House Live"] == 1
    assert often["Low Water"] == 4  # a special more, and one less
    assert any(one.starts_at.date() != one.ends_at.date() for one in week)


def test_its_episodes_are_there(sown):
    episodes = db.session.scalars(select(Episode)).all()
    of_shows = [one for one in episodes if one.show_id]
    assert len(of_shows) > 40
    assert len({one.show_id for one in of_shows}) == 6
    assert len(episodes) - len(of_shows) in (22, 23)  # automation of each day
    assert all(one.starts_at < sown + timedelta(hours=25) for one in episodes)


def test_there_are_a_quota_and_corrections(sown):
    quota = db.session.scalar(select(Quota))
    assert (quota.name, quota.target) == ("Local", 35.0)
    assert db.session.scalar(select(func.count()).select_from(QuotaArtist)) == 10
    edits = db.session.scalars(select(LogEdit)).all()
    assert {(edit.what, edit.who) for edit in edits} == {
        ("corrected", "Mara Ebb"), ("inserted", "Mara Ebb")}  # fmt: skip


def test_the_same_hours_are_always_the_same():
    begin = clock.now()
    stretch = Stretch(begin, begin + timedelta(hours=3), "low-water")
    assert list(rows_of(stretch)) == list(rows_of(stretch))
