"""The play log in public: the one place that decides what listeners see of a stretch of time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, union_all

from blueprints.core import clock
from blueprints.core.extensions import rows
from blueprints.core.station import station
from blueprints.player.models import MANUAL, Gap, Play
from blueprints.player.public_rows import Logged, Row, Span, Stretch, public_rows
from blueprints.player.queries import LONGEST_BY_HAND, OVER_AT, first_play_at, heard_at
from blueprints.shows.models import Episode
from blueprints.shows.queries import episode_at, episodes_between

SINCE = bindparam("since", type_=Play.started_at.type)
UNTIL = bindparam("until", type_=Play.started_at.type)
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
BEGUN_BEFORE = union_all(
    *(
        select(
            select(Play.id)
            .where(Play.source == source, Play.started_at < SINCE)
            .order_by(Play.started_at.desc(), Play.id.desc())
            .limit(1)
            .subquery()
        )
        for source in ("mpd", "playout")
    ),
    select(Play.id).where(
        Play.source.in_(MANUAL),
        Play.started_at < SINCE,
        Play.started_at > bindparam("day_before", type_=Play.started_at.type),
        OVER_AT > SINCE,
    ),
)
PLAYS = union_all(
    select(*COLUMNS).where(Play.id.in_(BEGUN_BEFORE)),
    select(*COLUMNS).where(Play.started_at >= SINCE, Play.started_at < UNTIL),
)
GAP_BEFORE = (
    select(Gap.id).where(Gap.from_at < SINCE).order_by(Gap.from_at.desc()).limit(1).subquery()
)
GAPS = union_all(
    select(Gap.from_at, Gap.to_at).where(Gap.id.in_(select(GAP_BEFORE)), Gap.to_at > SINCE),
    select(Gap.from_at, Gap.to_at).where(Gap.from_at >= SINCE, Gap.from_at < UNTIL),
)


def stream_delay() -> timedelta:
    """Return how much later than in the studio listeners hear a sound."""
    return timedelta(seconds=station().stream_delay)


def rows_between(since: datetime, until: datetime, running: bool = False) -> list[Row]:
    """Return what the public may know of [since, until) of studio time, in order.

    Songs and spins, posted plays, talk, live sets, speech, and gaps, cut to the stretch. Left out:
    jingles and spots, what was covered, and whatever no listener has heard yet. Four small
    statements, however long the log is. With `running`, also what was on air when it began.
    """
    delay = stream_delay()
    span = Span(since, until, clock.now() - delay, first_play_at(), heard_at(), delay, running)
    return public_rows(_plays(since, until), _gaps(since, until), span)


def _plays(since: datetime, until: datetime) -> list[Logged]:
    at = {"since": since, "until": until, "day_before": since - LONGEST_BY_HAND}
    return [Logged(**row._mapping) for row in rows(PLAYS, at)]


def _gaps(since: datetime, until: datetime) -> list[Stretch]:
    return [(begin, end) for begin, end in rows(GAPS, {"since": since, "until": until})]


def rows_of_episode(episode: Episode) -> list[Row]:
    """Return the rows that belong to `episode`: of the show on air, else the day's automation."""
    episodes = episodes_between(episode.starts_at, episode.ends_at)
    found = rows_between(episode.starts_at, episode.ends_at)
    return [row for row, of in with_episodes(found, episodes) if of and of.id == episode.id]


def with_episodes(
    found: Sequence[Row], episodes: Sequence[Episode]
) -> list[tuple[Row, Episode | None]]:
    """Return each row with the episode that it belongs to."""
    return [(row, episode_at(episodes, row.started_at)) for row in found]
