"""SIGSTOP to MPD: how fast the JSON still answers, when it says unknown, when it is right again."""

import json
import os
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from flask_migrate import upgrade

from app import create_app
from tests.player.real_mpd import RealMPD, write_tone

ROOT = Path(__file__).parents[2]
WEB, MPD = 18930, 18931
GRANIAN = ["-m", "granian", "--interface", "wsgi", "--factory", "app:create_app", "--no-ws"]
WATCH = ["-m", "flask", "--app", "app", "player", "watch"]


def ask(connection):
    """(state, milliseconds) of one answer."""
    began = time.perf_counter()
    connection.request("GET", "/current-track.json")
    body = json.loads(connection.getresponse().read())
    return body["state"], 1000 * (time.perf_counter() - began)


def until(connection, state, longest):
    """Seconds until the JSON says `state`, and the slowest answer on the way in milliseconds."""
    began, slowest = time.monotonic(), 0.0
    while time.monotonic() - began < longest:
        said, took = ask(connection)
        slowest = max(slowest, took)
        if said == state:
            return time.monotonic() - began, slowest
        time.sleep(0.05)
    raise SystemExit(f"the JSON never said {state}")


def connected():
    for _ in range(200):
        connection = HTTPConnection("127.0.0.1", WEB, timeout=10)
        try:
            connection.connect()
            return connection
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the site never answered")


def measure(mpd):
    connection = connected()
    until(connection, "playing", 20)
    time.sleep(3)
    mpd.freeze()
    unknown, slowest = until(connection, "unknown", 60)
    print(f"unknown after {unknown:.1f} s (bound 40), slowest answer {slowest:.0f} ms (bound 50)")
    for frozen_for in (5, 20):
        time.sleep(frozen_for)
        mpd.thaw()
        right, _ = until(connection, "playing", 30)
        print(f"right {right:.1f} s after SIGCONT (bound 10)")
        mpd.freeze()
        until(connection, "unknown", 60)
    mpd.thaw()


def main():
    folder = Path(tempfile.mkdtemp(prefix="aerial-freeze-"))
    mpd = RealMPD(folder / "mpd", MPD)
    write_tone(mpd.folder / "music" / "long.wav", 600, title="Long")
    settings = {"RADIO_INSTANCE": str(folder), "RADIO_MPD_HOST": "127.0.0.1"}
    app = create_app({**settings, "RADIO_MPD_PORT": MPD})
    with app.app_context():
        upgrade()
    mpd.start()
    mpd.add("long.wav")
    with mpd.client() as client:
        client.play()
    environment = os.environ | settings | {"RADIO_MPD_PORT": str(MPD)}
    commands = [[sys.executable, *WATCH], [sys.executable, *GRANIAN, "--port", str(WEB)]]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        measure(mpd)
    finally:
        for process in running:
            process.terminate()
            process.wait(20)
        mpd.end()


if __name__ == "__main__":
    main()
