"""The play log in public: the one place that decides what listeners see of a stretch of time."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Select,
    bindparam,
    literal_column,
    select,
    union_all,
)

from blueprints.core import clock
from blueprints.core.extensions import rows
from blueprints.core.station import station
from blueprints.player.models import MANUAL, Gap, Play
from blueprints.player.public_rows import Logged, Row, Span, Stretch, public_rows
from blueprints.player.queries import LONGEST_BY_HAND, OVER_AT, first_play_at, heard_at
from blueprints.shows.models import Episode
from blueprints.shows.queries import episode_at, episodes_in

COLUMNS = (
    Play.id,
    Play.source,
    Play.kind,
    Play.covered,
    Play.title,
    Play.artist,
    Play.album,
    Play.label,
    Play.file,
    Play.duration,
    Play.started_at,
    OVER_AT.label("over_at"),
    Play.last_at,
)
MOMENT = Play.started_at.type

Anything = tuple[Any, ...]


@cache
def _plays_query(count: int) -> CompoundSelect[*Anything]:
    """Return the statement for the plays of so many stretches, each with its place."""
    return union_all(*(each for place in range(count) for each in _plays_at(place)))


def _plays_at(place: int) -> tuple[Select[*Anything], Select[*Anything]]:
    since, until, day_before = _bound("since", place), _bound("until", place), _bound("day", place)
    last = (
        select(Play.id)
        .where(Play.source == source, Play.started_at < since)
        .order_by(Play.started_at.desc(), Play.id.desc())
        .limit(1)
        .subquery()
        for source in ("mpd", "playout")
    )
    by_hand = select(Play.id).where(
        Play.source.in_(MANUAL),
        Play.started_at < since,
        Play.started_at > day_before,
        since < OVER_AT,
    )
    columns: Select[*Anything] = select(literal_column(str(place)).label("place"), *COLUMNS)
    return (
        columns.where(Play.id.in_(union_all(*map(select, last), by_hand))),
        columns.where(Play.started_at >= since, Play.started_at < until),
    )


@cache
def _gaps_query(count: int) -> CompoundSelect[*Anything]:
    """Return the statement for the gaps of so many stretches, each with its stretch's place."""
    return union_all(*(each for place in range(count) for each in _gaps_at(place)))


def _gaps_at(place: int) -> tuple[Select[*Anything], Select[*Anything]]:
    since, until = _bound("since", place), _bound("until", place)
    before = select(Gap.id).where(Gap.from_at < since).order_by(Gap.from_at.desc()).limit(1)
    columns: Select[*Anything] = select(
        literal_column(str(place)).label("place"), Gap.from_at, Gap.to_at
    )
    return (
        columns.where(Gap.id.in_(select(before.subquery())), Gap.to_at > since),
        columns.where(Gap.from_at >= since, Gap.from_at < until),
    )


def _bound(name: str, place: int) -> BindParameter[datetime]:
    return bindparam(f"{name}_{place}", type_=MOMENT)


def stream_delay() -> timedelta:
    """Return how much later than in the studio listeners hear a sound."""
    return timedelta(seconds=station().stream_delay)


def rows_between(since: datetime, until: datetime, running: bool = False) -> list[Row]:
    """Return what the public may know of [since, until) of studio time, in order.

    Songs and spins, posted plays, talk, live sets, speech, and gaps, cut to the stretch. Left out:
    jingles and spots, what was covered, and whatever no listener has heard yet. With `running`,
    also what was on air when it began.
    """
    return _rows_of([(since, until)], running)[0]


def _rows_of(stretches: Sequence[Stretch], running: bool = False) -> list[list[Row]]:
    """Return the same of each stretch: four small statements, however long the log is."""
    delay, first, watched_until = stream_delay(), first_play_at(), heard_at()
    heard = clock.now() - delay
    at: dict[str, datetime] = {}
    for place, (since, until) in enumerate(stretches):
        at |= {f"since_{place}": since, f"until_{place}": until}
        at[f"day_{place}"] = since - LONGEST_BY_HAND
    plays: list[list[Logged]] = [[] for _ in stretches]
    gaps: list[list[Stretch]] = [[] for _ in stretches]
    for place, *columns in rows(_plays_query(len(stretches)), at):
        plays[place].append(Logged(*columns))
    for place, begin, end in rows(_gaps_query(len(stretches)), at):
        gaps[place].append((begin, end))
    spans = (Span(*one, heard, first, watched_until, delay, running) for one in stretches)
    return list(map(public_rows, plays, gaps, spans))


def rows_of_episodes(episodes: Collection[Episode]) -> dict[int, list[Row]]:
    """Return by number the rows of each episode: of the show on air, else the day's automation.

    As many statements for twenty episodes as for one.
    """
    stretches = [(episode.starts_at, episode.ends_at) for episode in episodes]
    if not stretches:
        return {}
    around, found = episodes_in(stretches), {}
    for episode, rows_then in zip(episodes, _rows_of(stretches), strict=True):
        near = [one for one in around
                if one.starts_at < episode.ends_at and one.ends_at > episode.starts_at]  # fmt: skip
        found[episode.id] = [row for row, of in with_episodes(rows_then, near)
                             if of and of.id == episode.id]  # fmt: skip
    return found


def rows_of_episode(episode: Episode) -> list[Row]:
    """Return the rows that belong to `episode`."""
    return rows_of_episodes([episode])[episode.id]


def with_episodes(
    found: Sequence[Row], episodes: Sequence[Episode]
) -> list[tuple[Row, Episode | None]]:
    """Return each row with the episode that it belongs to."""
    return [(row, episode_at(episodes, row.started_at)) for row in found]
