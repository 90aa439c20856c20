"""The library as DJs search and browse it: tracks, and groups of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, RowMapping, Select, and_, case, func, select

from blueprints.core import clock
from blueprints.core.extensions import db, rows
from blueprints.core.text import folded, plain, same_name
from blueprints.player.covers import keys_of
from blueprints.player.display_names import LONGEST
from blueprints.player.models import Cover, Play, Track
from blueprints.player.mpd_status import Song

PAGE_SIZE = 50
MOST_FILES = 1_000
LONGEST_SEARCH = 200
MOST_WORDS = 10
A_MONTH = timedelta(days=30)
ROOT = "/"  # MPD's name for the music folder itself is ""
BETWEEN = " — "
GROUPS = ("artists", "albums", "folders")
WAYS = ("all", *GROUPS, "new", "rested")


@dataclass(frozen=True)
class Question:
    """A question to the library: words, a way to browse (one of WAYS), the group's value."""

    q: str = ""
    by: str = "all"
    value: str = ""
    page: int = 1

    @property
    def is_about_groups(self) -> bool:
        """Return True if artists, albums or folders are asked for, not tracks."""
        return self.by in GROUPS and not self.value


def answer(asked: Question, with_files: bool = False) -> dict[str, Any]:
    """Return {"rows", "total", "page"} and, of tracks, all "files" up to a thousand if wanted."""
    if asked.is_about_groups:
        return _groups(asked)
    query, start = _tracks(asked), (asked.page - 1) * PAGE_SIZE
    if asked.by == "rested":  # a page of it takes as long as all
        numbers = _numbers(query)
        total, shown, first = len(numbers), numbers[start : start + PAGE_SIZE], numbers[:MOST_FILES]
    else:
        total = _count(query)
        shown = _numbers(query.limit(PAGE_SIZE).offset(start)) if start < total else []
        first = _numbers(query.limit(MOST_FILES)) if with_files else []
    said = {"rows": rows_of(tracks_in_order(shown)), "total": total, "page": asked.page}
    return said | {"files": _files(first)} if with_files else said


def _numbers(query: Select[int]) -> list[int]:
    return [number for (number,) in rows(query, {})]


def _count(query: Select[int]) -> int:
    counted = select(func.count()).select_from(query.order_by(None).subquery())
    return db.session.scalar(counted) or 0


def tracks_in_order(numbers: Sequence[int]) -> list[Track]:
    """Return the tracks with these numbers, in their order."""
    found = {t.id: t for t in db.session.scalars(select(Track).where(Track.id.in_(numbers)))}
    return [found[number] for number in numbers if number in found]


def rows_of(tracks: Sequence[Track]) -> list[dict[str, Any]]:
    """Return tracks as JSON, with cover and last play."""
    arts, played = _art_urls(tracks), _last_plays([track.file for track in tracks])
    return [
        {
            "id": track.id,
            "file": track.file,
            "title": track.title,
            "artist": track.artist,
            "album": track.album,
            "duration": track.duration,
            "kind": track.kind,
            "art_url": arts.get(track.id),
            "last_played_at": played.get(track.file),
            "explicit": track.explicit,
            "rotation": track.rotation,
            "local": track.local,
            "language": track.language,
            "label": track.label,
        }
        for track in tracks
    ]


def says(search: str) -> ColumnElement[bool]:
    """Return the condition that a track is in the library and has every word of `search`."""
    words = folded(plain(search, LONGEST_SEARCH)).split()[:MOST_WORDS]
    has = (Track.search.contains(word, autoescape=True) for word in words)
    return and_(Track.is_gone.is_(False), *has)


def _files(numbers: Sequence[int]) -> list[str]:
    query = select(Track.id, Track.file).where(Track.id.in_(numbers))
    found = dict(db.session.execute(query).all())
    return [found[number] for number in numbers]


whole_album = case(
    (Track.album_artist == "", Track.album), else_=Track.album + BETWEEN + Track.album_artist
)


def _tracks(asked: Question) -> Select[int]:
    """Return the statement for the numbers of the tracks that are asked for, in order."""
    query = select(Track.id).where(says(asked.q))
    if asked.by == "new":
        return query.order_by(Track.added_at.desc(), Track.id.desc())
    if asked.by == "rested":
        return _rested(query)
    if asked.value:
        return query.where(_is_in(asked)).order_by(*_order_in(asked.by))
    return query.order_by(Track.artist_key, Track.album, Track.file)


def _is_in(asked: Question) -> ColumnElement[bool]:
    if asked.by == "artists":
        return Track.artist_key == same_name(asked.value)[:LONGEST]
    if asked.by == "albums":
        return whole_album == asked.value
    return Track.folder == ("" if asked.value == ROOT else asked.value)


def _order_in(by: str) -> tuple[Any, ...]:
    return (Track.album, Track.file) if by == "artists" else (Track.file,)


def _rested(query: Select[int]) -> Select[int]:
    """Narrow to music that nobody heard for a month, longest-rested first, unplayed ones at all."""
    recent = select(Play.file).where(
        Play.started_at > clock.now() - A_MONTH, Play.covered.is_(False), Play.file != ""
    )
    last = select(func.max(Play.started_at)).where(Play.file == Track.file).scalar_subquery()
    rested = query.where(Track.kind == "music", Track.file.not_in(recent))
    return rested.order_by(last.nulls_first(), Track.id)


def _groups(asked: Question) -> dict[str, Any]:
    start = (asked.page - 1) * PAGE_SIZE
    query = _GROUPED[asked.by].where(says(asked.q)).limit(PAGE_SIZE).offset(start)
    found = rows(query, {}).mappings().all()
    total = found[0]["total"] if found else 0
    return {"rows": [_group(row) for row in found], "total": total, "page": asked.page}


COUNTS = func.count().label("tracks"), func.count().over().label("total")
_GROUPED: dict[str, Select[*tuple[Any, ...]]] = {
    "artists": select(func.min(Track.artist).label("value"), *COUNTS)
    .where(Track.artist_key != "")
    .group_by(Track.artist_key)
    .order_by(Track.artist_key),
    "albums": select(
        Track.album.label("value"),
        Track.album_artist,
        func.min(Track.artist).label("first"),
        func.max(Track.artist).label("last"),
        *COUNTS,
    )
    .where(Track.album != "")
    .group_by(Track.album, Track.album_artist)
    .order_by(func.lower(Track.album), Track.album, Track.album_artist),
    "folders": select(Track.folder.label("value"), *COUNTS)
    .group_by(Track.folder)
    .order_by(Track.folder),
}


def _group(row: RowMapping) -> dict[str, Any]:
    """Return a group as JSON: its value, its tracks' number; an album's artist, if not in it."""
    said = {"value": row["value"] or ROOT, "tracks": row["tracks"]}
    if row.get("album_artist"):
        return said | {"value": f"{row['value']}{BETWEEN}{row['album_artist']}"}
    if "first" in row:
        is_one = row["first"] == row["last"]
        return said | {"artist": row["first"] if is_one else _("Various artists")}
    return said


def _art_urls(tracks: Iterable[Track]) -> dict[int, str]:
    """Return the addresses of covers by the tracks' numbers: the album's, else the file's own."""
    keys = {track.id: keys_of(_song(track)) for track in tracks}
    wanted = {key for both in keys.values() for key in both}
    query = select(Cover.key, Cover.hash).where(Cover.key.in_(wanted))
    found = dict(db.session.execute(query).all())
    hashes = {number: found.get(album) or found.get(own) for number, (album, own) in keys.items()}
    return {n: f"/player/art/{hash_}-96.jpg" for n, hash_ in hashes.items() if hash_}


def _song(track: Track) -> Song:
    return Song(track.file, artist=track.artist, album=track.album, album_artist=track.album_artist)


def _last_plays(files: Sequence[str]) -> dict[str, str | None]:
    last = select(Play.file, func.max(Play.started_at)).where(Play.file.in_(files))
    found = db.session.execute(last.group_by(Play.file))
    return {file: clock.rfc3339(moment) for file, moment in found}
