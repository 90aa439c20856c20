"""A studio with a real MPD, six tracks in its library, and DJs' browsers."""

import os

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.player.models import Track
from tests.player.conftest import fake_mpd, watch_port  # noqa: F401 - fixtures
from tests.player.real_mpd import RealMPD, write_tone
from tests.staff import sign_in, write_cast
from tests.studio.dj import DJ

TONES = {f"tone {number}.wav": f"Tone {number}" for number in range(1, 7)}


@pytest.fixture(scope="session")
def tones(made_once):
    """A folder with six tones of half a minute."""

    def write(folder):
        for file, title in TONES.items():
            write_tone(folder / file, 30, title=title, artist="Amber Choir")

    return made_once("tones", write)


@pytest.fixture
def mpd(tmp_path, free_port, tones):
    """A running MPD with the six tones, nothing queued."""
    server = RealMPD(tmp_path / "mpd", free_port())
    for file in TONES:
        os.link(tones / file, server.folder / "music" / file)
    server.start()
    server.add()
    yield server
    server.end()


@pytest.fixture
def station(make_app, mpd):
    """The station's app over that MPD, its tracks known."""
    app = make_app(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=mpd.port)
    app.config["WTF_CSRF_ENABLED"] = False
    add_tracks(app)
    return app


def add_tracks(app):
    """Add the tones to the station's library."""
    with app.app_context():
        for file, title in TONES.items():
            track = Track(file=file, folder="", title=title, artist="Amber Choir", duration=30.0,
                          artist_key="amber choir", added_at=clock.now())  # fmt: skip
            db.session.add(track)
        db.session.commit()


@pytest.fixture
def djs(station):
    """The DJs' consoles by key of the cast: dj, other_dj, admin, editor."""
    users = write_cast(station)
    return {key: DJ(sign_in(station, users[key])) for key in ("dj", "other_dj", "admin", "editor")}


@pytest.fixture
def dj(djs):
    """A DJ who has the desk."""
    found = djs["dj"]
    found.post("desk")
    return found


@pytest.fixture
def other_dj(djs):
    """Another DJ, without the desk."""
    return djs["other_dj"]
