"""A real MPD with music of its own, a fake one that says what it is told, watcher processes."""

import os
import time

import pytest

from blueprints.player.gateway import Gateway
from tests.player.episode_station import published, station  # noqa: F401 - fixtures
from tests.player.fake_mpd import FakeMPD
from tests.player.real_mpd import RealMPD, write_tone
from tests.processes import start_command


@pytest.fixture
def fake_mpd():
    """An MPD that answers whatever the test sets."""
    server = FakeMPD()
    yield server
    server.close()


@pytest.fixture
def door(fake_mpd):
    """A gateway that is connected to the fake."""
    fake_mpd.plays()
    found = Gateway("127.0.0.1", fake_mpd.port)
    found.connect()
    yield found
    found.disconnect()


@pytest.fixture
def mpd(tmp_path, free_port):
    """A running MPD whose music folder holds four tones, nothing queued."""
    server = RealMPD(tmp_path / "mpd", free_port())
    music = server.folder / "music"
    write_tone(music / "one.wav", 1.6, title="One", artist="First", album="Numbers")
    write_tone(music / "two.wav", 1.6, title="Two", artist=["First", "Second"], album="Numbers")
    write_tone(music / "jingles/ident.wav", 2.4, title="Ident")
    write_tone(music / "long.wav", 60, title="Long", artist="Patience")
    server.start()
    yield server
    server.end()


@pytest.fixture
def real(mpd):
    """A gateway that is connected to a real MPD."""
    found = Gateway("127.0.0.1", mpd.port)
    found.connect()
    yield found
    found.disconnect()


def _wait_for_word(log, word, times):
    for _ in range(300):
        if log.read_text().count(word) >= times:
            return
        time.sleep(0.05)
    raise RuntimeError(log.read_text())


@pytest.fixture
def watch_port(make_app, tmp_path):
    """Return the starter of watcher processes on the MPD at a port (kill them as you like)."""
    watchers = []

    def on(port):
        app = make_app(RADIO_MPD_HOST="127.0.0.1", RADIO_MPD_PORT=port)
        environment = os.environ | {
            "RADIO_INSTANCE": app.instance_path,
            "RADIO_MPD_HOST": "127.0.0.1",
            "RADIO_MPD_PORT": str(port),
        }
        path = tmp_path / "watch.log"

        def start(sees_mpd=True):
            """Start one more, and wait until it sees MPD."""
            seen = path.read_text().count("MPD is in sight") if path.exists() else 0
            process = start_command("player", "watch", environment=environment, log=path)
            watchers.append(process)
            if sees_mpd:
                _wait_for_word(path, "MPD is in sight", seen + 1)
            return process

        start.app, start.log = app, path
        return start

    yield on
    for process in watchers:
        process.kill()
        process.join(10)


@pytest.fixture
def watch(watch_port, mpd):
    """Start a watcher process on the MPD of the test; return it."""
    return watch_port(mpd.port)
