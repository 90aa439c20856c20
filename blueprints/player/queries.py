"""Reads of the play log and the snapshot."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Row, Select, bindparam, case, func, select, union_all

from blueprints.core.extensions import db, rows
from blueprints.news.models import Artist
from blueprints.player.models import MANUAL, SONG_SOURCES, Credit, Play, Snapshot
from blueprints.player.public_rows import BELIEVED_FOR, RANKS

RECENT = 5
PLAYS_OF_ARTISTS = 5
MOST_KEYS = 100
LONGEST_BY_HAND = timedelta(days=1)  # of a row: what began before that is over
OVER_AT = func.coalesce(Play.ended_at, Play.ends_by)


def find_snapshot() -> Snapshot | None:
    """Return the snapshot, for the watcher that will change it; None before the first look."""
    return db.session.scalar(select(Snapshot).with_for_update())


def find_open_play() -> Play | None:
    """Return MPD's play that is still open, or None."""
    return db.session.scalar(select(Play).where(Play.ended_at.is_(None), Play.source == "mpd"))


def find_last_play() -> Play | None:
    """Return MPD's play that began last, or None in an empty log."""
    return db.session.scalar(
        select(Play)
        .where(Play.source == "mpd")
        .order_by(Play.started_at.desc(), Play.id.desc())
        .limit(1)  # without it every row is fetched
    )


def first_play_at() -> datetime | None:
    """Return when the first play of the log began, or None."""
    return db.session.scalar(select(func.min(Play.started_at)))


def recent_plays(before: datetime | None = None) -> list[Play]:
    """Return the last five songs and spins that are over (at `before`, if given), newest first."""
    query = select(Play).where(
        Play.source.in_(SONG_SOURCES),
        Play.kind == "music",
        Play.covered.is_(False),
        Play.ended_at.is_not(None),
    )
    if before is not None:
        query = query.where(Play.ended_at <= before)
    return list(
        db.session.scalars(query.order_by(Play.started_at.desc(), Play.id.desc()).limit(RECENT))
    )


def keys_of(artists: Collection[Artist]) -> list[str]:
    """Return the keys of these artists' names and aliases."""
    keys = [artist.key for artist in artists]
    keys += (alias.key for artist in artists for alias in artist.aliases)
    return keys[:MOST_KEYS]


@cache
def _plays_of_query(keys: int) -> Select[str, str, datetime]:
    """Return the statement of plays_of for so many keys: an index look-up for each."""
    until = bindparam("until", type_=Play.started_at.type)
    newest = (
        select(Play.id)
        .join(Credit, Credit.play_id == Play.id)
        .where(Credit.key == bindparam(f"key_{place}"), Credit.started_at <= until)
        .where(Play.covered.is_(False), Play.kind == "music")
        .order_by(Credit.started_at.desc(), Play.id.desc())
        .limit(PLAYS_OF_ARTISTS)
        .subquery()
        for place in range(keys)
    )
    return (
        select(Play.title, Play.artist, Play.started_at)
        .where(Play.id.in_(union_all(*(select(part) for part in newest))))
        .order_by(Play.started_at.desc(), Play.id.desc())
        .limit(PLAYS_OF_ARTISTS)
    )


def plays_of(keys: Collection[str], until: datetime) -> Sequence[Row[str, str, datetime]]:
    """Return (title, artist, started_at) of the newest songs by any artist with these keys.

    Up to five, which began by `until`.
    """
    return rows(
        _plays_of_query(len(keys)),
        {**{f"key_{place}": key for place, key in enumerate(keys)}, "until": until},
    ).all()


PLAY_AT = (
    select(Play)
    .where(Play.source == "mpd", Play.started_at <= bindparam("at", type_=Play.started_at.type))
    .order_by(Play.started_at.desc(), Play.id.desc())
    .limit(1)
)


def _going_on(*sources: str) -> Select[Play]:
    """Return the statement for the newest row of these sources that is on air at a moment."""
    return (
        select(Play)
        .where(
            Play.source.in_(sources),
            Play.started_at <= bindparam("at", type_=Play.started_at.type),
            Play.started_at > bindparam("since", type_=Play.started_at.type),
            bindparam("at", type_=Play.started_at.type) < OVER_AT,
        )
        .order_by(Play.started_at.desc(), Play.id.desc())
        .limit(1)
    )


IN_ORDER = (_going_on(*MANUAL), _going_on("playout"), PLAY_AT)
ON_AIR_AT = (
    select(Play)
    .where(
        Play.id.in_(
            union_all(*(select(one.with_only_columns(Play.id).subquery()) for one in IN_ORDER))
        )
    )
    .order_by(case(RANKS, value=Play.source).desc())
)


def on_air_at(moment: datetime) -> Play | None:
    """Return what was on air at `moment`: logged by hand, else posted, else MPD's play."""
    at = {"at": moment, "since": moment - LONGEST_BY_HAND}
    play = db.session.scalars(ON_AIR_AT, at).first()
    is_over = play is not None and play.over_at is not None and play.over_at <= moment
    return None if is_over else play


def song_heard_at(moment: datetime) -> Play | None:
    """Return the song that was heard at `moment`, or None; an unwatched play does not count.

    A spin or a posted play is a song; none is while it is covered by another.
    """
    play = on_air_at(moment)
    if play is None or play.kind != "music" or play.covered or not play.title:
        return None
    if play.source != "mpd":
        return play
    lost = play.ended_at is None and (play.last_at is None or play.last_at + BELIEVED_FOR < moment)
    return None if lost else play


def heard_at() -> datetime | None:
    """Return when MPD last answered, or None if it never has."""
    return db.session.scalar(select(Snapshot.heard_at))
