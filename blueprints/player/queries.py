"""Reading the log and the snapshot."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Row, Select, bindparam, select

from blueprints.core.extensions import db
from blueprints.player.models import Credit, Play, Snapshot

RECENT = 5
PLAYS_OF_ARTISTS = 5
BELIEVED_FOR = timedelta(seconds=30)


def find_snapshot() -> Snapshot | None:
    """The one snapshot, for the watcher that will change it; None before the first look."""
    return db.session.scalar(select(Snapshot).with_for_update())


def find_open_play() -> Play | None:
    """MPD's play that is still open, or None."""
    return db.session.scalar(select(Play).where(Play.ended_at.is_(None), Play.source == "mpd"))


def find_last_play() -> Play | None:
    """The play of MPD's that began last, or None in an empty log."""
    return db.session.scalar(
        select(Play)
        .where(Play.source == "mpd")
        .order_by(Play.started_at.desc(), Play.id.desc())
        .limit(1)  # without it every row is fetched
    )


def recent_plays(before: datetime | None = None) -> list[Play]:
    """The last five songs and spins that are over (at `before`, if given), newest first."""
    query = select(Play).where(
        Play.source.in_(("mpd", "spin", "playout")),
        Play.kind == "music",
        Play.covered.is_(False),
        Play.ended_at.is_not(None),
    )
    if before is not None:
        query = query.where(Play.ended_at <= before)
    return list(
        db.session.scalars(query.order_by(Play.started_at.desc(), Play.id.desc()).limit(RECENT))
    )


def _plays_of_query() -> Select[str, str, datetime]:
    """The statement of plays_of, made once: making it costs more than running it."""
    keys = bindparam("keys", type_=Credit.key.type, expanding=True)
    until = bindparam("until", type_=Play.started_at.type)
    credited = (
        select(Credit.play_id, Credit.started_at)
        .where(Credit.key.in_(keys), Credit.started_at <= until)
        .order_by(Credit.started_at.desc())
        .limit(PLAYS_OF_ARTISTS * 4)  # a play may credit several of them, or have been covered
        .subquery()
    )
    return (
        select(Play.title, Play.artist, Play.started_at)
        .where(Play.id.in_(select(credited.c.play_id)))
        .where(Play.covered.is_(False), Play.kind == "music")
        .order_by(Play.started_at.desc(), Play.id.desc())
        .limit(PLAYS_OF_ARTISTS)
    )


PLAYS_OF = _plays_of_query()


def plays_of(keys: Collection[str], until: datetime) -> Sequence[Row[str, str, datetime]]:
    """(title, artist, started_at) of the newest songs by any of the artists with these keys.

    Up to five, which began by `until`.
    """
    return db.session.execute(PLAYS_OF, {"keys": list(keys), "until": until}).all()


def play_at(moment: datetime) -> Play | None:
    """What MPD played at `moment`, or None."""
    play = db.session.scalar(
        select(Play)
        .where(Play.source == "mpd", Play.started_at <= moment)
        .order_by(Play.started_at.desc(), Play.id.desc())
        .limit(1)
    )
    return play if play and (play.ended_at is None or play.ended_at > moment) else None


def song_heard_at(moment: datetime) -> Play | None:
    """The song that was heard at `moment`, or None; a play that nobody watches is none."""
    play = play_at(moment)
    if play is None or play.kind != "music" or play.covered or not play.title:
        return None
    lost = play.ended_at is None and (play.last_at is None or play.last_at + BELIEVED_FOR < moment)
    return None if lost else play


def heard_at() -> datetime | None:
    """When MPD last answered, or None when it never has."""
    return db.session.scalar(select(Snapshot.heard_at))
