"""The log under fire: two watchers, one killed every few seconds, MPD restarted. python -m …

60 plays of 4 to 6 s, 50 times SIGKILL, one MPD restart, skips now and then; against an
independent sampler that asks `currentsong` (which never waits) every 10 ms.
"""

import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from flask_migrate import upgrade
from mpd import MPDClient, MPDError
from sqlalchemy import select

from app import create_app
from blueprints.core.extensions import db
from blueprints.player.models import Gap, Play
from tests.player.real_mpd import RealMPD, write_tone

ROOT = Path(__file__).parents[2]
PORT, PLAYS, KILLS, RESTART_AT = 18910, 60, 50, 30
WATCH = [sys.executable, "-m", "flask", "--app", "app", "player", "watch"]


class Sampler(threading.Thread):
    """The truth: (moment, song id, title) at each change of MPD's current song."""

    def __init__(self):
        super().__init__(daemon=True)
        self.plays, self.over = [], False

    def run(self):
        last = None
        while not self.over:
            try:
                mpd = MPDClient()
                mpd.timeout = 5
                mpd.connect("127.0.0.1", PORT)
                while not self.over:
                    song = mpd.currentsong()
                    if song.get("id") != last and song:
                        self.plays.append((time.time(), song["id"], song["title"]))
                    last = song.get("id")
                    time.sleep(0.01)
            except (MPDError, OSError):
                time.sleep(0.05)


class Watchers:
    """Two watchers, each under deploy/keep as in the Procfile."""

    def __init__(self, environment):
        keep = [str(ROOT / "deploy/keep"), *WATCH]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.keepers = [
            subprocess.Popen(keep, cwd=ROOT, env=environment, start_new_session=True, **quiet)
            for _ in range(2)
        ]

    def kill_one(self):
        """SIGKILL to one watcher (not to its keeper); True if there was one."""
        keeper = random.choice(self.keepers)
        found = subprocess.run(
            ["pgrep", "-P", str(keeper.pid), "-f", "player watch"], capture_output=True, text=True
        ).stdout.split()
        for pid in found:
            os.kill(int(pid), signal.SIGKILL)
        return bool(found)

    def end(self):
        for keeper in self.keepers:
            os.killpg(keeper.pid, signal.SIGKILL)
            keeper.wait()


def run(mpd, watchers, sampler):
    kills = 0
    restarted = False
    while len(sampler.plays) < PLAYS or kills < KILLS:
        time.sleep(random.uniform(2, 7))
        kills += watchers.kill_one()
        if len(sampler.plays) > RESTART_AT and not restarted:
            restarted = True
            mpd.end()
            time.sleep(1)
            mpd.start()
        elif random.random() < 0.1:
            with mpd.client() as client:
                client.next()
    time.sleep(6)
    with mpd.client() as client:
        client.stop()
    time.sleep(6)
    return kills


def compare(app, truth):
    with app.app_context():
        plays = list(db.session.scalars(select(Play).order_by(Play.started_at, Play.id)))
        gaps = list(db.session.scalars(select(Gap).order_by(Gap.from_at)))
        logged = [(play.started_at.timestamp(), play.title, play.how) for play in plays]
        holes = [(gap.why, round((gap.to_at - gap.from_at).total_seconds(), 2)) for gap in gaps]
    errors = []
    for number, ((at, _, title), row) in enumerate(zip(truth, logged, strict=False)):
        errors.append(abs(at - row[0]))
        if title != row[1]:
            print(f"play {number}: truth {title}, log {row[1]}")
            break
    print(f"truth {len(truth)} plays, log {len(logged)}, gaps {holes}")
    print(f"how: { {how: sum(r[2] == how for r in logged) for how in {r[2] for r in logged}} }")
    print(f"start errors: median {statistics.median(errors):.3f} s, worst {max(errors):.3f} s")


def main():
    folder = Path(tempfile.mkdtemp(prefix="aerial-endurance-"))
    mpd = RealMPD(folder / "mpd", PORT)
    names = [f"{number:02}.wav" for number in range(12)]
    for number, name in enumerate(names):
        write_tone(mpd.folder / "music" / name, 4 + number % 3, title=f"Tone {number}")
    settings = {"RADIO_INSTANCE": str(folder), "RADIO_MPD_HOST": "127.0.0.1"}
    app = create_app({**settings, "RADIO_MPD_PORT": PORT})
    with app.app_context():
        upgrade()
    environment = os.environ | settings | {"RADIO_MPD_PORT": str(PORT)}
    mpd.start()
    mpd.add(*names)
    watchers, sampler = Watchers(environment), Sampler()
    time.sleep(4)
    sampler.start()
    with mpd.client() as client:
        client.repeat(1)
        client.play()
    try:
        kills = run(mpd, watchers, sampler)
        sampler.over = True
    finally:
        watchers.end()
        mpd.end()
    print(f"{kills} kills")
    compare(app, sampler.plays)


if __name__ == "__main__":
    main()
