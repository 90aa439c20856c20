"""“Stop after this track”: MPD's options are set, and set back once the track is over."""

import pytest

from blueprints.core.extensions import db
from blueprints.player.models import MpdState
from blueprints.studio import stop_after
from tests.player.helpers import eventually
from tests.studio.test_transport import ONE, TWO, status


@pytest.fixture
def options(mpd):
    """Return MPD's (single, repeat)."""

    def of_mpd():
        said = status(mpd)
        return said["single"], said["repeat"]

    return of_mpd


@pytest.fixture
def playing(dj, mpd):
    """The number of the first of two tracks, which plays; the queue is repeated."""
    dj.adds(ONE, TWO)
    with mpd.client() as client:
        client.repeat(1)
    return dj.post("transport/play", id=None).get_json()["now"]["id"]


def work(app):
    """A round of the job."""
    with app.app_context():
        stop_after.end_those_over()


def test_it_is_set_and_taken_back(dj, playing, options):
    state = dj.post("transport/stop-after", id=playing).get_json()
    assert state["options"]["stop_after"] is True
    assert options() == ("1", "0")
    state = dj.delete("transport/stop-after").get_json()
    assert state["options"]["stop_after"] is False
    assert options() == ("0", "1")
    assert dj.delete("transport/stop-after").status_code == 409


def test_the_options_are_set_back_once_mpd_has_stopped(dj, mpd, station, options):
    mpd.tone("short.wav", 1.5, title="Short")
    mpd.add("short.wav", TWO)
    with mpd.client() as client:
        client.repeat(1)
    dj.look()
    number = dj.post("transport/play", id=None).get_json()["now"]["id"]
    dj.post("transport/stop-after", id=number)
    work(station)
    assert options() == ("1", "0")
    eventually(lambda: status(mpd)["state"] != "play")
    work(station)
    assert options() == ("0", "1")
    assert dj.state()["options"]["stop_after"] is False


def test_two_presses_and_the_next_track_leave_no_option_behind(dj, playing, station, options):
    dj.post("transport/stop-after", id=playing)
    dj.post("transport/stop-after", id=playing)
    number = dj.post("transport/skip", id=playing).get_json()["now"]["id"]
    dj.post("transport/stop-after", id=number)
    work(station)
    assert options() == ("1", "0")
    dj.delete("transport/stop-after")
    assert options() == ("0", "1")


def test_what_others_set_meanwhile_stays(dj, playing, station, mpd, options):
    with mpd.client() as client:
        client.repeat(0)
    dj.post("transport/stop-after", id=playing)
    with mpd.client() as client:
        client.repeat(1)
        client.next()
    work(station)
    assert options() == ("0", "1")


def test_a_restart_of_mpd_ends_it(dj, playing, station, mpd, options):
    dj.post("transport/stop-after", id=playing)
    with station.app_context():
        row = db.session.get(MpdState, "air")
        row.stop_after = row.stop_after | {"tag": "1000-1"}  # of a daemon long ago
        db.session.commit()
    work(station)
    assert options() == ("0", "1")


def test_the_practice_studio_goes_on_as_well(djs, make_app, mpd, station, options):
    station.config.update(RADIO_PRACTICE_MPD_HOST="127.0.0.1", RADIO_PRACTICE_MPD_PORT=mpd.port)
    dj = djs["dj"]
    dj.prefix = "/studio/practice/"
    dj.post("desk")
    dj.adds(ONE, TWO)
    number = dj.post("transport/play", id=None).get_json()["now"]["id"]
    dj.post("transport/stop-after", id=number)
    dj.post("transport/skip", id=number)
    work(station)
    assert options() == ("0", "0")
