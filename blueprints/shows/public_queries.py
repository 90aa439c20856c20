"""Reads for the public pages of shows, and for the calendar."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import db
from blueprints.shows import schedule
from blueprints.shows.models import Episode, FormerShowSlug, ScheduleChange, Show, Slot
from blueprints.shows.queries import select_shows


def find_show(slug: str) -> Show | None:
    """Return the show at `slug` with its presenters, their pictures and its slots, or None."""
    with_slots = select_shows().options(selectinload(Show.slots))
    return db.session.scalar(with_slots.where(Show.slug == slug))


def find_present_slug(slug: str) -> str | None:
    """Return the present slug of a show that was once at `slug`, or None."""
    present = select(Show.slug).join(FormerShowSlug, FormerShowSlug.show_id == Show.id)
    return db.session.scalar(present.where(FormerShowSlug.slug == slug))


def shows_and_slots() -> list[Show]:
    """Return every show with its slots, by title; those that have ended too."""
    with_slots = selectinload(Show.slots)
    return list(db.session.scalars(select_shows().options(with_slots)))


def cancelled_dates(show_id: int, since: date) -> list[ScheduleChange]:
    """Return up to five cancelled dates of a show from `since` on, the next first."""
    of_show = ScheduleChange.show_id == show_id, ScheduleChange.what == schedule.CANCELLED
    return list(
        db.session.scalars(
            select(ScheduleChange)
            .where(*of_show, ScheduleChange.on_day >= since)
            .order_by(ScheduleChange.on_day)
            .limit(5)
        )
    )


def begun_episodes(show_id: int, at: datetime, limit: int, offset: int = 0) -> list[Episode]:
    """Return a show's episodes that have begun at `at`, the newest first."""
    return list(
        db.session.scalars(
            select(Episode)
            .where(Episode.show_id == show_id, Episode.starts_at <= at)
            .order_by(Episode.starts_at.desc())
            .limit(limit)
            .offset(offset)
        )
    )


def find_episode(show_id: int, number: int, at: datetime) -> Episode | None:
    """Return a show's episode by number if it has begun at `at`, else None."""
    of_show = Episode.show_id == show_id, Episode.id == number, Episode.starts_at <= at
    return db.session.scalar(select(Episode).where(*of_show)) if number <= LARGEST_NUMBER else None


def episodes_beside(episode: Episode, at: datetime) -> tuple[Episode | None, Episode | None]:
    """Return the show's episodes before and after `episode` that have begun at `at`, or None."""
    of_show = select(Episode).where(Episode.show_id == episode.show_id).limit(1)
    before = of_show.where(Episode.starts_at < episode.starts_at)
    after = of_show.where(Episode.starts_at > episode.starts_at, Episode.starts_at <= at)
    older = db.session.scalar(before.order_by(Episode.starts_at.desc()))
    return older, db.session.scalar(after.order_by(Episode.starts_at))


def slots_and_changes(since: date) -> tuple[list[Slot], list[ScheduleChange]]:
    """Return the slots that have dates from `since` on and all their changes, with their shows.

    Of specials those from `since` on.
    """
    goes_on = Slot.last_on.is_(None) | (Slot.last_on >= since)
    slots = select(Slot).where(goes_on).options(joinedload(Slot.show)).order_by(Slot.id)
    matter = (ScheduleChange.day >= since) | ScheduleChange.slot_id.is_not(None)
    changes = select(ScheduleChange).where(matter).options(joinedload(ScheduleChange.show))
    return (
        list(db.session.scalars(slots)),
        list(db.session.scalars(changes.order_by(ScheduleChange.id))),
    )
