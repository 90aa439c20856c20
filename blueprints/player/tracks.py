"""The mirror of MPD's library in the table of tracks, which keeps the marks that staff set."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from posixpath import splitext
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import insert, select, update

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import folded, plain, same_name
from blueprints.player.display_names import LONGEST, kind_of, label_of
from blueprints.player.gateway import LOST
from blueprints.player.library_reader import Entry, LibraryReader
from blueprints.player.models import LibraryState, Track

log = logging.getLogger("aerial.tracks")

BATCH = 100  # rows in one transaction: the play log's writer waits for it
REST = 60.0  # seconds, after MPD took too long to answer
SAME_LENGTH = 1.0  # seconds
SAME_SECOND = 1.5  # MPD's database is dated to the second
Kinds = Mapping[str, tuple[str, ...]]
Values = dict[str, Any]
Item = TypeVar("Item")


class Mirror:
    """The job that keeps the table of tracks like MPD's library."""

    def __init__(self) -> None:
        self._rests_until = 0.0

    def run(self) -> None:
        """Compare MPD's database with the table, if it has changed."""
        if clock.monotonic() < self._rests_until:
            return
        config = current_app.config
        names = ("RADIO_MPD_HOST", "RADIO_MPD_PORT", "RADIO_MPD_PASSWORD")
        host, port, password = (config[name] for name in names)
        reader = LibraryReader((host, port, password))
        try:
            reader.connect()
            mirror(reader, config["RADIO_PLAY_KINDS"])
        except LOST as error:
            log.debug("MPD’s library is unavailable", extra={"fields": {"error": str(error)}})
            late = isinstance(error, TimeoutError)
            self._rests_until = clock.monotonic() + (REST if late else 0.0)
        finally:
            reader.disconnect()


def mirror(reader: LibraryReader, kinds: Kinds) -> bool:
    """Bring the table up to date; return True if it was compared as a whole.

    Nothing is done while MPD updates its database, and what changes meanwhile is read next time.
    """
    before = reader.state()
    db_update, is_updating = before
    if is_updating or not db_update or _is_known(db_update, str(kinds)):
        return False
    merge = _Merge(kinds)
    for entries in reader.windows():
        merge.take(entries)
    if reader.state() != before or not merge.is_credible:
        return False
    merge.finish(all_were_read=not reader.skipped)
    if not 0 <= clock.timestamp() - db_update < SAME_SECOND:  # else it may change again in it
        _remember(db_update, str(kinds))
    return True


def _is_known(db_update: int, kinds: str) -> bool:
    state = db.session.get(LibraryState, 1)
    known = state is not None and (state.db_update, state.kinds) == (db_update, kinds)
    db.session.commit()  # no transaction while MPD is asked
    return known


def _remember(db_update: int, kinds: str) -> None:
    begin_write()
    db.session.merge(LibraryState(id=1, db_update=db_update, kinds=kinds, read_at=clock.now()))
    db.session.commit()


class _Merge:
    """The changes that a reading of the library makes: rows known, seen and new."""

    def __init__(self, kinds: Kinds) -> None:
        found = db.session.execute(select(Track.file, Track.id, Track.is_gone)).all()
        db.session.commit()
        self._kinds = kinds
        self._known = {file: (number, is_gone) for file, number, is_gone in found}
        self._seen: set[str] = set()
        self._new: list[Values] = []

    @property
    def is_credible(self) -> bool:
        """Return False if MPD has lost everything, as when its disk is not mounted."""
        return bool(self._seen) or not self._known

    def take(self, entries: Iterable[Entry]) -> None:
        """Update the rows of these songs; new ones wait for finish(), unless all are new."""
        fresh = {e.song.file: e for e in entries if e.song.file not in self._seen}
        self._seen.update(fresh)
        values = [values_of(entry, self._kinds) for entry in fresh.values()]
        for batch in _batches(v for v in values if v["file"] in self._known):
            _update_changed(batch)
        new = [self._new_row(v, fresh[v["file"]]) for v in values if v["file"] not in self._known]
        if self._known:
            self._new += new
        else:
            _insert(new)

    def _new_row(self, values: Values, entry: Entry) -> Values:
        now = clock.now()
        usual = now if self._known else entry.modified_at
        return values | {"added_at": min(entry.added_at or usual or now, now)}

    def finish(self, all_were_read: bool) -> None:
        """Add new rows. What MPD has no more is moved to its new name, or marked as gone."""
        gone = {self._known[file] for file in self._known.keys() - self._seen}
        moved = _moves(self._new, [number for number, _ in gone]) if all_were_read else {}
        for batch in _batches(moved.items()):
            _update([{"id": number, **values} for number, values in batch])
        files = {values["file"] for values in moved.values()}
        _insert([values for values in self._new if values["file"] not in files])
        if all_were_read:
            _mark_gone(n for n, was_gone in gone if not was_gone and n not in moved)


def values_of(entry: Entry, kinds: Kinds) -> Values:
    """Return the columns of a song's row that follow MPD; texts are cut as they are shown."""
    song = entry.song
    label = label_of(song)
    return {
        "file": song.file,
        "folder": song.file.rpartition("/")[0],
        "title": label.title,
        "artist": label.artist,
        "artist_key": same_name(label.artist)[:LONGEST],
        "album": label.album,
        "album_artist": plain(song.album_artist, LONGEST),
        "genre": plain(song.genre, LONGEST),
        "label": plain(entry.label, LONGEST),
        "kind": kind_of(song, kinds),
        "duration": song.duration,
        "search": folded(f"{label.title} {label.artist} {label.album} {splitext(song.file)[0]}"),
        "modified_at": entry.modified_at,
        "is_gone": False,
    }


COMPARED = (
    Track.id, Track.file, Track.folder, Track.title, Track.artist, Track.artist_key, Track.album,
    Track.album_artist, Track.genre, Track.label, Track.kind, Track.duration, Track.search,
    Track.modified_at, Track.is_gone,
)  # fmt: skip


def _update_changed(batch: Sequence[Values]) -> None:
    files = [values["file"] for values in batch]
    found = db.session.execute(select(*COMPARED).where(Track.file.in_(files))).all()
    db.session.commit()
    rows = {row.file: row._mapping for row in found}
    changed = []
    for values in batch:
        if (row := rows.get(values["file"])) is None:
            continue
        label = values["label"] or row["label"]  # the file itself may have said it
        if dict(row) != (wanted := {"id": row["id"], **values, "label": label}):
            changed.append(wanted)
    if changed:
        _update(changed)


def _update(rows: Sequence[Values]) -> None:
    begin_write()
    db.session.execute(update(Track), rows)
    db.session.commit()


def _insert(rows: Sequence[Values]) -> None:
    """Add rows, unless another worker has added their files meanwhile."""
    for batch in _batches(rows):
        begin_write()
        files = [values["file"] for values in batch]
        there = set(db.session.scalars(select(Track.file).where(Track.file.in_(files))))
        if missing := [values for values in batch if values["file"] not in there]:
            db.session.execute(insert(Track), missing)
        db.session.commit()


def _mark_gone(numbers: Iterable[int]) -> None:
    for batch in _batches(numbers):
        begin_write()
        db.session.execute(update(Track).where(Track.id.in_(batch)).values(is_gone=True))
        db.session.commit()


def _moves(new: Sequence[Values], gone: Sequence[int]) -> dict[int, Values]:
    """Return rows that are gone and have one new file of the same names and length: its values.

    What staff set is kept so, and also when the track was added.
    """
    columns = (Track.id, Track.title, Track.artist_key, Track.album, Track.duration)
    lost: dict[tuple[str, ...], list[tuple[int, float | None]]] = {}
    for batch in _batches(gone):
        for number, *names, length in db.session.execute(
            select(*columns).where(Track.id.in_(batch))
        ):
            lost.setdefault(tuple(names), []).append((number, length))
    db.session.commit()
    found: dict[tuple[str, ...], list[Values]] = {}
    for values in new:
        key = (values["title"], values["artist_key"], values["album"])
        found.setdefault(key, []).append(values)
    pairs = ((lost.get(key, []), files) for key, files in found.items())
    return {
        olds[0][0]: {name: value for name, value in files[0].items() if name != "added_at"}
        for olds, files in pairs
        if len(olds) == len(files) == 1 and _is_as_long(olds[0][1], files[0]["duration"])
    }


def _is_as_long(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else abs(one - other) < SAME_LENGTH


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
