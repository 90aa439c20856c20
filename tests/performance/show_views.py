"""The places where a show can be read, each held against the account of what was heard."""

import json
import threading
import time
from contextlib import suppress
from datetime import datetime
from urllib.request import urlopen

from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.player.models import Play
from tests.performance.heard import Heard

SETTLES = 12.0
LATE = {"JSON": 2.5, "page": 8.0, "console": 3.5}  # seconds: look, + poll, + poll of a second
EARLY = 0.3
BEGINS = 4.0  # seconds until a watcher has begun
STARTS = 1.0
RECENT_AFTER = 3.0
PAGE = """() => {
    const text = (name) => document.querySelector(`.onair [data-track=${name}]`).textContent.trim();
    const lamp = document.querySelector('.onair [data-track=lamp]');
    return [lamp.dataset.state, text('headline'), text('details')];
}"""
RECENT = """() => [...document.querySelector('[data-track=recent]').querySelectorAll('b')]
    .map((title) => title.textContent.trim())"""
CONSOLE = """() => {
    const part = (panel, name) =>
        document.querySelector(`[data-panel=${panel}] [data-part=${name}]`).textContent.trim();
    const open = document.querySelector('[data-panel=open_row]');
    return [part('desk', 'lamp'), part('now', 'title'), part('now', 'details'),
            open.hidden ? '' : part('open_row', 'title')];
}"""
LAMPS = {"spin": "On air: spin", "talk": "On air: talk break", "live": "On air: live set"}


class Views:
    """JSON, public page and console, looked at all the time."""

    def __init__(self, browser, station, account, console):
        self.station, self.account, self.console = station, account, console
        self.rows, self.seen = [], {"JSON": [], "page": [], "console": []}
        self.blind = (0.0, 0.0)  # from, to: without a watcher
        self.page = browser.new_context(locale="en-GB", timezone_id="UTC").new_page()
        self.page.goto(station.address("/"))
        self._body, self._ends = {}, threading.Event()
        self._thread = threading.Thread(target=self._poll, daemon=True)
        self._thread.start()

    def end(self):
        self._ends.set()
        self._thread.join(5)

    def look(self):
        """Take a look at all of them."""
        self.page.wait_for_timeout(40)
        with suppress(IndexError):
            self._saw("page", self._read_page())
            self._saw("console", self._read_console())

    def agree(self, name):
        """Wait until all agree with what is heard; note the step."""
        began, told, last = time.monotonic(), {}, []
        while time.monotonic() - began < SETTLES:
            self.look()
            heard = self.account.now()
            told = {what: seen[-1][1] if seen else None for what, seen in self.seen.items()}
            if not all(self._fits(what, told[what], heard) for what in told):
                continue
            last = log_differences(self.station, self.account) or self._recent_differences()
            if not last:
                break
        fits = {what: self._fits(what, told[what], heard) for what in told}
        good = all(fits.values()) and not last
        took = time.monotonic() - began
        self.rows.append((name, heard.words, *(shown(told[w]) for w in told), last, good, took))
        self._say(self.rows[-1])
        for line in last:
            print("     ", line)
        return good

    def console_fits(self):
        """True if the console shows what is heard, and MPD's track."""
        seen = self.seen["console"]
        if not seen or seen[-1][1][1] != self.account.title():
            return False
        return fits_console(seen[-1][1], self.account.now())

    def print(self):
        """Print the table."""
        heads = ("step", "heard", "JSON", "public page", "console", "log", "agree?")
        cells = [heads]
        for name, heard, body, page, console, log, good, took in self.rows:
            same = [("=" if one == heard else one) for one in (body, page)]
            log_said = f"{len(log)} differ" if log else "="
            verdict = f"yes, {took:.1f} s" if good else "NO"
            cells.append((name, heard, *same, console, log_said, verdict))
        widths = [max(len(row[place]) for row in cells) for place in range(len(heads))]
        print()
        for row in cells:
            print("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip())
        print()

    def strays(self):
        """What was shown at a moment when nothing like it had been heard just before."""
        found = {}
        for what, seen in self.seen.items():
            found[what] = []
            for at, told in seen:
                near = self.account.during(self._since(at, LATE[what]), at + EARLY)
                fitting = [one for one in near if self._fits(what, told, one)]
                if not fitting and near:
                    heard = [(one.words, one.start) for one in near]
                    start = getattr(told, "start", None)
                    found[what].append(f"{at:.2f} {shown(told)} {start}; heard: {heard}")
        return found

    def is_blind(self, blind):
        """Note that the watcher is dead, or that it has just begun again."""
        if blind:
            self.blind = (time.time(), float("inf"))
        else:
            self.blind = (self.blind[0], time.time() + BEGINS)

    def _since(self, at, late):
        """Since when what is shown at `at` may have been heard."""
        begin, end = self.blind
        return begin - late if begin <= at <= end + late else at - late

    def _say(self, row):
        print(f"{row[0]}: {row[1]} | {' | '.join(map(str, row[2:5]))} | "
              f"{'agree' if row[6] else 'DISAGREE'}", flush=True)  # fmt: skip

    def _poll(self):
        while not self._ends.wait(0.1):
            with suppress(OSError):
                with urlopen(self.station.address("/current-track.json"), timeout=5) as answer:
                    body = json.load(answer)
                self._body = body
                self._saw("JSON", of_json(body))

    def _saw(self, what, told):
        if told is not None:
            self.seen[what].append((time.time(), told))

    def _read_page(self):
        state, headline, details = self.page.evaluate(PAGE)
        if state in ("playing", "spin") or (state == "paused" and details):
            return Heard(state, headline, details.split(" · ")[0])
        return Heard(state)

    def _read_console(self):
        return tuple(self.console.evaluate(CONSOLE))

    def _fits(self, what, told, heard):
        if told is None:
            return False
        if what == "console":
            return fits_console(told, heard)
        if (told.state, told.title, told.artist) != (heard.state, heard.title, heard.artist):
            return False
        if what == "JSON" and heard.start is not None and told.start is not None:
            return abs(told.start - heard.start) <= STARTS
        return True

    def _recent_differences(self):
        told = {
            "JSON": [one["title"] for one in self._body.get("recent", [])],
            "page": self.page.evaluate(RECENT),
        }
        expected, unsure = self.account.recent()
        return [
            f"recent in {where}: {titles}, heard {expected}, perhaps {unsure}"
            for where, titles in told.items()
            if not alike(titles, expected, unsure)
        ]


def alike(titles, expected, unsure):
    """True if both begin alike, but for those that may have been heard or not."""
    told = [title for title in titles if title not in unsure]
    least = min(len(expected), 5 - len(unsure))
    return len(told) >= least and told == expected[: len(told)]


def of_json(body):
    """What /current-track.json says."""
    track, start = body["track"] or {}, body["started_at"]
    at = datetime.fromisoformat(start).timestamp() if start else None
    return Heard(body["state"], track.get("title") or "", track.get("artist") or "", at,
                 body["elapsed"])  # fmt: skip


def fits_console(told, heard):
    """True if lamp, title and what is open are those of what is heard."""
    lamp, title, details, opened = told
    if heard.state in LAMPS:
        name = " – ".join(filter(None, (heard.artist, heard.title)))
        return lamp == LAMPS[heard.state] and opened == name
    if heard.state == "playing":
        return (lamp, title, details) == ("On air", heard.title, heard.artist)
    if heard.state == "paused":
        return lamp == "Paused" and (not heard.title or title == heard.title)
    if heard.state == "jingle":
        return (lamp, title) == ("On air", heard.jingle)
    return lamp == "Nothing is playing"


def shown(told):
    """A view's words for the table."""
    if isinstance(told, Heard):
        return told.words
    return " / ".join(filter(None, told)) if told else "nothing"


def log_differences(station, account):
    """Where the play log is not what was heard, in words; what began or ended just now may be."""
    with station.app.app_context():
        rows = db.session.scalars(select(Play).order_by(Play.started_at, Play.id)).all()
        now = time.time()
        entries = sorted(account.entries, key=lambda one: one.start)
        found = []
        for is_mpd in (True, False):
            mine = [one for one in entries if one.is_mpd == is_mpd]
            theirs = [row for row in rows if (row.source == "mpd") == is_mpd]
            found += compared(mine, theirs, now)
    return found


def compared(entries, rows, now):
    """The differences between what was heard and the log's rows of the same kind."""
    if len(entries) != len(rows):
        names = [row.title for row in rows], [one.title for one in entries]
        return [f"log {names[0]}, heard {names[1]}"]
    found = []
    for one, row in zip(entries, rows, strict=True):
        found += [f"{one.title or one.source}: {words}" for words in differences(one, row, now)]
    return found


def differences(one, row, now):
    """The differences between an entry and its row."""
    if (one.source, one.title, one.artist) != (row.source, row.title, row.artist):
        yield f"logged as {row.source} {row.artist} – {row.title}"
    if abs(row.started_at.timestamp() - one.start) > STARTS:
        yield f"start {row.started_at.timestamp() - one.start:+.2f} s"
    if (one.end is None) != (row.ended_at is None):
        yield f"ended {one.end}, logged {row.ended_at}"
    elif one.end is not None and abs(row.ended_at.timestamp() - one.end) > STARTS:
        yield f"end {row.ended_at.timestamp() - one.end:+.2f} s"
    elif one.end is not None and row.how != one.how:
        yield f"how: {row.how}, was {one.how}"
    covered = one.covered(now)
    if covered is not None and (one.end is not None) and row.covered != covered:
        yield f"covered: {row.covered}, heard {one.heard:.1f} s of {one.end - one.start:.1f}"
