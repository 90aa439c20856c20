"""Rotation rules: what is too near in the queue to what was played, and explicit words by the hour.

Pure. Times are seconds since 1970, and a distance is from start to start. The presets:

spaced: the same artist not within 30 minutes, the same track not within 3 hours.

us: the “sound recording performance complement” of the United States, 17 U.S.C. § 114(j)(13): in
any 3 hours at most 3 selections of one album, no more than 2 of them in a row, and at most 4 by
one artist, no more than 3 of them in a row. The law counts different selections; here a repeated
one counts again, as stations' reports have it, so that the rule is never read too leniently.

In a row: one music track after another, with no other music between, within those 3 hours.
Jingles and talk are not selections: they do not count, and a row goes on after them. Music whose
artist or album is unknown counts for neither, but ends the row, for something else was heard.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

MINUTE = 60.0
ARTIST_APART = 30 * MINUTE
TRACK_APART = 180 * MINUTE
PERIOD = 180 * MINUTE
MOST_OF_ALBUM, ALBUM_IN_A_ROW = 3, 2
MOST_OF_ARTIST, ARTIST_IN_A_ROW = 4, 3


@dataclass(frozen=True)
class Heard:
    """A song or spin of the log that went on air, by the keys of its names; "" is unknown.

    `album_key` tells records apart: two albums of the same name by two artists are two.
    """

    artist_key: str
    title_key: str
    album_key: str
    started_at: float


@dataclass(frozen=True)
class Coming:
    """A row of the queue and when it will start; `explicit` is None if nobody checked."""

    artist_key: str
    title_key: str
    album_key: str
    starts_at: float
    explicit: bool | None
    is_music: bool


@dataclass(frozen=True)
class Rules:
    """The station's rules: rotation is spaced, us or off; explicit words from and until "hh:mm".

    If both times are the same, explicit words are allowed all day.
    """

    rotation: str
    explicit_from: str
    explicit_until: str
    zone: ZoneInfo


@dataclass(frozen=True)
class Warning:
    """A rule that a row breaks, and by how much; warning_words.py puts it in words.

    artist, track: {"minutes" before, "rule": minutes} · artist_count, album_count, artist_row,
    album_row: {"count", "most"} · explicit: {"from", "until"}.
    """

    kind: str
    values: dict[str, int | str]


def warnings(heard: Sequence[Heard], coming: Sequence[Coming], rules: Rules) -> list[list[Warning]]:
    """Return the warnings of each coming row; `heard` is the past, oldest first."""
    check = PRESETS.get(rules.rotation, _Nothing)()
    for past in heard:
        check.note(past, past.started_at)
    found = []
    for row in coming:
        broken = list(check.note(row, row.starts_at)) if row.is_music else []
        found.append(broken + _explicit(row, rules))
    return found


def _explicit(row: Coming, rules: Rules) -> list[Warning]:
    """Return the warning for explicit words outside the hours that are theirs, by the clock."""
    begin, end = (time.fromisoformat(at) for at in (rules.explicit_from, rules.explicit_until))
    at = datetime.fromtimestamp(row.starts_at, rules.zone).time()
    is_allowed = begin <= at < end if begin < end else at >= begin or at < end
    if is_allowed or not row.explicit:
        return []
    return [Warning("explicit", {"from": rules.explicit_from, "until": rules.explicit_until})]


class _Nothing:
    """No rule at all."""

    def note(self, row: Heard | Coming, at: float) -> list[Warning]:
        """Return the rules that `row` breaks at `at`, and count it for the next ones."""
        return []


@dataclass
class _Spaced(_Nothing):
    """When each artist and each track began last."""

    _artists: dict[str, float] = field(default_factory=dict)
    _tracks: dict[tuple[str, str], float] = field(default_factory=dict)

    def note(self, row: Heard | Coming, at: float) -> list[Warning]:
        """Return one warning: of the track, or else of the artist."""
        track = (row.artist_key, row.title_key)
        since_track = at - self._tracks.get(track, float("-inf"))
        since_artist = at - self._artists.get(row.artist_key, float("-inf"))
        if row.title_key:
            self._tracks[track] = at
        if row.artist_key:
            self._artists[row.artist_key] = at
        broken = []
        if since_track < TRACK_APART:
            broken.append(_before("track", since_track, TRACK_APART))
        if since_artist < ARTIST_APART and since_artist != since_track:
            broken.append(_before("artist", since_artist, ARTIST_APART))
        return broken


def _before(kind: str, since: float, rule: float) -> Warning:
    return Warning(kind, {"minutes": int(max(since, 0) // MINUTE), "rule": int(rule // MINUTE)})


class _Complement(_Nothing):
    """The selections of each album and artist in the last three hours."""

    def __init__(self) -> None:
        self._albums = _Counts("album", MOST_OF_ALBUM, ALBUM_IN_A_ROW)
        self._artists = _Counts("artist", MOST_OF_ARTIST, ARTIST_IN_A_ROW)

    def note(self, row: Heard | Coming, at: float) -> list[Warning]:
        """Return the warnings of the artist and of the album."""
        artist = self._artists.note(row.artist_key, at)
        return [*artist, *self._albums.note(row.album_key, at)]


class _Counts:
    """When each key was heard within the period, and the row of the last one."""

    def __init__(self, kind: str, most: int, in_a_row: int) -> None:
        self._kind, self._most, self._in_a_row = kind, most, in_a_row
        self._heard: dict[str, deque[float]] = {}
        self._row: deque[float] = deque()
        self._last = ""

    def note(self, key: str, at: float) -> Iterator[Warning]:
        """Count `key` at `at`; return the limits that it is above."""
        if key != self._last:
            self._row, self._last = deque(), key
        if not key:
            return iter(())
        count = _within(self._heard.setdefault(key, deque()), at)
        row = _within(self._row, at)
        limits = (("count", count, self._most), ("row", row, self._in_a_row))
        return (
            Warning(f"{self._kind}_{limit}", {"count": number, "most": most})
            for limit, number, most in limits
            if number > most
        )


def _within(starts: deque[float], at: float) -> int:
    """Add `at`, drop what began three hours or longer before, and return how many are left."""
    starts.append(at)
    while at - starts[0] >= PERIOD:
        starts.popleft()
    return len(starts)


PRESETS: dict[str, type[_Nothing]] = {"spaced": _Spaced, "us": _Complement}
