"""The example station's log of three weeks, the station's ledger of it, and a quota."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.core.text import same_name
from blueprints.example.catalogue import LOCALS
from blueprints.example.schedule import WEEK, WEEKS
from blueprints.example.timeline import JINGLE, Row, Stretch, filled, rows_of
from blueprints.player.display_names import artist_keys
from blueprints.player.log_edits import kept
from blueprints.player.models import Credit, Gap, LogEdit, Play
from blueprints.reports.models import Quota, QuotaArtist
from blueprints.shows.automation import midnight
from blueprints.shows.models import Show
from blueprints.shows.queries import schedule_between

GAP = timedelta(days=9, hours=3, minutes=12), timedelta(days=9, hours=2, minutes=53)  # before now
QUOTA = 35.0
JUST_ENDED = timedelta(seconds=1)  # the station's own MPD goes on from here
FORGOTTEN = timedelta(minutes=40)  # until a slip of the pen is seen


def add_plays(now: datetime, dj: User) -> int:
    """Add the log, up to now; return how many rows it has."""
    until = now - JUST_ENDED
    since = midnight(now - WEEKS * WEEK, station().timezone)
    gap = now - GAP[0], now - GAP[1]
    stretches = filled(_shows(since, until), since, until, gap)
    rows = [_columns(row) for stretch in stretches for row in rows_of(stretch)]
    db.session.execute(insert(Play), rows)
    _credit()
    db.session.add(Gap(from_at=gap[0], to_at=gap[1], why="unwatched"))
    db.session.add_all(_corrections(dj))
    _add_quota()
    return len(rows)


def _shows(since: datetime, until: datetime) -> list[Stretch]:
    slugs = {number: slug for number, slug in db.session.execute(select(Show.id, Show.slug))}
    return [
        Stretch(airing.starts_at, airing.ends_at, slugs[airing.show_id])
        for airing in schedule_between(since, until)
    ]


def _columns(row: Row) -> dict[str, Any]:
    song = row.song
    by_hand = row.source in ("spin", "talk", "live")
    return {
        "source": row.source,
        "kind": row.kind,
        "title": row.title,
        "artist": song.artist if song else "Aerial" if row.kind == "jingle" else "",
        "album": song.album if song else "",
        "label": song.label if song else "",
        "genre": song.genre if song else "",
        "isrc": song.isrc if song else "",
        "file": "" if by_hand else song.file if song else JINGLE.path,
        "duration": song.length if song and not by_hand else None,
        "started_at": row.starts_at,
        "ended_at": row.ends_at,
        "how": row.how,
        "covered": row.covered,
    }


def _credit() -> None:
    music = select(Play.id, Play.artist, Play.started_at).where(Play.artist != "")
    credits = [
        {"play_id": number, "key": key, "started_at": started_at}
        for number, artist, started_at in db.session.execute(music)
        for key in artist_keys(artist)
    ]
    db.session.execute(insert(Credit), credits)


def _corrections(dj: User) -> Iterator[LogEdit]:
    """Yield what the DJ put right afterwards: a name, and a record that was missing."""
    newest = select(Play).where(Play.source == "spin").order_by(Play.started_at.desc())
    wrong, missing = db.session.scalars(newest.offset(5).limit(2))
    at = (wrong.ended_at or wrong.started_at) + FORGOTTEN
    edit = {"user_id": dj.id, "who": dj.name}
    after = kept(wrong)
    before = after | {"artist": wrong.artist.upper(), "label": ""}
    yield LogEdit(play_id=wrong.id, what="corrected", before=before, after=after, at=at, **edit)
    yield LogEdit(play_id=missing.id, what="inserted", after=kept(missing), at=at, **edit)


def _add_quota() -> None:
    quota = Quota(name="Local", rule="local", target=QUOTA)
    db.session.add(quota)
    db.session.flush()
    db.session.add_all(
        QuotaArtist(quota_id=quota.id, key=same_name(name), name=name) for name in LOCALS
    )
