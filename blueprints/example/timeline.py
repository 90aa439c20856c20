"""The hours of the example station, as its log tells them: always the same for the same hours.

Automation goes round the clock; shows bring spins, talk and live sets. Every stretch of time draws
its own lots, by its beginning.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random

from blueprints.example.catalogue import LOCALS, Song, songs
from blueprints.example.music import TRACKS

HOUR = timedelta(hours=1)
JINGLE = next(track for track in TRACKS if track.genre == "Jingle")
JINGLE_LENGTH = 18.0
TALK = {
    "open-harbour": (
        "The tide, and who has missed it", "A guest from the ice house", "Lost and found",
        "What the captain said", "Letters, read aloud", "The depths from the lock to the light",
    ),
    "low-water": ("Why there is a piano in the mud", "The other side", "A record from the flea "
                  "market", "For the boats on the bank"),
    "night-ferry": ("Lamps", "Three long notes", "Nobody on the upper deck"),
    "kitchen-table": ("Peel the onions", "The guest and the question", "While it simmers",
                      "The recipe, slowly"),
    "news-in-three-languages": ("The news in English", "الأخبار بالعربية", "Wiadomości po polsku"),
    "customs-house-live": ("Doors", "After the last song"),
}  # fmt: skip


@dataclass(frozen=True)
class Stretch:
    """A time that belongs to a show (its slug), or to automation (""); `breaks_off` in a gap."""

    starts_at: datetime
    ends_at: datetime
    show: str = ""
    breaks_off: bool = False


@dataclass(frozen=True)
class Row:
    """A row of the log to be: `song` is None for talk and for a live set."""

    source: str
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    how: str
    song: Song | None = None
    covered: bool = False


def rows_of(stretch: Stretch) -> Iterator[Row]:
    """Yield what went out in `stretch`, by the time of its start."""
    chance = Random(stretch.starts_at.isoformat())  # noqa: S311 - no secret
    make = MAKERS.get(stretch.show, _automation)
    yield from make(stretch, chance)


class _Reel:
    """A stretch of time that is filled from its beginning to its end."""

    def __init__(self, stretch: Stretch, chance: Random) -> None:
        self.at, self._stretch, self._chance = stretch.starts_at, stretch, chance
        self._talk = cycle(TALK.get(stretch.show, ("",)))

    @property
    def is_over(self) -> bool:
        return self.at >= self._stretch.ends_at

    def track(self) -> Iterator[Row]:
        """Yield a song from MPD's queue."""
        song = _chosen(self._chance)
        yield from self._put("mpd", "music", song.title, song.length, song)

    def spin(self) -> Iterator[Row]:
        """Yield a record; the needle comes down a moment after the last one has ended."""
        song = _chosen(self._chance)
        self.at += timedelta(seconds=self._chance.uniform(2, 9))
        yield from self._put("spin", "music", song.title, song.length, song)

    def talk(self, shortest: float, longest: float) -> Iterator[Row]:
        """Yield a talk break of so many seconds."""
        length = self._chance.uniform(shortest, longest)
        yield from self._put("talk", "speech", next(self._talk), length)

    def jingle(self) -> Iterator[Row]:
        """Yield the station's ident."""
        yield from self._put("mpd", "jingle", JINGLE.title, JINGLE_LENGTH)

    def live(self, title: str, length: float) -> Iterator[Row]:
        """Yield a live set, and what MPD played underneath."""
        begin = self.at
        yield from self._put("live", "live", title, length)
        under = _Reel(Stretch(begin, self.at), self._chance)
        while not under.is_over:
            for row in under.track():
                yield Row(**{**vars(row), "covered": True})

    def _put(
        self, source: str, kind: str, title: str, length: float, song: Song | None = None
    ) -> Iterator[Row]:
        """Yield a row from here on, unless the time is over; it ends with the stretch at last."""
        if self.is_over:
            return
        ends = self.at + timedelta(milliseconds=round(length * 1000))
        last = self._stretch.ends_at
        cut = "lost" if self._stretch.breaks_off else "skipped" if source == "mpd" else "stopped"
        by_itself = "finished" if source == "mpd" else "stopped"
        yield Row(source, kind, title, self.at, min(ends, last),
                  cut if ends > last else by_itself, song)  # fmt: skip
        self.at = min(ends, last)


def _chosen(chance: Random) -> Song:
    """Return a song: some are played more often than others, and locals more than most."""
    archive = songs()
    if chance.random() < 0.2:
        return chance.choice([song for song in archive if song.artist in LOCALS])
    return archive[int(chance.random() ** 1.2 * len(archive))]


def _automation(stretch: Stretch, chance: Random) -> Iterator[Row]:
    reel, hour = _Reel(stretch, chance), stretch.starts_at
    while not reel.is_over:
        if reel.at >= hour:
            yield from reel.jingle()
            hour = reel.at.replace(minute=0, second=0, microsecond=0) + HOUR
        yield from reel.track()


def _magazine(stretch: Stretch, chance: Random) -> Iterator[Row]:
    reel = _Reel(stretch, chance)
    yield from reel.jingle()
    while not reel.is_over:
        yield from reel.talk(60, 260)
        for _ in range(chance.randint(2, 3)):
            yield from reel.track()
        if chance.random() < 0.3:
            yield from reel.spin()


def _vinyl(stretch: Stretch, chance: Random) -> Iterator[Row]:
    reel = _Reel(stretch, chance)
    while not reel.is_over:
        yield from reel.talk(40, 150)
        for _ in range(chance.randint(3, 5)):
            yield from reel.spin()


def _night(stretch: Stretch, chance: Random) -> Iterator[Row]:
    reel = _Reel(stretch, chance)
    while not reel.is_over:
        yield from reel.talk(30, 80)
        is_noors = HOUR <= reel.at - stretch.starts_at < 2 * HOUR
        for _ in range(4):
            yield from reel.spin() if is_noors else reel.track()


def _kitchen(stretch: Stretch, chance: Random) -> Iterator[Row]:
    reel = _Reel(stretch, chance)
    while not reel.is_over:
        yield from reel.talk(540, 840)
        yield from reel.track()


def _news(stretch: Stretch, chance: Random) -> Iterator[Row]:
    reel = _Reel(stretch, chance)
    yield from reel.jingle()
    for _ in TALK["news-in-three-languages"]:
        yield from reel.talk(480, 560)
    while not reel.is_over:
        yield from reel.track()


def _concert(stretch: Stretch, chance: Random) -> Iterator[Row]:
    reel, band = _Reel(stretch, chance), chance.choice(LOCALS)
    yield from reel.talk(200, 300)
    yield from reel.live(f"{band} in the cellar of the customs house", 75 * 60)
    yield from reel.talk(200, 300)
    while not reel.is_over:
        yield from reel.track()


MAKERS: dict[str, Callable[[Stretch, Random], Iterator[Row]]] = {
    "open-harbour": _magazine,
    "low-water": _vinyl,
    "night-ferry": _night,
    "kitchen-table": _kitchen,
    "news-in-three-languages": _news,
    "customs-house-live": _concert,
}


def filled(
    shows: Iterable[Stretch], since: datetime, until: datetime, gap: tuple[datetime, datetime]
) -> Iterator[Stretch]:
    """Yield the time from `since` to `until` as stretches: the shows, and automation around them.

    In the `gap` nobody watched: what it cuts in two breaks off.
    """
    at = since
    for show in sorted(shows, key=lambda one: one.starts_at):
        begin, end = max(show.starts_at, since), min(show.ends_at, until)
        if at < begin < end:
            yield from _around(Stretch(at, begin), gap)
        if begin < end:
            yield from _around(Stretch(begin, end, show.show), gap)
            at = end
    if at < until:
        yield from _around(Stretch(at, until), gap)


def _around(stretch: Stretch, gap: tuple[datetime, datetime]) -> Iterator[Stretch]:
    begin, end = gap
    if stretch.ends_at <= begin or end <= stretch.starts_at:
        yield stretch
        return
    if stretch.starts_at < begin:
        yield Stretch(stretch.starts_at, begin, stretch.show, breaks_off=True)
    if end < stretch.ends_at:
        yield Stretch(end, stretch.ends_at, stretch.show)
