"""Lists of spins, newest first: pages and totals of a long log without reading it all.

A page is found by counts of stretches of time: those of the log's days are kept (SongCount), an
episode's are counted by the index of songs. All times are the studio's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import NamedTuple

from sqlalchemy import String, and_, bindparam, func, or_, select, type_coerce
from sqlalchemy.orm import aliased

from blueprints.api.parameters import Page
from blueprints.api.stretches import Stretch, clipped, owned, owner_of, place_of_page
from blueprints.core.extensions import db, rows
from blueprints.player.models import IS_SONG, Play
from blueprints.player.record_models import SongCount
from blueprints.shows import schedule
from blueprints.shows.models import Episode
from blueprints.shows.queries import episode_at, episodes_between

DAY = timedelta(days=1)
SINCE = bindparam("since", type_=Play.started_at.type)
UNTIL = bindparam("until", type_=Play.started_at.type)
SONGS = select(func.count()).select_from(Play).where(IS_SONG)
COUNT = SONGS.where(Play.started_at >= SINCE, Play.started_at < UNTIL)
WHOLE_DAYS = SongCount.day >= bindparam("first"), SongCount.day < bindparam("last")
TOTAL = select(func.coalesce(func.sum(SongCount.songs), 0)).where(*WHOLE_DAYS)
DAYS = (
    select(type_coerce(SongCount.day, String), SongCount.songs)  # dates are made of few of them
    .where(*WHOLE_DAYS)
    .order_by(SongCount.day.desc())
)
OF_SHOW = (
    Episode.show_id == bindparam("show_id"),
    Episode.starts_at < UNTIL,
    Episode.ends_at > SINCE,
)
COUNTED = (
    SONGS.where(Play.started_at >= Episode.starts_at, Play.started_at < Episode.ends_at)
    .correlate(Episode)
    .scalar_subquery()
)
EPISODES = (
    select(Episode.id, Episode.starts_at, Episode.ends_at, Episode.one_off, COUNTED.label("songs"))
    .where(*OF_SHOW)
    .order_by(Episode.starts_at.desc())
)
Other = aliased(Episode)
OTHERS = (
    select(Episode.id.label("of"), Other.id, Other.starts_at, Other.ends_at, Other.one_off)
    .join(Other, (Other.starts_at >= Episode.starts_at) & (Other.starts_at < Episode.ends_at))
    .where(*OF_SHOW, Other.show_id.is_not(None), Other.id != Episode.id)
)


class SpinPage(NamedTuple):
    """A page of plays, newest first, the numbers of their playlists, and the list's length."""

    plays: Sequence[Play]
    playlists: Sequence[int | None]
    total: int


class Airing(NamedTuple):
    """An episode, without all that is not asked of it."""

    id: int
    starts_at: datetime
    ends_at: datetime
    one_off: bool


def page_of_log(since: datetime, until: datetime, page: Page) -> SpinPage:
    """Return a page of all spins of [since, until)."""
    first, last = _midnight(since + DAY - timedelta(microseconds=1)), _midnight(until)
    if first > last:
        found = _page_of([Stretch(since, until)], [_count(since, until)], page)
        return found._replace(playlists=playlists_of(found.plays))
    days = {"first": first.date(), "last": last.date()}
    newest, oldest = _count(last, until), _count(since, first)
    total = newest + int(rows(TOTAL, days).scalar_one()) + oldest
    if page.offset >= total:
        return SpinPage([], [], total)
    near = list(_days_near(days, page.offset - newest, page.count))
    end, newer = (near[0][0] + DAY, newest + near[0][1]) if near else (first, total - oldest)
    if page.offset < newest:
        end, newer = until, 0
    begin = near[-1][0] if near else last
    if page.offset + page.count > total - oldest:
        begin = since
    plays = _plays([Stretch(begin, end)], page.offset - newer, page.count)
    return SpinPage(plays, playlists_of(plays), total)


def page_of_playlist(playlist_id: int, since: datetime, until: datetime, page: Page) -> SpinPage:
    """Return a page of an episode's spins of [since, until); none if there is no such episode."""
    episode = db.session.get(Episode, playlist_id)
    if episode is None:
        return SpinPage([], [], 0)
    whole = Stretch(episode.starts_at, episode.ends_at)
    parts = [one for one in _owned(whole) if one.episode_id == episode.id]
    found = [part for one in reversed(parts) if (part := clipped(one, since, until))]
    return _page_of(found, [_count(one.since, one.until) for one in found], page)


def page_of_show(show_id: int, since: datetime, until: datetime, page: Page) -> SpinPage:
    """Return a page of the spins of a show's episodes, as far as they are in [since, until)."""
    asked = {"show_id": show_id, "since": since, "until": until}
    others: dict[int, list[Airing]] = {}
    for of, number, starts_at, ends_at, one_off in rows(OTHERS, asked):
        others.setdefault(of, []).append(Airing(number, starts_at, ends_at, one_off))
    found: list[Stretch] = []
    counts: list[int] = []
    for number, starts_at, ends_at, one_off, songs in rows(EPISODES, asked):
        mine = Airing(number, starts_at, ends_at, one_off)
        for part in _parts_of(mine, others.get(number, ())):
            if kept := clipped(part, since, until):
                is_whole = (kept.since, kept.until) == (starts_at, ends_at)
                found.append(kept)
                counts.append(songs if is_whole else _count(kept.since, kept.until))
    return _page_of(found, counts, page)


def playlists_of(plays: Sequence[Play]) -> list[int | None]:
    """Return the number of each play's episode; plays are by time, newest or oldest first."""
    if not plays:
        return []
    ends = sorted((plays[0].started_at, plays[-1].started_at))
    stretches = _owned(Stretch(ends[0], ends[1] + timedelta(microseconds=1)))
    return [owner_of(stretches, play.started_at) for play in plays]


def _days_near(days: Mapping[str, date], place: int, count: int) -> Iterator[tuple[datetime, int]]:
    """Yield the days with rows `place` to `place + count`, and how many rows are newer than each.

    It is as far to walk as the page is deep.
    """
    newer = 0
    for day, songs in rows(DAYS, dict(days)):
        if newer >= place + count:
            return
        if newer + songs > place:
            yield _midnight_of(date.fromisoformat(str(day))), newer
        newer += songs


def _midnight(moment: datetime) -> datetime:
    return _midnight_of(moment.date())


def _midnight_of(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _owned(whole: Stretch) -> list[Stretch]:
    episodes = episodes_between(whole.since, whole.until)
    return owned(episodes, partial(episode_at, episodes), whole.since, whole.until)


def _parts_of(mine: Airing, others: Iterable[Airing]) -> Iterator[Stretch]:
    """Yield the parts of an airing, newest first, in which none that began later is on."""
    rivals = [mine, *others]
    if len(rivals) == 1:
        yield Stretch(mine.starts_at, mine.ends_at, mine.id)
        return
    parts = owned(rivals, partial(schedule.on_air, rivals), mine.starts_at, mine.ends_at)
    yield from (one for one in reversed(parts) if one.episode_id == mine.id)


def _page_of(stretches: Sequence[Stretch], counts: Sequence[int], page: Page) -> SpinPage:
    place = place_of_page(counts, page.offset, page.count)
    if place is None:
        return SpinPage([], [], sum(counts))
    near = [stretches[at] for at in range(place.first, place.last + 1) if counts[at]]
    plays = _plays(near, place.skipped, page.count)
    return SpinPage(plays, [owner_of(near, play.started_at) for play in plays], sum(counts))


def _plays(stretches: Iterable[Stretch], skipped: int, count: int) -> Sequence[Play]:
    at = Play.started_at
    within = or_(*(and_(at >= one.since, at < one.until) for one in stretches))
    newest = select(Play).where(IS_SONG, within).order_by(at.desc(), Play.id.desc())
    return db.session.scalars(newest.offset(skipped).limit(count)).all()


def _count(since: datetime, until: datetime) -> int:
    if since >= until:
        return 0
    return rows(COUNT, {"since": since, "until": until}).scalar_one()
