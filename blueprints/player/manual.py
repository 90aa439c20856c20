"""The log by hand: spins, talk breaks and live sets; corrections. None of these commits.

Every function takes the class of the log (Play, or the practice studio's) or one of its rows, and
is called inside begin_write(). For the play log it writes the ledger and the credits too, and marks
what MPD played underneath, and tells radios the title.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.player.actions import credits_of
from blueprints.player.log_edits import By, kept, note_edit
from blueprints.player.manual_rows import end_if_over, find_manual, mark_covered
from blueprints.player.models import MANUAL, LogRow, Play
from blueprints.player.queries import LONGEST_BY_HAND
from blueprints.player.titles import note_title

KINDS = {"spin": "music", "talk": "speech", "live": "live"}
SAME_PRESS = timedelta(seconds=2)  # a key pressed twice starts one row


@dataclass(frozen=True)
class Entry:
    """A row to be logged by hand; `duration` in seconds."""

    source: str
    title: str = ""
    artist: str = ""
    album: str = ""
    label: str = ""
    duration: float | None = None


def start(log: type[LogRow], entry: Entry, by: By) -> LogRow:
    """Start a spin, a talk break or a live set now; return it. The open one ends.

    The same within two seconds is the same row, as a key pressed twice.
    """
    now, open_row = clock.now(), find_manual(log)
    if open_row is not None and _is_same_press(open_row, entry, now):
        return open_row
    if open_row is not None:
        _end(open_row, by, now)
    row = _new(log, entry, now)
    row.ends_by = now + length_of(entry.source, entry.duration)
    return _told(_added(row, by, "started"))


def end(log: type[LogRow], by: By) -> LogRow | None:
    """End the open row, “back to the music”; return it, or None if nothing is open."""
    row, now = find_manual(log), clock.now()
    return _told(_end(row, by, now)) if row is not None else None


def extend(log: type[LogRow], by: By) -> LogRow | None:
    """Keep the open row on air for another cap from now; return it, or None if nothing is open.

    A day after its start it ends at the latest.
    """
    row, now = find_manual(log), clock.now()
    if row is None or row.ends_by is None:
        return None
    if end_if_over(row, now):
        _mark(row, row.started_at, now)
        _told(row)
        return None
    before = kept(row)
    longer = max(row.ends_by, now + length_of(row.source, None))
    row.ends_by = min(longer, row.started_at + LONGEST_BY_HAND)
    note_edit(by, "extended", row, before, kept(row))
    return row


def insert(
    log: type[LogRow], entry: Entry, started_at: datetime, by: By, until: datetime | None = None
) -> LogRow:
    """Insert a row that began at `started_at` and is over; return it, or the same if it is there.

    It ended by its length, else when the next one began (`until`, or a row logged by hand), and by
    the cap at the latest; never after now. Nothing else is moved: MPD's plays that it overlaps are
    covered.
    """
    twin = _find_twin(log, entry, started_at)
    if twin is not None:
        return twin
    row, now = _new(log, entry, started_at), clock.now()
    cap = started_at + length_of(entry.source, entry.duration)
    nexts = [] if entry.duration else [until or cap, _next_start(log, started_at, cap) or cap]
    ends = min([cap, *nexts])
    row.ended_at = max(started_at, min(ends, now))
    row.how = "finished" if entry.duration or ends < cap else "capped"
    return _added(row, by, "inserted")


def correct(
    row: LogRow, texts: dict[str, str], by: By, started_at: datetime | None = None
) -> LogRow:
    """Change texts of `row` (title, artist, album, label, note) and its start; return it.

    With its start the whole row moves, and keeps its length; it never ends after now.
    """
    before, now = kept(row), clock.now()
    since, until = row.started_at, row.over_at or now
    for name, text in texts.items():
        setattr(row, name, text)
    if started_at is not None and started_at != row.started_at:
        _move(row, started_at, now)
    after = kept(row)
    changed = {name for name in after if after[name] != before[name]}
    if changed:
        what = "annotated" if changed == {"note"} else "corrected"
        note_edit(by, what, row, before, after)
    if isinstance(row, Play) and changed & {"artist", "started_at"}:
        credit_anew(row)
    if changed & {"started_at"}:
        _mark(row, min(since, row.started_at), max(until, row.over_at or now))
    return _told(row)


def remove(row: LogRow, by: By) -> None:
    """Remove a row that was logged by hand or posted; the ledger keeps it."""
    now, is_of_air = clock.now(), isinstance(row, Play)
    note_edit(by, "removed", row, kept(row), None)
    since, until = row.started_at, row.over_at or now
    db.session.delete(row)
    db.session.flush()
    if is_of_air:
        mark_covered(since, until, now)
        note_title()


def length_of(source: str, duration: float | None) -> timedelta:
    """Return how long a row lasts: its length, else as long as the station's cap."""
    here = station()
    caps = {"spin": here.spin_cap, "talk": here.talk_cap, "live": here.live_cap}
    return timedelta(seconds=duration) if duration else timedelta(minutes=caps[source])


def _find_twin(log: type[LogRow], entry: Entry, started_at: datetime) -> LogRow | None:
    """Return the row that was inserted when the same was sent before, if it was."""
    same = log.source == entry.source, log.title == entry.title, log.artist == entry.artist
    return db.session.scalar(select(log).where(log.started_at == started_at, *same).limit(1))


def _next_start(log: type[LogRow], since: datetime, until: datetime) -> datetime | None:
    """Return when the next row logged by hand began in this time, or None."""
    later = log.source.in_(MANUAL), log.started_at > since, log.started_at < until
    query = select(log.started_at).where(*later).order_by(log.started_at)
    return db.session.scalar(query.limit(1))


def _is_same_press(row: LogRow, entry: Entry, now: datetime) -> bool:
    is_same = all(getattr(row, name) == getattr(entry, name)
                  for name in ("source", "title", "artist", "album"))  # fmt: skip
    return is_same and timedelta() <= now - row.started_at < SAME_PRESS


def _end(row: LogRow, by: By, now: datetime) -> LogRow:
    """End `row` now; if its time had run out, it ended then, and by nobody."""
    before = kept(row)
    if not end_if_over(row, now):
        row.ended_at, row.how = max(now, row.started_at), "stopped"
        note_edit(by, "ended", row, before, kept(row))
    _mark(row, row.started_at, now)  # MPD's plays since are heard
    return row


def _new(log: type[LogRow], entry: Entry, started_at: datetime) -> LogRow:
    row = log()
    row.source, row.kind = entry.source, KINDS[entry.source]
    row.title, row.artist, row.album = entry.title, entry.artist, entry.album
    row.label, row.note, row.file = entry.label, "", ""
    row.duration, row.started_at = entry.duration, started_at
    if isinstance(row, Play):
        row.covered = False
        row.credits = credits_of(row.artist, started_at)
    return row


def _told(row: LogRow) -> LogRow:
    """Return `row`, after radios were told what is on air now."""
    if isinstance(row, Play):
        note_title()
    return row


def _added(row: LogRow, by: By, what: str) -> LogRow:
    db.session.add(row)
    db.session.flush()  # the ledger needs its number
    note_edit(by, what, row, None, kept(row))
    _mark(row, row.started_at, row.over_at or row.started_at)
    return row


def _move(row: LogRow, started_at: datetime, now: datetime) -> None:
    by = started_at - row.started_at
    row.started_at = started_at
    if row.ends_by is not None:
        row.ends_by += by
    if row.ended_at is not None:
        row.ended_at = max(started_at, min(row.ended_at + by, now))


def credit_anew(row: Play) -> None:
    """Write the credits of `row` anew: its artist or its start has changed."""
    for credit in list(row.credits):
        db.session.delete(credit)
    db.session.flush()
    db.session.expire(row, ["credits"])
    for credit in credits_of(row.artist, row.started_at):
        credit.play_id = row.id
        db.session.add(credit)


def _mark(row: LogRow, since: datetime, until: datetime) -> None:
    if isinstance(row, Play):
        db.session.flush()
        mark_covered(since, until, clock.now())
