"""How soon JSON and page agree with MPD: 30 skips, 20 natural ends. python -m …agreement

Runs the example station (make run's own command) on ports of its own. The truth is asked of MPD
every 20 ms by `currentsong`, which never waits; the JSON every 30 ms; the page is Chromium's.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

from mpd import MPDClient, MPDError
from playwright.sync_api import sync_playwright

from blueprints.core.setting_values import play_kinds
from blueprints.player.display_names import kind_of, label_of
from blueprints.player.mpd_status import song_of

ROOT = Path(__file__).parents[2]
WEB, MPD, STREAM = 18800, 18810, 18820
SKIPS, ENDS = 30, 20
LEFT = 12.0
KINDS = play_kinds("jingle=jingles/")
STATION = "Aerial 87.9"


def client():
    mpd = MPDClient()
    mpd.timeout = 20
    mpd.connect("127.0.0.1", MPD)
    return mpd


class Witness(threading.Thread):
    """Notes (moment, text) at each change of what `look()` gives."""

    def __init__(self, look, every):
        super().__init__(daemon=True)
        self.look, self.every, self.seen, self.over = look, every, [], False

    def run(self):
        while not self.over:
            text = self.look()
            if not self.seen or self.seen[-1][1] != text:
                self.seen.append((time.time(), text))
            time.sleep(self.every)


def truth():
    mpd = client()

    def look():
        song = song_of(mpd.currentsong())
        return STATION if kind_of(song, KINDS) == "jingle" else label_of(song).title

    return look


def polled():
    connection = HTTPConnection("127.0.0.1", WEB, timeout=10)

    def look():
        connection.request("GET", "/current-track.json")
        body = json.loads(connection.getresponse().read())
        if body["state"] == "jingle":
            return STATION
        return body["track"]["title"] if body["track"] else body["state"]

    return look


WATCH_PAGE = """() => {
  const place = document.querySelector('[data-player] [data-track="headline"]');
  window.seen = [[Date.now() / 1000, place.textContent.trim()]];
  new MutationObserver(() => window.seen.push([Date.now() / 1000, place.textContent.trim()]))
    .observe(place, { childList: true, characterData: true, subtree: true });
}"""


def delays(changes, seen):
    """Seconds from each change to the moment that `seen` shows it; None if it never does."""
    found = []
    for (moment, text), after in zip(changes, [*changes[1:], (time.time(), "")], strict=True):
        hits = [at for at, shown in seen if shown == text and moment - 0.1 <= at <= after[0]]
        found.append(round(max(0.0, hits[0] - moment), 3) if hits else None)
    return found


def report(name, found):
    known = sorted(delay for delay in found if delay is not None)
    p95 = known[max(0, int(len(known) * 0.95 + 0.5) - 1)]
    print(
        f"{name:28} n {len(found)}  median {statistics.median(known):.2f} s  p95 {p95:.2f} s"
        f"  worst {known[-1]:.2f} s  never shown {found.count(None)}"
    )


def drive(mpd):
    """30 skips, then 20 natural ends; gives the moment between them."""
    for _ in range(SKIPS):
        time.sleep(7.3)
        mpd.next()
    time.sleep(8)
    between = time.time()
    for _ in range(ENDS):
        song, status = mpd.currentsong(), mpd.status()
        duration = float(song["duration"])
        if duration - float(status["elapsed"]) > LEFT:
            mpd.seekcur(duration - LEFT)
        ident = song["id"]
        while mpd.currentsong()["id"] == ident:
            time.sleep(0.05)
        time.sleep(1)
    time.sleep(7)
    return between


def main():
    folder = tempfile.mkdtemp(prefix="aerial-agreement-")
    environment = os.environ | {
        "RADIO_INSTANCE": folder,
        "RADIO_PORT": str(WEB),
        "RADIO_MPD_PORT": str(MPD),
        "RADIO_STREAM_PORT": str(STREAM),
        "RADIO_STREAM_DELAY": os.environ.get("RADIO_STREAM_DELAY", "0"),
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "launch"]
    with open(f"{folder}/log", "wb") as log:
        station = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        measure()
    finally:
        station.send_signal(signal.SIGINT)
        station.wait(20)


def measure():
    for _ in range(600):
        try:
            look = polled()
            if look() not in ("unknown", "off_air"):
                break
        except OSError:
            pass
        time.sleep(0.1)
    mpd = client()
    witnesses = [Witness(truth(), 0.02), Witness(polled(), 0.03)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=["--no-sandbox", "--disable-background-networking"],
        )
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{WEB}/news/")
        page.wait_for_timeout(1500)
        page.evaluate(WATCH_PAGE)
        for witness in witnesses:
            witness.start()
        try:
            between = drive(mpd)
        except MPDError as error:
            raise SystemExit(f"MPD: {error}") from error
        shown = page.evaluate("window.seen")
        browser.close()
        for witness in witnesses:
            witness.over = True
            witness.join()
    changes, said = (witness.seen for witness in witnesses)
    parts = {
        "skips": [change for change in changes[1:] if change[0] < between],
        "natural ends": [change for change in changes[1:] if change[0] >= between],
    }
    for name, part in parts.items():
        report(f"{name}: JSON", delays(part, said))
        report(f"{name}: page", delays(part, shown))
        show_slow(name, part, delays(part, shown))


def show_slow(name, part, found):
    """Names the changes that the page was slow to show, and what they came after."""
    for (_, text), (_, before), delay in zip(part[1:], part, found[1:], strict=False):
        if delay is None or (delay > 2 and name != "skips"):
            print(f"    {delay} s: {before[:40]} -> {text[:40]}")


if __name__ == "__main__":
    main()
