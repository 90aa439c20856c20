"""make run's command, as a process: the whole station, from nothing to the last process."""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import psutil
import pytest
from mpd import MPDClient, MPDError

from tests.player.helpers import eventually
from tests.processes import start_command

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.xdist_group("music")
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SIGN_IN = re.compile(r"^ +(dj|editor|admin) +(\S+@example\.org) +(\S{12,})$", re.MULTILINE)
INVITATION = re.compile(r"^ +(.*flask --app app accounts invite \S+ --role admin)$", re.MULTILINE)
HAS_STUDIO = find_spec("blueprints.studio") is not None
COMMAND = [sys.executable, "-m", "flask", "--app", "app", "launch"]


def fetched(address):
    """The body at `address`; None when nothing answers."""
    try:
        with urlopen(address, timeout=30) as answer:
            return answer.read()
    except OSError:
        return None


def practises(station):
    """True once the practice studio's MPD plays: not in a loop, and on its null output alone."""
    client = MPDClient()
    try:
        client.connect("127.0.0.1", station.practice)
        status, outputs = client.status(), client.outputs()
    except (MPDError, OSError):
        return False
    finally:
        client.disconnect()
    assert [output["outputname"] for output in outputs] == ["clock"]
    return (status["state"], status["repeat"], status["playlistlength"]) == ("play", "0", "8")


def signed_in(station, email, password):
    """The address that a new browser is at after signing in, over HTTP."""
    browser = build_opener(HTTPCookieProcessor())
    page = f"http://127.0.0.1:{station.web}/account/sign-in"
    with browser.open(page, timeout=30) as answer:
        token = TOKEN.search(answer.read().decode())[1]
    fields = {"csrf_token": token, "email": email, "password": password}
    with browser.open(page, urlencode(fields).encode(), timeout=30) as answer:
        return answer.url


class Station:
    """One launched station."""

    def __init__(self, folder, free_port):
        self.web, self.mpd, self.stream, self.practice = (free_port() for _ in range(4))
        self.folder = folder
        self.environment = os.environ | {
            "RADIO_INSTANCE": str(folder / "instance"),
            "RADIO_PORT": str(self.web),
            "RADIO_MPD_PORT": str(self.mpd),
            "RADIO_STREAM_PORT": str(self.stream),
            "RADIO_PRACTICE_MPD_PORT": str(self.practice),
        }
        self.log = folder / "log"

    def start(self):
        with open(self.log, "ab") as log:
            self.process = psutil.Popen(
                COMMAND, cwd=ROOT, env=self.environment, stdout=log, stderr=log
            )
        return self

    def forget_mpd(self):
        """The station is as if MPD had never been there."""
        for name in ("mpd", "practice-mpd"):
            shutil.rmtree(self.folder / "instance" / name, ignore_errors=True)
        with closing(sqlite3.connect(self.folder / "instance" / "aerial.sqlite3")) as database:
            database.execute("DELETE FROM snapshot")
            database.commit()

    @contextmanager
    def without_mpd(self):
        """No MPD is installed on the machine."""
        folder, usual = self.folder / "bin", self.environment["PATH"]
        folder.mkdir()
        for tool in ("sh", "env"):
            (folder / tool).symlink_to(f"/usr/bin/{tool}")
        self.environment["PATH"] = str(folder)
        yield
        self.environment["PATH"] = usual

    def on_air(self):
        body = fetched(f"http://127.0.0.1:{self.web}/current-track.json")
        return json.loads(body) if body else {"state": "no answer"}

    def processes(self):
        """Every process that runs for this station, whoever its parent is now."""
        return [process for process in psutil.process_iter() if self._is_ours(process)]

    def _is_ours(self, process):
        try:
            return process.environ().get("RADIO_INSTANCE") == self.environment["RADIO_INSTANCE"]
        except psutil.Error:
            return False

    def find(self, *words):
        """The station's process whose command has all `words`, and that nobody keeps alive."""
        for process in self.processes():
            with suppress(psutil.Error):
                text = " ".join(process.cmdline())
                if all(word in text for word in words) and "deploy/keep" not in text:
                    return process
        return None


@pytest.fixture
def station(tmp_path, free_port):
    """A new station, not started yet; it is ended with all its processes."""
    made = Station(tmp_path, free_port)
    yield made
    for process in made.processes():
        with suppress(psutil.NoSuchProcess):
            process.kill()
    if hasattr(made, "process"):
        made.process.wait(10)


@pytest.fixture
def example(station, example_station, example_music):
    """The example station, not started yet."""
    shutil.copytree(example_station, station.folder / "instance")
    (station.folder / "instance" / "music").symlink_to(example_music)
    return station


def test_a_fresh_station_plays_heals_itself_and_starts_again_without_mpd_and_with_it(example):
    station = example
    for made in (station.folder / "instance").iterdir():
        if made.name != "music":
            shutil.rmtree(made) if made.is_dir() else made.unlink()
    station.start()
    eventually(lambda: station.on_air()["state"] == "playing", 120, "playing")
    assert station.on_air()["track"]["title"] == "Night ferry to Gdańsk"
    front = fetched(f"http://127.0.0.1:{station.web}/").decode()
    assert "Seventeen takes in the rain" in front
    with urlopen(f"http://127.0.0.1:{station.stream}/", timeout=30) as sound:
        assert len(sound.read(20000)) == 20000

    printed = eventually(lambda: SIGN_IN.findall(station.log.read_text()), 120, "the sign-ins")
    assert [role for role, _, _ in printed] == ["dj", "editor", "admin"]
    for role, email, password in printed:
        first = "/studio/" if role == "dj" and HAS_STUDIO else "/desk/"
        assert signed_in(station, email, password).endswith(first)
    if HAS_STUDIO:
        eventually(lambda: practises(station), 120, "practice tracks that play")

    time.sleep(3)  # MPD writes its queue down every two seconds
    for words in (["mpd", "/mpd/mpd.conf"], ["deploy/watch"], ["deploy/serve"]):
        victim = station.find(*words)
        victim.kill()
        victim.wait(5)
        eventually(lambda words=words: station.find(*words), 120, f"{words} is back")
    eventually(lambda: station.on_air()["state"] in ("playing", "jingle"), 120, "playing again")

    station.process.send_signal(signal.SIGINT)
    assert station.process.wait(60) == 0
    assert "Traceback" not in station.log.read_text()
    eventually(lambda: not station.processes(), 60, "no process is left")

    station.forget_mpd()
    with station.without_mpd():
        station.start()
        eventually(lambda: station.on_air()["state"] == "unknown", 120, "unknown")
        eventually(lambda: SIGN_IN.findall(station.log.read_text()) == printed * 2, 120, "again")
        assert "sudo apt-get install mpd" in station.log.read_text()
        station.process.send_signal(signal.SIGTERM)
        assert station.process.wait(60) == 0

    station.start()  # MPD was installed since
    eventually(lambda: station.on_air()["state"] == "playing", 120, "playing")
    station.process.send_signal(signal.SIGINT)
    assert station.process.wait(60) == 0


def refused(station, **settings):
    """Return what the command says when it does not start: its one line of error."""
    output, errors = station.folder / "output", station.folder / "errors"
    environment = station.environment | settings
    command = start_command("launch", environment=environment, log=output, errors=errors)
    command.join(60)
    assert command.exitcode == 1
    assert output.read_text() == ""
    (line,) = errors.read_text().splitlines()
    return line


PORTS = ["RADIO_PORT", "RADIO_MPD_PORT", "RADIO_STREAM_PORT"]


@pytest.mark.parametrize("name", [*PORTS, *["RADIO_PRACTICE_MPD_PORT"] * HAS_STUDIO])
def test_a_taken_port_is_one_clear_line(station, name):
    if name != "RADIO_PORT":
        pytest.importorskip("blueprints.example")  # whose MPD listens there
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = refused(station, **{name: port})
    assert f"Port {port} on 127.0.0.1 is not available" in said
    assert f"Use another port, for example: {name}=" in said


def test_one_port_for_two_is_one_clear_line(station):
    pytest.importorskip("blueprints.example")
    said = refused(station, RADIO_STREAM_PORT=str(station.web))
    assert f"RADIO_PORT is {station.web}, which is also used for another port" in said


def test_ctrl_c_in_the_first_moment_ends_it(example):
    station = example.start()
    eventually(lambda: "started" in station.log.read_text(), 120, "the first process")
    station.process.send_signal(signal.SIGINT)
    assert station.process.wait(60) == 0
    eventually(lambda: not station.processes(), 60, "no process is left")


def test_a_station_of_ones_own_is_empty_and_says_how_its_first_admin_gets_in(station, free_port):
    station.environment["RADIO_MPD_HOST"] = "127.0.0.1"
    station.environment["RADIO_MPD_PORT"] = str(free_port())
    station.start()
    front = eventually(lambda: fetched(f"http://127.0.0.1:{station.web}/"), 120, "a front page")
    assert "No stories yet." in front.decode()
    assert not any(words in front.decode() for words in ("Seventeen takes", "Aerial", "harbour"))
    assert not (station.folder / "instance" / "mpd").exists()
    assert station.find("mpd", "--no-daemon") is None

    found = eventually(lambda: INVITATION.search(station.log.read_text()), 120, "the command")
    typed = subprocess.run(  # noqa: S602 - as somebody types it in another terminal
        found[1],
        shell=True,
        cwd=ROOT,
        env={name: os.environ[name] for name in ("PATH", "HOME")},
        capture_output=True,
        text=True,
    )
    assert typed.returncode == 0, typed.stderr
    assert f"http://127.0.0.1:{station.web}/account/invitations/" in typed.stdout
    assert (station.folder / "instance" / "aerial.sqlite3").exists()
