"""Episodes: the airings that have begun or are about to, as rows. Nothing here commits."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.shows.automation import days_between, first_moment, midnight
from blueprints.shows.models import Episode, ScheduleState
from blueprints.shows.queries import LONGEST, schedule_between
from blueprints.shows.schedule import Airing

AHEAD = timedelta(hours=1)  # an episode is there so long before it begins
SAME_DAY = timedelta(hours=25)  # an airing that was put off to later on its day is that far away


def make_episodes() -> None:
    """Write the episodes that are due, and let those that have not begun follow the schedule.

    Call it inside begin_write(). What was missed since the last time is made up for; what has begun
    stays as it is, but for the end of what is still on.
    """
    now = clock.now()
    state = db.session.get(ScheduleState, 1)
    if state is None:
        state = ScheduleState(id=1, version=0)
        db.session.add(state)
    _make_shows(min(state.episodes_until or now, now), now)
    _make_automation(now)
    state.episodes_until = now + AHEAD


def _make_shows(since: datetime, now: datetime) -> None:
    coming = schedule_between(since, now + AHEAD + SAME_DAY)
    scheduled = {(one.show_id, one.starts_at): one for one in coming}  # a special, if one of each
    known = {(row.show_id, row.starts_at): row for row in _known_since(since)}
    for key in scheduled.keys() & known.keys():
        if known[key].ends_at > now:
            _follow(known[key], scheduled[key])
    begun = [row for row in known.values() if row.starts_at <= now]
    lost = [row for key, row in known.items() if row.starts_at > now and key not in scheduled]
    new = [airing for key, airing in scheduled.items() if key not in known]
    needed = [one for one in new if one.starts_at > now or _is_due(one, since, now, begun)]
    for row, airing in _moved(lost, [one for one in needed if one.ends_at > now]):
        _follow(row, airing)
        needed.remove(airing)
        lost.remove(row)
    for row in lost:
        db.session.delete(row)
    db.session.flush()  # another may begin when one of these would have
    db.session.add_all(_episode(one) for one in needed if one.starts_at < now + AHEAD)


def _known_since(since: datetime) -> list[Episode]:
    return list(
        db.session.scalars(
            select(Episode)
            .where(Episode.show_id.is_not(None), Episode.starts_at > since - LONGEST)
            .order_by(Episode.starts_at)
        )
    )


def _is_due(airing: Airing, since: datetime, now: datetime, begun: Iterable[Episode]) -> bool:
    """Return True if `airing`, which has begun, needs an episode: its show has none then."""
    return not any(
        row.show_id == airing.show_id
        and row.starts_at < airing.ends_at
        and row.ends_at > airing.starts_at
        for row in begun
    ) and (airing.starts_at >= since or airing.ends_at > now)


def _moved(rows: Iterable[Episode], airings: Iterable[Airing]) -> list[tuple[Episode, Airing]]:
    """Pair the rows that lost their time with airings of the same show on the same day."""
    by_day: defaultdict[tuple[int | None, object], list[Airing]] = defaultdict(list)
    zone = ZoneInfo(station().timezone)
    for airing in airings:
        by_day[airing.show_id, airing.starts_at.astimezone(zone).date()].append(airing)
    pairs = []
    for row in rows:
        if same_day := by_day[row.show_id, row.starts_at.astimezone(zone).date()]:
            pairs.append((row, same_day.pop(0)))
    return pairs


def _follow(row: Episode, airing: Airing) -> None:
    row.starts_at, row.ends_at = airing.starts_at, airing.ends_at
    is_undone = row.one_off and not airing.one_off  # the title was the special's
    row.title = airing.title if is_undone else row.title or airing.title
    row.slot_id, row.one_off = airing.slot_id, airing.one_off


def _episode(airing: Airing) -> Episode:
    row = Episode(show_id=airing.show_id, title="", notes="")
    _follow(row, airing)
    return row


def _make_automation(now: datetime) -> None:
    """Tile the days, from the one of the first thing that went out until past the next hour."""
    first, zone = first_moment(), station().timezone
    if first is None:
        return
    of_no_show = select(Episode).where(Episode.show_id.is_(None))
    oldest = db.session.scalar(of_no_show.order_by(Episode.starts_at).limit(1))
    newest = db.session.scalar(of_no_show.order_by(Episode.starts_at.desc()).limit(1))
    until = midnight(max(now, first) + AHEAD, zone, 1)
    if oldest is None or newest is None:
        _add_days(midnight(first, zone), until, zone)
        return
    if first < oldest.starts_at:
        _add_days(midnight(first, zone), oldest.starts_at, zone)
    if newest.ends_at <= now + AHEAD:
        _add_days(newest.ends_at, until, zone)


def _add_days(since: datetime, until: datetime, zone: str) -> None:
    db.session.add_all(
        Episode(starts_at=begin, ends_at=end) for begin, end in days_between(since, until, zone)
    )
