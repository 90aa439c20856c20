"""Reads of the schedule, of shows and their presenters, and of episodes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from flask import g
from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.pool import Pool

from blueprints.core.extensions import db
from blueprints.shows import schedule
from blueprints.shows.models import (
    Episode,
    Presenter,
    ScheduleChange,
    ScheduleState,
    Show,
    Slot,
)
from blueprints.shows.schedule import Airing, Change, Rule

BACK = timedelta(days=2)  # of what is kept: today's show may have begun yesterday
HORIZON = timedelta(days=60)  # a slot of every eighth week comes within it
MARGIN = timedelta(days=3)  # a change's date, and a zone at the other end of the world
LONGEST = timedelta(hours=26)  # of an airing: a day on which a clock goes back twice over

RULES = select(
    Slot.id, Slot.show_id, Slot.weekday, Slot.starts, Slot.ends,
    Slot.zone, Slot.every, Slot.first_on, Slot.last_on,
)  # fmt: skip
CHANGES = select(
    ScheduleChange.what, ScheduleChange.show_id, ScheduleChange.slot_id, ScheduleChange.on_day,
    ScheduleChange.day, ScheduleChange.starts, ScheduleChange.ends, ScheduleChange.zone,
    ScheduleChange.title, ScheduleChange.note,
)  # fmt: skip
VERSION = select(ScheduleState.version).where(ScheduleState.id == 1)


@dataclass(frozen=True)
class Face:
    """A show as pages and machines name it: with its presenters' names and accounts."""

    slug: str
    title: str
    presenters: tuple[str, ...]
    user_ids: frozenset[int]


@dataclass
class Kept:
    """The schedule around a moment, kept while its version stays."""

    version: int
    since: datetime
    airings: list[Airing]
    faces: dict[int, Face]
    # From when until when it is right, and the pair: set at once, as threads share it.
    _known: tuple[datetime, datetime, tuple[Airing | None, Airing | None]] | None = None

    def now_and_next(self, at: datetime) -> tuple[Airing | None, Airing | None]:
        """Return the airing that is on at `at`, and the first that begins after it."""
        known = self._known
        if known is None or not known[0] <= at < known[1]:
            pair = schedule.on_air(self.airings, at), schedule.next_after(self.airings, at)
            borders = (end for one in self.airings for end in (one.starts_at, one.ends_at))
            later = (border for border in borders if border > at)
            known = self._known = at, min(later, default=at + timedelta(days=1)), pair
        return known[2]

    def between(self, since: datetime, until: datetime) -> list[Airing]:
        """Return the airings that overlap [since, until), a day back and 60 days ahead."""
        return [one for one in self.airings if one.starts_at < until and one.ends_at > since]


# A pool is of one open database: another one, as after a restore, has a pool of its own.
_kept: WeakKeyDictionary[Pool, Kept] = WeakKeyDictionary()


def schedule_version() -> int:
    """Return the number of the schedule, which each change raises; read once a request or step."""
    if "schedule_version" not in g:
        keep_version(db.session.scalar(VERSION))
    version: int = g.schedule_version
    return version


def keep_version(version: int | None) -> None:
    """Take `version` as read: of a statement with more than VERSION, which saves a query."""
    g.schedule_version = version or 0


def find_rules() -> list[Rule]:
    """Return every weekly slot."""
    return [Rule(*row) for row in db.session.execute(RULES)]


def find_changes(since: datetime, until: datetime) -> list[Change]:
    """Return the changes of dates that can matter between `since` and `until`."""
    first, last = (since - MARGIN).date(), (until + MARGIN).date()
    of_slots = ScheduleChange.on_day.between(first, last)
    matter = CHANGES.where(of_slots | ScheduleChange.day.between(first, last))
    return [Change(**row) for row in db.session.execute(matter).mappings()]


def rule_of(slot: Slot) -> Rule:
    """Return a slot as the schedule takes it."""
    times = slot.weekday, slot.starts, slot.ends, slot.zone
    return Rule(slot.id, slot.show_id, *times, slot.every, slot.first_on, slot.last_on)


def schedule_between(since: datetime, until: datetime) -> list[Airing]:
    """Return the airings that overlap [since, until), by beginning and show."""
    return schedule.airings(find_rules(), find_changes(since, until), since, until)


def kept_schedule(at: datetime) -> Kept:
    """Return the schedule around `at`: one small query while it has not changed."""
    pool, version = db.engine.pool, schedule_version()
    kept = _kept.get(pool)
    fresh_until = kept.since + timedelta(days=1) if kept else at
    if kept is None or kept.version != version or not kept.since <= at < fresh_until:
        airings = schedule_between(at - BACK, at + HORIZON)
        kept = Kept(version, at, airings, _faces({airing.show_id for airing in airings}))
        _kept[pool] = kept
    return kept


def now_and_next(at: datetime) -> tuple[Airing | None, Airing | None]:
    """Return the airing that is on at `at`, and the first after it within 60 days."""
    return kept_schedule(at).now_and_next(at)


def find_shows(ids: Collection[int]) -> dict[int, Show]:
    """Return these shows by number, with presenters and pictures."""
    if not ids:
        return {}
    shows = db.session.scalars(select_shows().where(Show.id.in_(set(ids))))
    return {show.id: show for show in shows}


def select_shows() -> Select[Show]:
    """Return the query of shows with their presenters and pictures, by title."""
    people = selectinload(Show.presenters).joinedload(Presenter.picture)
    return select(Show).options(joinedload(Show.picture), people).order_by(Show.title, Show.id)


def episodes_between(since: datetime, until: datetime) -> list[Episode]:
    """Return the episodes, with and without a show, that overlap [since, until), by beginning."""
    return episodes_in([(since, until)])


def episodes_in(stretches: Collection[tuple[datetime, datetime]]) -> list[Episode]:
    """Return the episodes that overlap any of these stretches, by beginning."""
    starts_at, ends_at = Episode.starts_at, Episode.ends_at
    within = [and_(starts_at < until, starts_at > since - LONGEST, ends_at > since)
              for since, until in stretches]  # fmt: skip
    return list(
        db.session.scalars(
            select(Episode)
            .where(or_(*within))
            .options(joinedload(Episode.show).selectinload(Show.presenters))
            .order_by(Episode.starts_at, Episode.id)
        )
    )


def episode_at(episodes: Sequence[Episode], moment: datetime) -> Episode | None:
    """Return the show's episode at `moment` that began last and is not over, else automation."""
    of_shows = schedule.on_air([one for one in episodes if one.show_id is not None], moment)
    return of_shows or schedule.on_air([one for one in episodes if one.show_id is None], moment)


def _faces(ids: Collection[int]) -> dict[int, Face]:
    return {
        show.id: Face(
            show.slug,
            show.title,
            tuple(presenter.name for presenter in show.presenters),
            frozenset(p.user_id for p in show.presenters if p.user_id is not None),
        )
        for show in find_shows(ids).values()
    }
