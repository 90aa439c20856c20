"""The steps of the show by keyboard alone: keys, what the account is told, what must agree."""

import signal
import time

FILES = [f"tone {number:02}.wav" for number in range(34)]
IDENT = "jingles/ident.wav"
CRATE = "Layal Trio – Quayside, 4 a.m. (Tin)"
MISSPELT, RIGHT = "Harbor Orchestar", "Harbour Orchestra"


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
        self.step(f"queued {len(FILES)} tracks, play")

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
        self.pause(4)  # the track has another id by now, which the console must have read
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
