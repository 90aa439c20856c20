"""A show by keyboard alone: what was heard, JSON, public page, log, console. python -m …studio_show

An evening of two hours in three minutes: tracks of eight to ten seconds, and the shortest cap that
a station can set for a forgotten spin. Beside a real MPD, the station's web server, its watcher and
its worker there are two DJs' browsers and a listener's. heard.py says what was heard.
"""

import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import sync_playwright
from sqlalchemy import func, select

from blueprints.core.extensions import begin_write, db
from blueprints.core.station import keep_settings
from blueprints.player.models import LogEdit, Play, Track
from blueprints.studio.models import JingleSlot
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.performance.heard import Account
from tests.performance.processes import free_port, running, until
from tests.performance.show_views import Views, log_differences
from tests.performance.station import Station
from tests.player.real_mpd import RealMPD
from tests.staff import sign_in, write_cast

SETTINGS = {"spin_cap": 1, "talk_cap": 30, "studio_release": 60}
FILES = [f"tone {number:02}.wav" for number in range(22)]
IDENT = "jingles/ident.wav"
MOST_TABS = 400
CRATE = "Layal Trio – Quayside, 4 a.m. (Tin)"
MISSPELT, RIGHT = "Harbor Orchestar", "Harbour Orchestra"


class Keyboard:
    """A DJ's browser of which only the keyboard works."""

    def __init__(self, browser, station, cookie):
        context = browser.new_context(
            viewport={"width": 1440, "height": 900}, locale="en-GB", timezone_id="UTC"
        )
        context.add_cookies([{"name": "session", "value": cookie, "url": station.address("/")}])
        self.page, self.tabs = context.new_page(), 0
        self.page.goto(station.address("/studio/"))
        self.page.wait_for_selector("body[data-ready]")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def tab_to(self, selector, holding="", key="Tab"):
        """Go on by Tab until the focus is at `selector`, whose text holds `holding`."""
        for _ in range(MOST_TABS):
            self.press(key)
            self.tabs += 1
            if self.page.evaluate(
                """([selector, text]) => document.activeElement.matches(selector)
                    && document.activeElement.textContent.includes(text)""",
                [selector, holding],
            ):
                return
        raise AssertionError(f"no way to {selector} by {key}")

    def leave_field(self):
        """Go on by Tab to something that is no field, so that single keys work."""
        self.press("Escape")
        if self.page.evaluate("document.activeElement.matches('input, textarea, select')"):
            self.tab_to("button, summary, a, body")

    def says(self):
        """What the console says to its user: refusals, notes, the last changes."""
        return self.page.evaluate(
            """() => [...document.querySelectorAll(
                '[role=alert], [role=status], [data-part=edit-list] li')]
                .map((one) => one.textContent.trim()).filter(Boolean)"""
        )

    def sees(self, words, where="body"):
        """Wait until the page says `words`."""
        found = self.page.locator(where, has_text=words).first
        try:
            found.wait_for(timeout=8000, state="attached")
        except PlaywrightTimeout:
            raise TimeoutError(f"{words}; the console says {self.says()}") from None


class Show:
    """The steps of the show."""

    def __init__(self, station, mpd, account, dana, dov, views, watcher):
        self.station, self.mpd, self.account = station, mpd, account
        self.dana, self.dov, self.views, self.watcher = dana, dov, views, watcher
        self.failures = []

    def check(self, what, holds):
        """Note what is to hold besides."""
        print("  ok   " if holds else "  FAIL ", what, flush=True)
        if not holds:
            self.failures.append(what)

    def step(self, name):
        if not self.views.agree(name):
            self.failures.append(name)

    def wait(self, condition, what, most=30.0):
        last = time.monotonic() + most
        while not condition():
            if time.monotonic() > last:
                raise TimeoutError(f"{what}; the console says {self.dana.says()}")
            self.views.look()

    def pause(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.views.look()

    def early(self, left=5.0):
        """Wait for a moment at which MPD's track has some time to go."""
        self.wait(
            lambda: self.account.left() > left and self.views.console_fits(),
            "a track with time to go, which the console shows",
        )

    def queue(self):
        with self.mpd.client() as client:
            return [song["file"] for song in client.playlistinfo()]

    def run(self):
        self.prepare()
        self.queue_and_play()
        self.remove_by_mistake()
        self.jingle()
        self.skip()
        self.first_spin()
        self.second_spin_mended()
        self.talk_break()
        self.unlogged()
        self.forgotten_spin()
        self.hand_over()

    def prepare(self):
        dana = self.dana
        self.step("off air, before the show")
        dana.press("d")
        dana.sees("You have the desk")
        dana.tab_to("[data-panel=crate] summary")
        dana.press("Enter")
        dana.tab_to("#crate-lines")
        dana.type(CRATE)
        dana.press("Tab", "Enter")
        dana.sees("1 record to play")
        dana.leave_field()

    def queue_and_play(self):
        dana = self.dana
        dana.press("/")
        dana.type("tone")
        dana.sees(f"{len(FILES)} results")
        dana.tab_to("[data-panel=library] [data-act=select]", key="Shift+Tab")
        dana.press("Enter")
        dana.tab_to("[data-panel=library] [data-act=choose-all]")
        dana.press("Enter")
        dana.tab_to("[data-panel=library] [data-act=last]")
        dana.press("Enter")
        self.wait(lambda: len(self.queue()) == len(FILES), "the queue")
        dana.tab_to("[data-panel=library] [data-act=select]", key="Shift+Tab")
        dana.press("Enter")
        self.leave_and(" ")
        self.wait(lambda: self.account.now().state == "playing", "the music", 8)
        self.step("queued 22 tracks, play")

    def leave_and(self, *keys):
        """Press single keys from a row of the queue, where Space presses no button."""
        self.dana.leave_field()
        self.dana.press("j", *keys)

    def remove_by_mistake(self):
        self.early()
        before, now = self.queue(), self.account.now()
        self.dana.press("j", "j", "Delete")
        self.wait(lambda: len(self.queue()) == len(before) - 1, "the removal", 5)
        self.dana.press("u")
        self.wait(lambda: len(self.queue()) == len(before), "the undo", 5)
        if self.account.now() == now:
            self.check("the queue is as before the mistaken removal", self.queue() == before)
        self.step("removed by mistake, undone")

    def jingle(self):
        self.early(4)
        self.dana.press("1")
        self.wait(lambda: IDENT in self.queue(), "the jingle", 5)
        self.wait(lambda: self.account.now().state == "jingle", "the jingle on air")
        self.step("a jingle by its key")
        self.wait(lambda: self.account.now().state == "playing", "the end of the jingle")

    def skip(self):
        self.early(5)
        now = self.account.now()
        self.account.how_next = "skipped"
        self.dana.press("n", "n")
        self.wait(lambda: self.account.now() != now, "the next track", 5)
        self.step("skip")

    def first_spin(self):
        self.early(3)
        self.account.starts("spin", "Quayside, 4 a.m.", "Layal Trio")
        self.dana.press("g")
        self.step("needle down: a record of the crate")
        self.pause(9)
        self.step("the same record, MPD goes on underneath")

    def second_spin_mended(self):
        self.dana.press("i")
        self.dana.type(f"{MISSPELT} – Salt (Tin)")
        spin = self.account.starts("spin", "Salt", MISSPELT)
        self.dana.press("Enter")
        self.step("a second spin, misspelt")
        self.watcher.kill()
        self.views.is_blind(True)
        self.dana.tab_to("[data-panel=log] [data-act=edit]", "Salt")
        self.dana.press("Enter", "Control+A")
        self.dana.type(RIGHT)
        self.dana.press("Enter")
        self.dana.sees("Saved: ")
        self.account.mended(spin, artist=RIGHT)
        self.watcher.begin()
        self.views.is_blind(False)
        self.step("mended while it is on air; the watcher killed meanwhile")
        self.dana.press("b")
        self.account.back()
        self.step("back to the music")

    def talk_break(self):
        self.early(7)
        self.account.starts("talk", cap=1800.0)
        self.dana.press("t")
        self.step("talk break over the music")
        self.early(3)
        self.leave_and(" ")
        self.wait(lambda: self.account.state() == "pause", "the pause", 5)
        self.step("MPD paused during the talk break")
        self.pause(2.5)
        self.mpd.end(signal.SIGKILL)
        self.step("MPD killed during the talk break")
        self.pause(5)
        self.step("still talk after five seconds without MPD")
        self.mpd.start()
        self.wait(self.views.console_fits, "MPD's track on the console", 15)
        self.step("MPD is back")
        self.account.back()
        self.dana.press("b")
        self.step("talk break over, MPD still paused")
        self.leave_and(" ")
        self.wait(lambda: self.account.now().state == "playing", "the music", 8)
        self.step("the music again")

    def unlogged(self):
        """A record played from the turntable that nobody logs until it is over."""
        self.early(6)
        self.pause(1)
        self.dana.press(" ")
        self.wait(lambda: self.account.now().state == "paused", "the pause", 5)
        began = time.time()
        self.step("paused; a record that nobody logs")
        self.pause(3)
        ended = time.time()
        self.dana.press(" ")
        self.wait(lambda: self.account.now().state == "playing", "the music", 5)
        self.dana.tab_to("[data-panel=log] summary", "Add a row")
        self.dana.press("Enter", "Tab")
        self.dana.tab_to("[data-part=insert] [name=started_at]")
        start = int(began) + 1
        # Chromium's own language is English (US), whatever the page's: hours to twelve, then A or P
        self.dana.type(time.strftime("%I%M%S%p", time.gmtime(start))[:-1])
        self.dana.tab_to("[data-part=insert] [name=artist]")
        self.dana.type("Quay Dogs")
        self.dana.press("Tab")
        self.dana.type("Ropes")
        self.dana.tab_to("[data-part=insert] [name=minutes]")
        length = int(ended - start)
        self.dana.type(f"0:{length:02}")
        self.dana.press("Enter")
        self.dana.sees("Added: ")
        self.account.inserts("Ropes", "Quay Dogs", start, start + length)
        self.dana.leave_field()
        self.step("that record is added afterwards")

    def forgotten_spin(self):
        self.early(4)
        self.dana.press("i")
        self.dana.type("The Lamplighters – Lantern")
        self.account.starts("spin", "Lantern", "The Lamplighters")
        self.dana.press("Enter")
        self.step("a spin that will be forgotten")
        self.wait(lambda: self.account.now().state != "spin", "the cap", 70)
        self.step("it ended by the cap of a minute")

    def hand_over(self):
        dana, dov = self.dana, self.dov
        dana.leave_field()
        dov.press("d")
        dov.sees("You have the desk")
        dana.sees("Dov Dial took the desk at")
        self.check("who had the desk was told in words", True)
        dana.press("Shift+N")
        dana.sees("Dov Dial has the desk. Take it with d.")
        self.check("her next press was refused in words", True)
        self.step("the desk was handed over")
        self.early(3)
        dov.press("s")
        dov.sees("Stops after this")
        self.step("stop after this track")
        self.wait(lambda: self.account.now().state in ("paused", "off_air"), "the end", 15)
        self.step("it stopped after the track")


class Process:
    """A process of the station that can be killed and begun again."""

    def __init__(self, station, name):
        self._station, self._name, self._stack = station, name, ExitStack()
        self.begin()

    def begin(self):
        station = self._station
        made = running(station.command(self._name), station.settings, station.folder)
        self._process = self._stack.enter_context(made)

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def end(self):
        self._stack.close()


def main():
    """Run the show; print a table of its steps; return 0 if all agree."""
    with tempfile.TemporaryDirectory(prefix="aerial-show-") as folder, ExitStack() as stack:
        mpd = RealMPD(Path(folder) / "mpd", free_port())
        for number, file in enumerate(FILES):
            mpd.tone(file, 8 + number % 3, title=f"Tone {number}", artist=f"Artist {number}")
        mpd.tone(IDENT, 6, title="Station ident", artist="Aerial")
        mpd.start()
        stack.callback(mpd.end)
        mpd.add()
        with mpd.client() as client:
            client.consume(1)
        (Path(folder) / "station").mkdir()
        station = Station(
            Path(folder) / "station",
            RADIO_MPD_HOST="127.0.0.1",
            RADIO_MPD_PORT=str(mpd.port),
            RADIO_PAGE_CACHE_SECONDS="1",
        )
        return shown(station, mpd, stack)


def shown(station, mpd, stack):
    users = write_cast(station.app)
    with station.app.app_context():
        begin_write()
        keep_settings(SETTINGS)
        db.session.add(JingleSlot(key="1", file=IDENT))
        db.session.commit()
    processes = {name: Process(station, name) for name in ("watch", "work", "web")}
    for process in processes.values():
        stack.callback(process.end)
    until(station._answers, "the web server")
    until(lambda: count_of(station, Track) == len(FILES) + 1, "the library")
    account = Account(mpd.port)
    stack.callback(account.end)
    browser = stack.enter_context(sync_playwright()).chromium.launch(
        executable_path=CHROMIUM, args=list(ARGUMENTS)
    )
    djs = []
    for who in ("dj", "other_dj"):
        cookie = sign_in(station.app, users[who]).get_cookie("session").value
        djs.append(Keyboard(browser, station, cookie))
    views = Views(browser, station, account, djs[0].page)
    stack.callback(views.end)
    show = Show(station, mpd, account, *djs, views, processes["watch"])
    try:
        show.run()
    finally:
        views.print()
    return judged(show)


def count_of(station, model):
    with station.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def judged(show):
    """Judge what is left when the show is over."""
    views, account, station = show.views, show.account, show.station
    wrong = log_differences(station, account)
    for line in wrong:
        print("   ", line)
    show.check(f"the log's {len(account.entries)} rows are those of the account", not wrong)
    for name, lines in views.strays().items():
        for line in lines[:8]:
            print("   ", line)
        show.check(f"{name}: nothing that was not heard just then", not lines)
    with station.app.app_context():
        salt = db.session.scalar(select(Play).where(Play.title == "Salt"))
        ledger = db.session.scalars(
            select(LogEdit).where(LogEdit.play_id == salt.id).order_by(LogEdit.id)
        ).all()
        told = [(edit.what, (edit.after or {}).get("artist")) for edit in ledger]
    kept = [("started", MISSPELT), ("corrected", RIGHT), ("ended", RIGHT)]
    show.check(f"the ledger keeps what was first: {told}", told == kept)
    print(f"Tab was pressed {show.dana.tabs} times; the mouse never")
    return 1 if show.failures else 0


if __name__ == "__main__":
    sys.exit(main())
