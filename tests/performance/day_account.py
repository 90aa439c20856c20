"""An account of what was heard in a day, without the station's database: sounds, step by step."""

from collections import Counter
from dataclasses import dataclass, field

RANKS = {"mpd": 1, "playout": 2, "spin": 3, "talk": 3, "live": 3}
PUBLIC = ("music", "speech", "live")
SONGS = ("mpd", "spin", "playout")
SILENCE, UNWATCHED = 120.0, 60.0  # seconds without a sound that the public is told of
LEAST, SHARE = 5.0, 0.5  # below that much of a track it counts as not heard


@dataclass(eq=False)
class Sound:
    """Something that went out, or was played underneath; `spells` is when it sounded."""

    source: str
    title: str = ""
    artist: str = ""
    album: str = ""
    label: str = ""
    file: str = ""
    kind: str = "music"
    start: float = 0.0
    end: float | None = None
    how: str | None = None
    spells: list = field(default_factory=list)
    marks: frozenset = frozenset()
    last_until: float = 0.0  # when it ends by itself, if it was logged by hand

    @property
    def public_kind(self):
        if self.source == "talk":
            return "talk"
        return {"music": "song"}.get(self.kind, self.kind)

    def is_on(self, at):
        ends = self.end if self.end is not None else self.last_until or float("inf")
        return self.start <= at < ends


class DayAccount:
    """The sounds of a stretch of time; `dead` is when nobody watched."""

    def __init__(self, since, delay=0.0, step=1.0):
        self.since, self.delay, self.step = since, delay, step
        self.sounds, self.dead = [], []
        self.shows = []  # (title, from, to)
        self.line = []

    def add(self, source, start, **known):
        made = Sound(source, start=start, **known)
        self.sounds.append(made)
        return made

    def show_at(self, at):
        """The title of the show that is on at a moment of the studio, or ""."""
        on = [(begin, title) for title, begin, end in self.shows if begin <= at < end]
        return max(on)[1] if on else ""

    def listen(self, until):
        """Work out what was heard in each step of time until a moment."""
        self.line = [None] * self._place(until)
        for sound in sorted(self.sounds, key=lambda one: (RANKS[one.source], one.start)):
            end = until if sound.end is None else min(sound.end, until)
            for begin, stop in sound.spells or [(sound.start, end)]:
                places = range(self._place(begin), self._place(end if stop is None else stop))
                self.line[places.start : places.stop] = [sound] * len(places)
        self._seconds = Counter(self.line)

    def heard_at(self, at):
        """The sound that came from the studio at a moment, or None."""
        place = self._place(at)
        return self.line[place] if 0 <= place < len(self.line) else None

    def is_unsure(self, at):
        """True in a silence in which MPD is paused: the log does not say when a pause began, so a
        paused song may be named for its length after it began and before it ended.
        """
        if self.heard_at(at) is not None:
            return False
        paused = [one for one in self.sounds if len(one.spells) > 1 and one.is_on(at)]
        lengths = {one: sum(end - begin for begin, end in one.spells) for one in paused}
        return any(min(at - one.start, one.end - at) < length for one, length in lengths.items())

    def is_covered(self, sound):
        """True if hardly any of a sound was heard, since something else was on."""
        if RANKS[sound.source] == 3:
            return False
        length = (sound.end or self.since + len(self.line) * self.step) - sound.start
        return self._seconds[sound] * self.step < min(LEAST, SHARE * length)

    def public(self, since, until):
        """(kind, start, title, artist, album) of all that listeners are told of, and gaps."""
        rows = [
            (one.public_kind, one.start, one.title, one.artist, one.album)
            for one in self.sounds
            if one.kind in PUBLIC and since <= one.start < until and not self.is_covered(one)
        ]
        rows += [("gap", begin, why, begin, end) for begin, end, why in self.gaps()
                 if since <= begin < until]  # fmt: skip
        return sorted(rows, key=lambda row: row[1])

    def gaps(self):
        """(from, to, why) of each silence that is long enough to be told."""
        place = 0
        while place < len(self.line):
            begin = place
            while place < len(self.line) and self.line[place] is self.line[begin]:
                place += 1
            if self.line[begin] is not None:
                continue
            since, until = (self.since + at * self.step for at in (begin, place))
            dead = any(since < end and until > start for start, end in self.dead)
            if until - since >= (UNWATCHED if dead else SILENCE):
                yield since, until, "unlogged" if dead else "off_air"

    def songs(self, since, until):
        """The songs and spins that were heard and began in this time, in order."""
        found = [one for one in self.sounds if one.source in SONGS and one.kind == "music"
                 and since <= one.start < until and not self.is_covered(one)]  # fmt: skip
        return sorted(found, key=lambda one: one.start)

    def _place(self, at):
        return round((at - self.since) / self.step)
