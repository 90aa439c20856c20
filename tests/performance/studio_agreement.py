"""Three DJs at once: afterwards MPD, screens and ledger agree. python -m …studio_agreement [S]

Two of them take the desk in turn, each with two tabs open; the third has never taken it and is
refused in words. They press what a DJ presses, at random, for S seconds (180), while tracks of a
few seconds end by themselves, against a real MPD, the station's web server and its watcher.
"""

import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from playwright.sync_api import Page, Response, sync_playwright
from sqlalchemy import insert, select

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.models import Track
from blueprints.studio.models import QueueEdit
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.performance.processes import free_port, running, until
from tests.performance.station import Station
from tests.player.real_mpd import RealMPD
from tests.staff import sign_in, write_cast

SECONDS = 180
FILES = [f"tone {number:02}.wav" for number in range(40)]
SETTLED = 4.0
ROWS = """() => {
    const rows = document.querySelectorAll('[data-panel=queue] tr[data-id]');
    return [...rows].map(({ dataset }) => Number(dataset.id));
}"""
NOTE_ALERTS = """addEventListener('DOMContentLoaded', () => {
    window.said = [];
    new MutationObserver((changes) => {
        for (const { target } of changes)
            if (target.getAttribute('role') === 'alert' && target.textContent.trim())
                window.said.push(target.textContent);
    }).observe(document.body, { childList: true, subtree: true });
});"""
QUEUE_VERBS = {"added", "jingle", "removed", "moved", "cleared", "shuffled", "loaded", "undone"}


class Screen:
    """One tab of a DJ's, with what the site answered to it."""

    def __init__(self, browser, station, cookie, who):
        self.who, self.refused = who, []
        self.done = Counter()
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "session", "value": cookie, "url": station.address("/")}])
        self.page: Page = context.new_page()
        self.page.add_init_script(NOTE_ALERTS)
        self.page.on("response", self._note)
        self.page.goto(station.address("/studio/"))
        self.page.wait_for_selector("body[data-ready]")

    def _note(self, answer: Response):
        if answer.request.method == "GET":
            return
        self.done[answer.status] += 1
        if answer.status >= 400:
            self.refused.append((answer.status, json.loads(answer.body()).get("error", "")))

    def act(self, dice):
        """Press something at random, without waiting for what comes of it."""
        what = dice.choices(
            ["up", "down", "remove", "add", "undo", "shuffle", "clear", "skip", "pause"],
            [6, 6, 4, 10, 4, 1, 0.5, 2, 1],
        )[0]
        place = dice.random()
        self.page.evaluate(
            """([what, place]) => {
                const queue = document.querySelector('[data-panel=queue]');
                const pick = (list) => list[Math.floor(place * list.length)];
                if (['up', 'down', 'remove'].includes(what))
                    return pick([...queue.querySelectorAll(`tr [data-act=${what}]`)])?.click();
                const library = document.querySelector('[data-panel=library]');
                if (what === 'add')
                    return pick([...library.querySelectorAll('li [data-act=next]')])?.click();
                const key = {undo: 'u', skip: 'N', pause: ' '}[what];
                const fire = (key, shiftKey = false) => document.body.dispatchEvent(
                    new KeyboardEvent('keydown', {key, shiftKey, bubbles: true, cancelable: true}));
                if (key) return fire(key, key === 'N');
                const button = queue.querySelector(`[data-act=${what}]`);
                button?.click();
                if (what === 'clear') setTimeout(() => button?.click(), 50);
            }""",
            [what, place],
        )

    def unexplained(self):
        """The refusals that the page did not say, each as often as it was not said."""
        said = self.page.evaluate("window.said")
        told = Counter({words: sum(words in one for one in said) for _, words in self.refused})
        return Counter(words for _, words in self.refused) - told

    def take(self):
        """Take the desk, by its key."""
        self.page.evaluate("document.querySelector('[data-act=take]').click()")


def main(seconds):
    """Run it, print what was seen; 0 if everything agrees."""
    dice = random.Random(12)
    with tempfile.TemporaryDirectory(prefix="aerial-studio-") as folder:
        mpd = RealMPD(Path(folder) / "mpd", free_port())
        for number, file in enumerate(FILES):
            mpd.tone(file, 3 + number % 6, title=f"Tone {number}", artist=f"Artist {number}")
        mpd.start()
        mpd.add(*FILES[:12])
        settings = {"RADIO_MPD_HOST": "127.0.0.1", "RADIO_MPD_PORT": str(mpd.port)}
        (Path(folder) / "station").mkdir()
        station = Station(Path(folder) / "station", **settings)
        try:
            with running(station.command("watch"), station.settings, station.folder):
                return watched(station, mpd, dice, seconds)
        finally:
            mpd.end()


def watched(station, mpd, dice, seconds):
    add_tracks(station.app)
    users = write_cast(station.app)
    cookies = {}
    for who in ("dj", "other_dj", "admin"):
        client = sign_in(station.app, users[who])
        cookies[who] = client.get_cookie("session").value
    with mpd.client() as client:
        client.play(0)
        ids = {int(song["id"]) for song in client.playlistinfo()}
    with running(station.command("web"), station.settings, station.folder):
        until(station._answers, "the web server")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
            tabs = [Screen(browser, station, cookies[who], who)
                    for who in ("dj", "dj", "other_dj", "other_dj", "admin")]  # fmt: skip
            found = scuffle(tabs, dice, seconds)
            return judged(station, mpd, tabs, ids, found)


def add_tracks(app):
    with app.app_context():
        begin_write()
        rows = [track(number, file) for number, file in enumerate(FILES)]
        db.session.execute(insert(Track), rows)
        db.session.commit()


def track(number, file):
    """The row of a tone in the library."""
    names = {"title": f"Tone {number}", "artist": f"Artist {number}", "search": f"tone {number}"}
    return names | {"file": file, "folder": "", "artist_key": names["artist"].lower(),
                    "duration": 3.0 + number % 6, "added_at": clock.now()}  # fmt: skip


def scuffle(tabs, dice, seconds):
    """Press at random; the desk goes to the other DJ every twenty seconds or so."""
    until_ = time.monotonic() + seconds
    takes, next_take = 0, 0.0
    while time.monotonic() < until_:
        if time.monotonic() > next_take:
            tabs[(takes % 2) * 2].take()
            takes, next_take = takes + 1, time.monotonic() + dice.uniform(15, 25)
        for screen in dice.sample(tabs, dice.choice([1, 1, 2, 2, 3])):
            screen.act(dice)
        tabs[0].page.wait_for_timeout(dice.choice([0, 20, 60, 250, 600]))
    tabs[0].page.wait_for_timeout(1000 * SETTLED)
    return takes


def judged(station, mpd, tabs, first_ids, takes):
    """Compare MPD, screens and ledger; print; return 0 if they agree."""
    with mpd.client() as client:
        client.pause(1)
    tabs[0].page.wait_for_timeout(1000 * SETTLED)
    with mpd.client() as client:
        status, songs = client.status(), client.playlistinfo()
    position = int(status.get("song", -1))
    coming = [int(song["id"]) for song in songs if int(song["pos"]) > position]
    screens = [screen.page.evaluate(ROWS) for screen in tabs]
    with station.app.app_context():
        edits = db.session.scalars(select(QueueEdit).order_by(QueueEdit.id)).all()
        ids = replayed(edits, set(first_ids))
        last = [edit.tag for edit in edits if edit.what in QUEUE_VERBS][-1]
        verbs = Counter(edit.what for edit in edits)
        unknown = sum(edit.outcome == "unknown" for edit in edits)
    in_mpd = {int(song["id"]) for song in songs}
    unexplained = {number: tab.unexplained() for number, tab in enumerate(tabs)}
    checks = {
        "screens show MPD's queue": all(shown == coming for shown in screens),
        "the ledger, replayed, has MPD's tracks": ids == in_mpd,
        "the ledger's last tag is MPD's version": last.endswith(f"-{status['playlist']}"),
        "every refusal was said in words": not any(unexplained.values()),
        "who never took the desk changed nothing": tabs[-1].done[200] == 0,
    }
    statuses = sum((screen.done for screen in tabs), Counter())
    print(f"desk taken {takes} times; answers {dict(statuses)}; ledger {dict(verbs)}")
    print(f"unknown outcomes {unknown}; MPD has {len(songs)} tracks, {len(coming)} coming")
    words = Counter(words for screen in tabs for words in screen.refused)
    for (status_code, error), count in words.most_common():
        print(f"  {count:4} × {status_code} {error}")
    for what, holds in checks.items():
        print("ok   " if holds else "FAIL ", what)
    for number, words in unexplained.items():
        if words:
            print("  not said on screen", number, dict(words))
    if not checks["the ledger, replayed, has MPD's tracks"]:
        print("  lost", ids - in_mpd, "unknown", in_mpd - ids)
    return 0 if all(checks.values()) else 1


def replayed(edits, ids):
    """Return the ids that the ledger says are in the queue."""
    for edit in edits:
        before, after = edit.before or {}, edit.after or {}
        if edit.what == "removed":
            ids.discard(before.get("was"))
        elif edit.what in ("cleared", "undone", "loaded"):
            ids -= set(before.get("ids", ()))
        if edit.what in ("added", "undone", "loaded", "jingle"):
            ids |= set(after.get("ids", ()))
    return ids


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
