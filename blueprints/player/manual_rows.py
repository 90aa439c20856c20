"""Rows that are on air instead of MPD's song: which are, which are over, what they cover."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from blueprints.core.extensions import db
from blueprints.news.queries import each_asked
from blueprints.player.covered import Stretch, is_covered
from blueprints.player.models import MANUAL, OVER_MPD, LogRow, Play
from blueprints.player.public_rows import RANKS
from blueprints.player.queries import LONGEST_BY_HAND, OVER_AT

NEXT_MAY_TAKE = timedelta(seconds=5)  # a posted play stays on air until the next one is there


def find_open_rows() -> list[Play]:
    """Return the open rows of the play log, the newest first: MPD's too."""
    newest = Play.started_at.desc(), Play.id.desc()
    return list(db.session.scalars(select(Play).where(Play.ended_at.is_(None)).order_by(*newest)))


def topmost(rows: Iterable[Play]) -> Play | None:
    """Return which of these open rows, the newest first, is on air: by hand ▸ posted ▸ MPD's."""
    return max(rows, key=lambda row: RANKS[row.source], default=None)


def find_manual(log: type[LogRow]) -> LogRow | None:
    """Return the newest open row of `log` that was logged by hand; it may be over already."""
    query = select(log).where(log.ended_at.is_(None), each_asked(log.source.in_(MANUAL)))
    return db.session.scalar(query.order_by(log.started_at.desc(), log.id.desc()).limit(1))


def find_over(log: type[LogRow], now: datetime) -> list[LogRow]:
    """Return the open rows of `log` whose time has run out."""
    query = select(log).where(log.ended_at.is_(None), log.ends_by <= now)
    return list(db.session.scalars(query))


def is_open(row: LogRow, now: datetime) -> bool:
    """Return True if `row` is on air at `now`: neither ended nor past its time."""
    return row.ended_at is None and (row.ends_by is None or now < row.ends_by)


def ended_by(row: LogRow, now: datetime) -> datetime | None:
    """Return when `row` ended, also if nobody has noted yet that its time ran out; None if open."""
    over_at = row.over_at
    return over_at if over_at is not None and (row.ended_at or over_at <= now) else None


def end_if_over(row: LogRow, now: datetime) -> bool:
    """End `row` when its time has run out: by its length, or by the cap. Return True if so."""
    if row.ended_at is not None or row.ends_by is None or now < row.ends_by:
        return False
    row.ended_at, row.how = max(row.ends_by, row.started_at), "capped"
    ends = row.started_at + timedelta(seconds=row.duration or 0)
    waits = NEXT_MAY_TAKE if row.source == "playout" else timedelta()
    if row.duration and row.ends_by <= ends + waits:
        row.ended_at, row.how = min(row.ended_at, ends), "finished"
    return True


def end_those_over(log: type[LogRow], now: datetime) -> bool:
    """End each row of `log` whose time has run out; return True if there was one.

    Call inside begin_write().
    """
    rows = [row for row in find_over(log, now) if end_if_over(row, now)]
    for row in rows:
        if isinstance(row, Play):
            mark_covered(row.started_at, now, now)
    return bool(rows)


def mark_covered(since: datetime, until: datetime, now: datetime) -> None:
    """Work out anew which of MPD's and posted plays in this time were covered.

    Rows logged by hand cover both, posted plays cover MPD's. Call inside begin_write(), when one
    of them has changed there.
    """
    plays = _plays_between(since, until)
    if not plays:
        return
    stretches = {play: (play.started_at, play.ended_at or max(now, play.started_at))
                 for play in plays}  # fmt: skip
    begin = min(start for start, _ in stretches.values())
    above = _above_between(begin, max(end for _, end in stretches.values()))
    for play, stretch in stretches.items():
        sources = OVER_MPD if play.source == "mpd" else MANUAL
        covered = is_covered(stretch, [each for source, each in above if source in sources])
        if play.covered != covered:
            play.covered = covered


def _plays_between(since: datetime, until: datetime) -> list[Play]:
    """Return MPD's and posted plays that overlap this time: they follow each other, so one of each
    may have begun before.
    """
    sources = "mpd", "playout"
    before = [
        select(Play.id)
        .where(Play.source == source, Play.started_at < since)
        .order_by(Play.started_at.desc(), Play.id.desc())
        .limit(1)
        .scalar_subquery()
        for source in sources
    ]
    during = and_(Play.source.in_(sources), Play.started_at >= since, Play.started_at <= until)
    return list(db.session.scalars(select(Play).where(or_(Play.id.in_(before), during))))


def _above_between(since: datetime, until: datetime) -> list[tuple[str, Stretch]]:
    """Return (source, stretch) of the rows that are on air instead of MPD's song."""
    in_time = Play.started_at > since - LONGEST_BY_HAND, Play.started_at < until
    query = select(Play.source, Play.started_at, OVER_AT)
    rows = db.session.execute(query.where(Play.source.in_(OVER_MPD), *in_time))
    return [(source, (begin, over_at or until)) for source, begin, over_at in rows]
