"""The rules of what the public sees of a stretch of the play log: music, talk, gaps. Pure.

Times are studio time; `heard_at` is a stream's delay later. `at` is the moment of the studio that
is heard now.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

SILENCE = timedelta(minutes=2)  # of nothing logged at all, before it is shown
UNWATCHED = timedelta(minutes=1)  # of a gap that the watcher noted
BELIEVED_FOR = timedelta(seconds=30)  # what is open, after the watcher's last look
RANKS = {"spin": 3, "talk": 3, "live": 3, "playout": 2, "mpd": 1, "": 0}
KINDS = {"music": "song", "speech": "speech", "live": "live"}

Stretch = tuple[datetime, datetime]  # from, to


@dataclass(frozen=True)
class Logged:
    """A row of the play log, as far as the public record needs it; `over_at` may be to come."""

    id: int
    source: str
    kind: str
    covered: bool
    title: str
    artist: str
    album: str
    label: str
    file: str
    duration: float | None
    started_at: datetime
    over_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True)
class Row:
    """Something that listeners heard, or a gap: `kind` is song, talk, live, speech or gap.

    `ended_at` is None while it is on air; `is_on_air` is True for the one row that is heard now.
    `why` a gap is there: off_air (the watcher saw that nothing played) or unlogged.
    """

    kind: str
    started_at: datetime
    ended_at: datetime | None
    delay: timedelta
    play: Logged | None = None
    why: str = ""
    is_on_air: bool = False
    heard_at: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Set when it is heard."""
        object.__setattr__(self, "heard_at", self.started_at + self.delay)

    @property
    def heard_until(self) -> datetime | None:
        """Return when its end is heard, or None while it is on air."""
        return None if self.ended_at is None else self.ended_at + self.delay

    @property
    def rank(self) -> int:
        """Return its place among rows that are open together: by hand ▸ posted ▸ MPD's ▸ gaps."""
        return RANKS[self.play.source if self.play else ""]


@dataclass(frozen=True)
class Span:
    """The stretch that is asked for, what is heard `at` present, and MPD's last word.

    Gaps are looked for between `known_since`, the log's beginning, and `until`. With `running`,
    rows that began before and were still on air at `since` are asked for too.
    """

    since: datetime
    until: datetime
    at: datetime
    known_since: datetime | None
    watched_until: datetime | None
    delay: timedelta = timedelta()
    running: bool = False


def public_rows(plays: Sequence[Logged], noted: Iterable[Stretch], span: Span) -> list[Row]:
    """Return the rows of `span`, in order. `plays` are those that overlap it; `noted` the gaps."""
    heard = [play for play in plays if play.started_at <= span.at]
    rows = [_row(play, span) for play in heard if _is_public(play) and _is_within(play, span)]
    rows += _gaps(heard, noted, span)
    rows.sort(key=lambda row: (row.started_at, row.play.id if row.play else 0))
    current = _find_on_air(heard, span)
    return [replace(row, is_on_air=True) if row.play is current and current else row
            for row in rows]  # fmt: skip


def row_heard_at(rows: Iterable[Row], moment: datetime) -> Row | None:
    """Return the row that a listener heard at `moment`: None under a jingle or a short silence."""
    heard = [row for row in rows if row.heard_at <= moment
             and (row.heard_until is None or moment < row.heard_until)
             and not _is_silent(row, moment)]  # fmt: skip
    return max(heard, key=lambda row: (row.rank, row.started_at), default=None)


def _is_silent(row: Row, moment: datetime) -> bool:
    """Return True if MPD was paused in the midst of the row's song then."""
    if row.play is None or row.ended_at is None:
        return False
    sounded = _sounded(row.play, row.ended_at)
    return not any(begin <= moment - row.delay < end for begin, end in sounded)


def _sounded(play: Logged, end: datetime) -> list[Stretch]:
    """Return when `play` may have sounded: a song that lasted for more than twice its length was
    paused, and it was heard for its length at most after it began and before it ended.
    """
    whole, length = (play.started_at, end), timedelta(seconds=play.duration or 0)
    if play.source != "mpd" or not length or end - play.started_at <= 2 * length:
        return [whole]
    return [(play.started_at, play.started_at + length), (end - length, end)]


def _is_public(play: Logged) -> bool:
    return not play.covered and play.kind in KINDS


def _is_within(play: Logged, span: Span) -> bool:
    if play.started_at < span.since:
        return span.running and _end(play, span) > span.since
    return play.started_at < span.until


def _row(play: Logged, span: Span) -> Row:
    kind = "talk" if play.source == "talk" else KINDS[play.kind]
    end = _end(play, span)
    return Row(kind, play.started_at, None if end > span.at else end, span.delay, play)


def _end(play: Logged, span: Span) -> datetime:
    """Return when `play` ended as far as is known by now; later than that if it is on air."""
    if play.over_at is not None:
        return max(play.over_at, play.started_at)
    if play.last_at is not None and play.last_at + BELIEVED_FOR < span.at:
        return max(play.last_at, play.started_at)
    return max(span.at, play.started_at) + BELIEVED_FOR


def _find_on_air(plays: Iterable[Logged], span: Span) -> Logged | None:
    open_ones = [play for play in plays if _end(play, span) > span.at]
    key = max(open_ones, key=lambda play: (RANKS[play.source], play.started_at), default=None)
    return key if key is not None and _is_public(key) else None


def _gaps(plays: Sequence[Logged], noted: Iterable[Stretch], span: Span) -> list[Row]:
    if span.known_since is None:
        return []
    whole = max(span.since, span.known_since), min(span.until, span.at)
    all_of_them = [part for play in plays for part in _sounded(play, _end(play, span))]
    by_hand = [(play.started_at, _end(play, span)) for play in plays
               if RANKS[play.source] > RANKS["mpd"]]  # fmt: skip
    found = [(hole, _why(hole, span)) for hole in holes(whole, all_of_them)
             if hole[1] - hole[0] >= SILENCE]  # fmt: skip
    for begin, end in noted:
        within = max(begin, whole[0]), min(end, whole[1])
        found += [(hole, "unlogged") for hole in holes(within, by_hand)
                  if hole[1] - hole[0] >= UNWATCHED]  # fmt: skip
    return list(_merged(found, span))


def _why(hole: Stretch, span: Span) -> str:
    watched = span.watched_until is not None and hole[1] <= span.watched_until + BELIEVED_FOR
    return "off_air" if watched else "unlogged"


def holes(whole: Stretch, taken: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the parts of `whole` that no stretch of `taken` overlaps."""
    at, end = whole
    for begin, until in sorted(taken):
        if begin > at and at < end:
            yield at, min(begin, end)
        at = max(at, until)
    if at < end:
        yield at, end


def _merged(found: Iterable[tuple[Stretch, str]], span: Span) -> Iterator[Row]:
    """Yield a gap for stretches that touch: unlogged if one of them is."""
    last: tuple[datetime, datetime, str] | None = None
    for (begin, end), why in sorted(found):
        if last is not None and begin <= last[1]:
            both = "unlogged" if "unlogged" in (why, last[2]) else why
            last = last[0], max(last[1], end), both
            continue
        if last is not None:
            yield _gap(*last, span)
        last = begin, end, why
    if last is not None:
        yield _gap(*last, span)


def _gap(begin: datetime, end: datetime, why: str, span: Span) -> Row:
    """Return the row; a gap that lasts until now has no end yet."""
    return Row("gap", begin, None if end >= span.at else end, span.delay, why=why)
