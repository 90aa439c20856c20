"""Reads of the desk: shows with their slots, presenters, changes to come, episodes to edit."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from blueprints.accounts.models import AuditEntry, User
from blueprints.accounts.queries import find_by_email
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.shows.labels import today_in
from blueprints.shows.models import Episode, Presenter, ScheduleChange, Show, Slot
from blueprints.shows.queries import find_shows, rule_of, schedule_between
from blueprints.shows.schedule import SPECIAL, Airing, overlaps

Row = TypeVar("Row", Slot, ScheduleChange)

LAST_EPISODES = 20
NEXT_DATES = 8
DAYS_AGO = timedelta(days=1)  # a change of yesterday may still matter at the other end of the world


def desk_shows(user: User) -> list[Show]:
    """Return the shows that `user` may edit, with slots and presenters: the running ones first."""
    listed = select(Show).options(selectinload(Show.presenters), selectinload(Show.slots))
    if not user.holds("editor"):
        listed = listed.where(Show.presenters.any(Presenter.user_id == user.id))
    by_title = listed.order_by(Show.ended_at.is_not(None), Show.title, Show.id)
    return list(db.session.scalars(by_title))


def find_desk_show(number: int) -> Show | None:
    """Return the show with its presenters and slots, or None."""
    whole = selectinload(Show.presenters), selectinload(Show.slots), joinedload(Show.picture)
    return db.session.scalar(select(Show).where(Show.id == number).options(*whole))


def is_slug_taken(slug: str, by_another_than: int | None) -> bool:
    """Return True if another show has this address."""
    others = select(Show.id).where(Show.slug == slug, Show.id != (by_another_than or 0))
    return db.session.scalar(others) is not None


def all_presenters() -> list[Presenter]:
    """Return every presenter, by name, with their shows and accounts."""
    people = select(Presenter).options(selectinload(Presenter.shows), joinedload(Presenter.user))
    return list(db.session.scalars(people.order_by(Presenter.name, Presenter.id)))


def active_staff(chosen: int | None = None) -> list[User]:
    """Return the active staff by name, and the chosen account even if it is deactivated."""
    works = User.active & User.roles.any()
    return list(
        db.session.scalars(
            select(User).where(works | (User.id == chosen)).order_by(User.name, User.id)
        )
    )


def coming_changes(show: Show) -> list[ScheduleChange]:
    """Return the changes of a show's dates that are not over, in their order."""
    since = clock.now().date() - DAYS_AGO
    matter = (ScheduleChange.on_day >= since) | (ScheduleChange.day >= since)
    theirs = select(ScheduleChange).where(ScheduleChange.show_id == show.id, matter)
    found = db.session.scalars(theirs.options(joinedload(ScheduleChange.slot)))
    return sorted(found, key=lambda change: (change.on_day or change.day, change.id))


def changes_of(slot: Slot) -> list[ScheduleChange]:
    """Return all changes of a slot's dates."""
    theirs = ScheduleChange.slot_id == slot.id
    return list(db.session.scalars(select(ScheduleChange).where(theirs)))


def find_change(slot: Slot, on_day: date) -> ScheduleChange | None:
    """Return the change of a slot's date, or None."""
    of_day = ScheduleChange.slot_id == slot.id, ScheduleChange.on_day == on_day
    return db.session.scalar(select(ScheduleChange).where(*of_day))


def find_same(kind: type[Row], show: Show, values: Mapping[str, Any]) -> Row | None:
    """Return the slot or change of `show` with all these values, or None: a form sent twice."""
    same = db.session.scalars(select(kind).filter_by(show_id=show.id, **values).limit(1))
    return same.first()


def last_episodes(show: Show) -> list[Episode]:
    """Return the last episodes of a show, and the coming one; the newest first."""
    newest = _episodes_of(show).order_by(Episode.starts_at.desc()).limit(LAST_EPISODES)
    return list(db.session.scalars(newest))


def has_begun(show: Show) -> bool:
    """Return True if the show has an episode that has begun."""
    begun = _episodes_of(show).where(Episode.starts_at <= clock.now())
    return db.session.scalar(begun.limit(1)) is not None


def _episodes_of(show: Show) -> Select[Episode]:
    return select(Episode).where(Episode.show_id == show.id)


def slots_of(ids: Collection[int]) -> dict[int, Slot]:
    """Return these slots by number."""
    if not ids:
        return {}
    return {slot.id: slot for slot in db.session.scalars(select(Slot).where(Slot.id.in_(ids)))}


def current_slots(show: Show) -> list[Slot]:
    """Return the slots of a show that are not over, by weekday and time."""
    running = [s for s in show.slots if s.last_on is None or s.last_on >= today_in(s.zone)]
    return sorted(running, key=lambda slot: (slot.weekday, slot.starts))


def zones_elsewhere(shows: Sequence[Show], zone: str) -> Counter[str]:
    """Return how many weekly times of `shows` are in each zone other than `zone`."""
    times = (slot for show in shows for slot in current_slots(show))
    return Counter(slot.zone for slot in times if slot.zone != zone)


def who_saved(show: Show) -> str:
    """Return the name of whoever saved the show last, by the audit log, or ""."""
    saves = AuditEntry.act == "show changed", AuditEntry.subject == show.slug
    last = select(AuditEntry.who).where(*saves).order_by(AuditEntry.id.desc()).limit(1)
    email = db.session.scalar(last)
    user = find_by_email(email) if email else None
    return user.name if user else ""


def zones_of(airings: Sequence[Airing]) -> dict[Airing, str]:
    """Return the zone of each airing: its slot's, or its special's."""
    slots = slots_of({airing.slot_id for airing in airings if airing.slot_id})
    days = {airing.day for airing in airings if airing.one_off}
    specials = ScheduleChange.what == SPECIAL, ScheduleChange.day.in_(days)
    columns = ScheduleChange.show_id, ScheduleChange.day, ScheduleChange.zone
    found = db.session.execute(select(*columns).where(*specials)) if days else ()
    own = {(show_id, day): zone for show_id, day, zone in found}
    return {
        airing: slots[airing.slot_id].zone if airing.slot_id else own[airing.show_id, airing.day]
        for airing in airings
    }


def coming_dates(slot: Slot) -> list[tuple[date, ScheduleChange | None]]:
    """Return the next dates of a slot, each with its change."""
    rule, today = rule_of(slot), max(today_in(slot.zone), slot.first_on)
    changes = {change.on_day: change for change in changes_of(slot)}
    first = today + timedelta(days=(slot.weekday - today.weekday()) % 7)
    days = (first + timedelta(weeks=number) for number in range(NEXT_DATES * slot.every))
    return [(day, changes.get(day)) for day in days if rule.is_on(day)]


def overlaps_of(slot: Slot) -> list[tuple[str, Airing]]:
    """Return the shows that a slot overlaps within its next weeks, each with their first airing."""
    since = clock.now()
    weeks = schedule_between(since, since + timedelta(weeks=2 * slot.every, days=1))
    others: dict[int, Airing] = {}
    for pair in overlaps(weeks):
        for mine, other in (pair, pair[::-1]):
            if mine.slot_id == slot.id and other.slot_id != slot.id:
                others.setdefault(other.show_id, other)
    shows = find_shows(others)
    return [(shows[number].title, airing) for number, airing in others.items()]
