"""The job that makes episodes: those of shows as scheduled, and automation for each day."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
import time_machine
from sqlalchemy import select

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.player import jobs as _player_jobs  # noqa: F401 - it tells when the log begins
from blueprints.player.models import Play
from blueprints.shows.episodes import make_episodes
from blueprints.shows.models import Episode, ScheduleChange, Slot
from blueprints.shows.queries import episode_at, episodes_between
from tests.conftest import NOON
from tests.shows.week import add_change, add_show, change_slot, episodes

HOUR = timedelta(hours=1)


@pytest.fixture
def run(app):
    """`run(hours)`: the job runs so many hours after noon of a Sunday."""

    def at(hours=0.0):
        with time_machine.travel(NOON + hours * HOUR, tick=False), app.app_context():
            begin_write()
            make_episodes()
            db.session.commit()

    return at


@pytest.fixture
def quiet(app):
    """A show without slots."""
    return add_show(app, "quiet")


def played(app, at):
    with app.app_context():
        db.session.add(Play(source="mpd", started_at=at, ended_at=at + HOUR))
        db.session.commit()


def shown(app, **kinds):
    return [f"{e.starts_at:%d %H:%M}-{e.ends_at:%d %H:%M}" for e in episodes(app, **kinds)]


def test_an_episode_is_there_an_hour_before_it_begins_and_stays(app, run):
    add_show(app, "harbour", [("2026-11-22", "14:00-16:00")])
    run(0.9)
    assert shown(app) == []
    run(1.1)
    (first,) = episodes(app)
    assert shown(app) == ["22 14:00-22 16:00"]
    run(2)
    run(30)
    assert [episode.id for episode in episodes(app)] == [first.id]


def test_what_is_on_when_the_first_schedule_is_made_has_an_episode(app, run):
    add_show(app, "harbour", [("2026-11-22", "11:00-13:00")])
    run()
    assert shown(app) == ["22 11:00-22 13:00"]


def test_a_worker_that_was_down_for_three_days_catches_up(app, run):
    daily = [(f"2026-11-{day}", "20:00-21:00") for day in (23, 24, 25, 26)]
    add_show(app, "evening", daily)
    run()
    run(72)
    assert shown(app) == ["23 20:00-23 21:00", "24 20:00-24 21:00"]
    run(84)
    assert len(shown(app)) == 3


def test_one_that_has_not_begun_is_put_off_and_keeps_its_notes(app, run):
    show = add_show(app, "harbour", [("2026-11-22", "12:30-14:00")])
    run()
    with app.app_context():
        begin_write()
        row = db.session.scalars(select(Episode)).one()
        row.title, row.notes = "Low tide", "Bring the map."
        db.session.commit()
        number = row.id
    change_slot(app, show, starts=time(20), ends=time(19, 30))
    run(0.1)
    (row,) = episodes(app)
    assert (row.id, row.title, row.notes) == (number, "Low tide", "Bring the map.")
    assert shown(app) == ["22 20:00-23 19:30"]


def test_one_that_is_moved_to_a_time_that_has_come_keeps_its_notes(app, run):
    show = add_show(app, "harbour", [("2026-11-22", "13:30-15:00")])
    run(0.75)
    with app.app_context():
        begin_write()
        db.session.scalars(select(Episode)).one().notes = "Bring the map."
        db.session.commit()
    change_slot(app, show, starts=time(12, 30), ends=time(14))
    run(0.8)
    (row,) = episodes(app)
    assert (row.notes, shown(app)) == ("Bring the map.", ["22 12:30-22 14:00"])


def test_one_that_has_not_begun_and_is_cancelled_is_gone(app, run):
    show = add_show(app, "harbour", [("2026-11-22", "12:30-14:00")])
    run()
    add_change(app, "cancelled", show, on_day="2026-11-22")
    run(0.1)
    assert shown(app) == []


def test_past_ones_never_change_with_the_schedule(app, run):
    show = add_show(app, "harbour", [("2026-11-22", "12:30-14:00")])
    run()
    change_slot(app, show, starts=time(13), ends=time(15), first_on=date(2026, 11, 22))
    run(1.5)
    assert shown(app) == ["22 12:30-22 14:00"]  # it had begun
    with app.app_context():
        begin_write()
        db.session.delete(db.session.scalars(select(Slot)).one())
        db.session.commit()
    run(30)
    (row,) = episodes(app)
    assert (row.slot_id, shown(app)) == (None, ["22 12:30-22 14:00"])


def test_what_is_on_ends_when_the_schedule_says(app, run):
    show = add_show(app, "harbour", [("2026-11-22", "12:30-14:00")])
    run(1)
    change_slot(app, show, ends=time(15))
    run(1.5)
    assert shown(app) == ["22 12:30-22 15:00"]


def test_a_special_and_a_slot_of_one_show_at_one_time_are_one_episode(app, run):
    show = add_show(app, "harbour", [("2026-11-22", "12:30-14:00")])
    add_change(app, "special", show, day="2026-11-22", times="12:30-13:00", title="Regatta")
    run()
    (row,) = episodes(app)
    assert (row.title, row.one_off, shown(app)) == ("Regatta", True, ["22 12:30-22 13:00"])


def test_a_special_that_is_undone_takes_its_title_along(app, run):
    show = add_show(app, "harbour", [("2026-11-22", "12:30-14:00")])
    add_change(app, "special", show, day="2026-11-22", times="12:30-13:00", title="Regatta")
    run()
    with app.app_context():
        begin_write()
        db.session.delete(db.session.scalars(select(ScheduleChange)).one())
        db.session.commit()
    run(0.1)
    (row,) = episodes(app)
    assert (row.title, shown(app)) == ("", ["22 12:30-22 14:00"])


def test_automation_tiles_the_days_from_the_first_play_on(app, run):
    run()
    assert episodes(app, automation=True) == []  # nothing went out yet
    played(app, NOON - 30 * HOUR)
    run()
    run(11.5)
    assert shown(app, automation=True) == [
        "21 00:00-22 00:00", "22 00:00-23 00:00", "23 00:00-24 00:00"
    ]  # fmt: skip
    played(app, NOON - 60 * HOUR)  # logged later
    run(12)
    assert shown(app, automation=True)[:2] == ["20 00:00-21 00:00", "21 00:00-22 00:00"]


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/New_York", "Europe/Lisbon"])
def test_days_tile_on_without_holes_when_the_zone_changes_and_over_clock_changes(app, run, zone):
    played(app, NOON)
    run()
    with app.app_context():
        begin_write()
        keep_settings({"timezone": zone})
        db.session.commit()
    for hours in range(0, 24 * 130, 20):
        run(hours)
    rows = episodes(app, automation=True)
    assert all(a.ends_at == b.starts_at for a, b in pairwise(rows))
    assert all(timedelta() < row.ends_at - row.starts_at <= 25 * HOUR for row in rows)
    assert rows[-1].ends_at > NOON + 129 * 24 * HOUR


def test_a_moment_is_of_the_show_that_began_last_else_of_automation(app, run, quiet):
    add_show(app, "long", [("2026-11-22", "12:30-16:00")])
    add_change(app, "special", quiet, day="2026-11-22", times="14:00-15:00", title="Live")
    played(app, NOON)
    for hours in (0, 1.5):
        run(hours)
    with app.app_context():
        of_day = episodes_between(NOON, NOON + 8 * HOUR)
        titles = [
            episode.show.title if episode.show else None
            for episode in (episode_at(of_day, NOON + n * HOUR) for n in (0, 1, 2, 3, 4))
        ]
        assert titles == [None, "Long", "Quiet", "Long", None]
        assert episode_at(of_day, datetime(2020, 1, 1, tzinfo=UTC)) is None


def test_it_writes_nothing_when_nothing_is_due(app, run, count_queries):
    add_show(app, "harbour", [("2026-11-22", "12:30-14:00")])
    played(app, NOON)
    run()
    with count_queries() as queries:
        run(0.01)
    writes = [query for query in queries if query.startswith(("INSERT", "DELETE", "UPDATE"))]
    assert len(writes) == 1
    assert len(queries) <= 10
