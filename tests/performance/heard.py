"""An account of what a station's listeners heard, made without the station's database.

MPD is asked every 50 ms on a connection of the account's own; what is off the computer is told to
it by whoever presses the key.
"""

import threading
import time
from dataclasses import dataclass, field, replace

from mpd import MPDClient, MPDError

EVERY = 0.05
SAME = 2.0  # seconds of `elapsed` that a restarted MPD may have gone back
LEAST, SHARE = 5.0, 0.5  # below that much of a track it counts as not heard


@dataclass
class Entry:
    """One thing that was on air: MPD's (`is_mpd`), or off the computer."""

    source: str
    title: str
    artist: str
    start: float
    end: float | None = None
    file: str = ""
    heard: float = 0.0
    song: tuple = ()
    elapsed: float = 0.0
    how: str = "finished"
    cap: float | None = None

    @property
    def is_mpd(self):
        return self.source == "mpd"

    def covered(self, now):
        """True, False, or None if it is too close to say."""
        if not self.is_mpd:
            return False
        bound = min(LEAST, SHARE * ((self.end or now) - self.start))
        return None if abs(self.heard - bound) < 0.6 else self.heard < bound


@dataclass(frozen=True)
class Heard:
    """What is heard at one moment; `start` is where its beginning lies, `elapsed` when paused."""

    state: str
    title: str = ""
    artist: str = ""
    start: float | None = field(default=None, compare=False)
    elapsed: float | None = field(default=None, compare=False)
    jingle: str = field(default="", compare=False)

    @property
    def words(self):
        named = " – ".join(filter(None, (self.artist, self.title)))
        return f"{self.state}: {named}" if named else self.state


class Account:
    """The account; `line` is what was heard since when, `entries` what was on air."""

    def __init__(self, port):
        self.port, self.entries, self.line = port, [], []
        self.how_next = "finished"
        self._manual, self._play, self._seen, self._lost_at = None, None, None, None
        self._lock, self._ends = threading.RLock(), threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self):
        self._ends.set()
        self._thread.join(5)

    def starts(self, source, title="", artist="", cap=60.0):
        """Off the computer something begins now."""
        with self._lock:
            now = time.time()
            self._end_manual(now, "stopped")
            self._manual = Entry(source, title, artist, now, how="capped", cap=now + cap)
            self.entries.append(self._manual)
            self._note(now)
            return self._manual

    def back(self):
        """Back to the music, now."""
        with self._lock:
            self._end_manual(time.time(), "stopped")
            self._note(time.time())

    def inserts(self, title, artist, start, end):
        """Something was heard that only the DJ noticed."""
        with self._lock:
            made = Entry("spin", title, artist, start, end, how="finished")
            self.entries.append(made)

    def mended(self, entry, **names):
        """Somebody corrects what was said of `entry`."""
        with self._lock:
            for name, value in names.items():
                setattr(entry, name, value)
            self._note(time.time())

    def now(self):
        """What is heard now."""
        return self.line[-1][1] if self.line else Heard("off_air")

    def state(self):
        """MPD's state: play, pause, stop; "" while it is away."""
        return self._seen[0] if self._seen else ""

    def title(self):
        """The title of MPD's track, heard or not."""
        return self._seen[1].get("title", "") if self._seen else ""

    def left(self):
        """Seconds that MPD's track has to go."""
        return self._seen[3] - self._seen[2] if self._seen and self._seen[0] == "play" else 0.0

    def during(self, since, until):
        """All that was heard at some time between."""
        with self._lock:
            line = list(self.line)
        after = [at for at, _ in line[1:]] + [float("inf")]
        return [told for (at, told), end in zip(line, after, strict=True)
                if at <= until and end >= since]  # fmt: skip

    def recent(self):
        """Titles of the songs and spins that are over, newest first; those that may be covered."""
        with self._lock:
            now = time.time()
            songs = [one for one in self.entries if one.end is not None
                     and one.source in ("mpd", "spin")
                     and not one.file.startswith("jingles/")]  # fmt: skip
        songs.sort(key=lambda one: one.start, reverse=True)
        heard = [one.title for one in songs if one.covered(now) is False]
        return heard[:5], [one.title for one in songs if one.covered(now) is None]

    def _end_manual(self, at, how):
        if self._manual is not None:
            self._manual.end, self._manual.how = at, how
            self._manual = None

    def _watch(self):
        client, last = None, time.time()
        while not self._ends.wait(EVERY):
            try:
                if client is None:
                    client = MPDClient()
                    client.timeout = 5
                    client.connect("127.0.0.1", self.port)
                began = time.time()
                client.command_list_ok_begin()
                client.status()
                client.currentsong()
                status, song = client.command_list_end()
                at = (began + time.time()) / 2
            except (MPDError, OSError):
                self._lost_at = last if self._seen else self._lost_at
                client, self._seen = None, None
                self._tick(time.time())
                continue
            with self._lock:
                self._take(at, at - last, status, song)
            last = at

    def _take(self, at, passed, status, song):
        elapsed = float(status.get("elapsed", 0))
        duration = float(song.get("duration", 0))
        self._seen = (status["state"], song, elapsed, duration)
        play = self._play
        is_on = status["state"] in ("play", "pause") and song
        if play is not None and not (is_on and self._goes_on(play, status, song, elapsed)):
            play.end = at - elapsed if is_on and status["state"] == "play" else at
            play.how, self.how_next = self.how_next, "finished"
            if self._lost_at is not None:  # MPD was killed, and does not go on where it was
                play.end, play.how = self._lost_at, "lost"
            self._play = play = None
        self._lost_at = None
        if play is None and is_on and status["state"] == "play":
            play = Entry("mpd", song.get("title", ""), song.get("artist", ""), at - elapsed,
                         file=song["file"])  # fmt: skip
            self._play = play
            self.entries.append(play)
        if play is not None:
            play.song, play.elapsed = (song["file"], song["id"]), elapsed
            if status["state"] == "play" and self._manual is None:
                play.heard += min(passed, at - play.start)
        self._tick(at)

    def _goes_on(self, play, status, song, elapsed):
        if play.song == (song["file"], song["id"]):
            return True
        return play.file == song["file"] and abs(elapsed - play.elapsed) < SAME and elapsed > 1

    def _tick(self, at):
        with self._lock:
            if self._manual is not None and at >= self._manual.cap:
                self._end_manual(self._manual.cap, "capped")
            self._note(at)

    def _note(self, at):
        told = self._told(at)
        if told is None:
            return
        if not self.line or self.line[-1][1] != told:
            self.line.append((at, told))
            return
        since, last = self.line[-1]
        if told.start is not None:  # MPD's answers are late at a track's end, never early
            told = replace(told, start=min(told.start, last.start))
        self.line[-1] = (since, told)

    def _told(self, at):
        manual = self._manual
        if manual is not None:
            artist = manual.artist if manual.source == "spin" else ""
            return Heard(manual.source, manual.title, artist, manual.start)
        if self._seen is None:
            return None  # MPD is away: nobody can tell yet
        state, song, elapsed, _duration = self._seen
        if state == "stop" or not song:
            return Heard("off_air")
        names = song.get("title", ""), song.get("artist", "")
        if song["file"].startswith("jingles/"):
            return Heard("jingle", start=at - elapsed, jingle=song.get("title", ""))
        if state == "pause":
            return Heard("paused", *names, elapsed=elapsed) if elapsed else Heard("paused")
        return Heard("playing", *names, start=at - elapsed)
