"""The refill playlist: loaded when the queue is nearly empty, by the same lock and ledger."""

import json
import logging
import threading

import pytest

from blueprints.core.app_context import own_context
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.home.work import jobs_of
from blueprints.player.console import Console
from blueprints.player.models import MpdState
from blueprints.player.queue_state import write
from blueprints.studio.refill import Refill
from tests.studio.test_queue import ledger
from tests.studio.test_state import hear_mpd

ONE, TWO, THREE = "tone 1.wav", "tone 2.wav", "tone 3.wav"
LOADED = ("loaded", "loaded “Night”", "Automation")


def choose(app, **settings):
    with own_context(app):
        begin_write()
        keep_settings({"refill_playlist": "Night", "refill_below": 1} | settings)
        db.session.commit()


@pytest.fixture
def night(station, mpd):
    """A station on air with one track of half a minute, and a refill playlist of two."""
    with mpd.client() as client:
        client.playlistadd("Night", TWO)
        client.playlistadd("Night", THREE)
        client.consume(1)
        client.add(ONE)
        client.play()
    choose(station)
    watch(station, mpd)
    return station


def watch(app, mpd):
    """Look at MPD as the watcher does."""
    console = Console("127.0.0.1", mpd.port)
    console.connect()
    with own_context(app):
        read = console.read_queue()
        begin_write()
        write(read, "air")
        db.session.commit()
    console.disconnect()
    hear_mpd(app)


def run(app, job):
    with own_context(app):
        job.run()


def queue_of(mpd):
    with mpd.client() as client:
        return [row["file"] for row in client.playlistinfo()]


def test_a_queue_that_is_nearly_empty_is_refilled_once(night, mpd):
    job = Refill()
    for _ in range(3):
        run(night, job)
    assert queue_of(mpd) == [ONE, TWO, THREE]
    assert ledger(night) == [LOADED]


def test_two_workers_at_once_load_once(night, mpd):
    start = threading.Barrier(4)

    def work():
        job = Refill()
        start.wait()
        run(night, job)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert queue_of(mpd) == [ONE, TWO, THREE]
    assert ledger(night) == [LOADED]


def test_a_queue_that_changed_since_the_watch_is_left_alone(night, mpd):
    with mpd.client() as client:
        client.add(TWO)
        client.add(THREE)
    job = Refill()
    run(night, job)
    assert queue_of(mpd) == [ONE, TWO, THREE]
    watch(night, mpd)
    run(night, job)
    assert ledger(night) == []


def test_a_playlist_that_does_not_exist_is_told_once_and_loaded_when_it_does(night, mpd, caplog):
    choose(night, refill_playlist="Later")
    job = Refill()
    with caplog.at_level(logging.WARNING, "aerial.refill"):
        for _ in range(3):
            run(night, job)
    assert [record.getMessage() for record in caplog.records] == ["the queue cannot be refilled"]
    assert ledger(night) == []
    with mpd.client() as client:
        client.playlistadd("Later", TWO)
        client.playlistadd("Later", THREE)
    run(night, job)
    assert queue_of(mpd) == [ONE, TWO, THREE]


def test_a_playlist_of_which_nothing_is_there_is_tried_once(night, mpd, caplog):
    (mpd.folder / "playlists" / "Gone.m3u").write_text("gone.mp3\n")
    choose(night, refill_playlist="Gone")
    job = Refill()
    with caplog.at_level(logging.WARNING, "aerial.refill"):
        for _ in range(3):
            run(night, job)
    assert len(caplog.records) == 1
    assert len(ledger(night)) == 1
    assert queue_of(mpd) == [ONE]
    choose(night)
    run(night, job)
    assert queue_of(mpd) == [ONE, TWO, THREE]


def silence(body):
    body["now"] = {"state": "pause", "id": 1, "started_at": None, "elapsed": 3.0}


def endless(body):
    body["now"]["duration"] = None


QUIET = [
    silence,
    endless,
    lambda body: body["options"].update(repeat=True),
    lambda body: body["options"].update(random=True),
    lambda body: body["options"].update(single=True),
    lambda body: body["queue"].update(unknown=1),
    lambda body: body["queue"].update(more=1),
    lambda body: body["queue"].update(seconds=61),
]


def test_what_needs_no_refill_gets_none(night, mpd):
    with own_context(night):
        known = db.session.get(MpdState, "air").body
    for change in QUIET:
        _write(night, known, change)
        run(night, Refill())
        assert ledger(night) == []
    _write(night, known, lambda _: None)
    hear_mpd(night, 11)
    run(night, Refill())
    hear_mpd(night)
    _stop_after(night, {"tag": "1-1", "id": 1, "single": 0, "repeat": 0})
    run(night, Refill())
    _stop_after(night, None)
    choose(night, refill_playlist="")
    run(night, Refill())
    assert ledger(night) == []
    choose(night)
    run(night, Refill())
    assert ledger(night) == [LOADED]


def _write(app, known, change):
    with own_context(app):
        begin_write()
        row = db.session.get(MpdState, "air")
        body = json.loads(known)
        change(body)
        row.body = json.dumps(body)
        db.session.commit()


def _stop_after(app, value):
    with own_context(app):
        begin_write()
        db.session.get(MpdState, "air").stop_after = value
        db.session.commit()


def test_mpd_that_is_away_is_waited_for(night, mpd):
    mpd.end()
    run(night, Refill())
    assert ledger(night) == []


def test_a_station_that_was_never_watched_is_left_alone(app):
    choose(app)
    run(app, Refill())
    assert ledger(app) == []


def test_the_job_is_among_the_stations(app):
    job = next(job for job in jobs_of(app) if job.name == "refill of the queue")
    assert (job.every, job.own_transactions) == (5.0, True)
