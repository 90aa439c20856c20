"""What several tests of the player say: a reading by hand, a look at what the site says."""

import json
import time

import pytest
from sqlalchemy import select

from blueprints.core.extensions import begin_write, db
from blueprints.player.actions import record
from blueprints.player.models import Gap, Play
from blueprints.player.mpd_status import Reading, Song


def song(file="songs/tide.mp3", **tags):
    """A song of the music folder, three minutes long if nothing else is said."""
    return Song(**{"file": file, "title": "Tide", "artist": "Anna", "duration": 180.0} | tags)


def reading(at, elapsed=0.0, state="play", of=None, song_id=1, epoch=None, **more):
    """What MPD says at `at` (answering within 2 ms); the daemon began a thousand seconds ago."""
    epoch = at - 1000 if epoch is None else epoch
    silent = state == "stop"
    return Reading(
        asked_at=at - 0.001,
        answered_at=at + 0.001,
        epoch=epoch,
        uptime=float(int(max(0.0, at - epoch))),
        state=state,
        song_id=None if silent else song_id,
        song=None if silent else of or song(),
        elapsed=0.0 if silent else elapsed,
        **more,
    )


def hear(app, heard, before=None, on_air=True):
    """Write a reading into the station's log and snapshot, as the watcher's step does."""
    with app.test_request_context(base_url=app.config["RADIO_URL"]):
        begin_write()
        verdict = record(heard, before, on_air=on_air)
        db.session.commit()
        return verdict


def eventually(condition, seconds=60, what=""):
    """Wait until `condition()` is true; return what it gave. `what` names it in the failure."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.05)
    pytest.fail(f"not within {seconds} s: {what or condition}")


def polled(app):
    """The body of /current-track.json."""
    return json.loads(app.test_client().get("/current-track.json").data)


def is_on_air(app, title):
    """Return True if the site says that `title` is on air."""
    track = polled(app)["track"]
    return track is not None and track["title"] == title


def put_on_air(watch, mpd, file, title):
    """Watches an MPD that begins to play a file, until the site says so."""
    watch()
    mpd.add(file)
    with mpd.client() as client:
        client.play()
    eventually(lambda: is_on_air(watch.app, title))


def plays(app):
    """Every play of the log, in order."""
    with app.app_context():
        return db.session.scalars(select(Play).order_by(Play.started_at, Play.id)).all()


def logged(app):
    """(title, how) of every play, in order."""
    return [(play.title, play.how) for play in plays(app)]


def gaps(app):
    """Every gap of the log, in order."""
    with app.app_context():
        return db.session.scalars(select(Gap).order_by(Gap.from_at)).all()
