"""Changes of shows, their presenters and the schedule. None of these commits: routes do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g
from sqlalchemy import delete, select, update

from blueprints.accounts import audit
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.shows.desk_queries import changes_of, find_change, find_same
from blueprints.shows.labels import today_in
from blueprints.shows.models import (
    Episode,
    FormerShowSlug,
    Presenter,
    ScheduleChange,
    ScheduleState,
    Show,
    Slot,
)
from blueprints.shows.queries import rule_of
from blueprints.shows.schedule import CANCELLED, SPECIAL


def touch_schedule() -> None:
    """Give the schedule a new version, so that what is kept of it is read again."""
    state = db.session.get(ScheduleState, 1)
    if state is None:
        state = ScheduleState(id=1, version=0)
        db.session.add(state)
    state.version += 1
    g.pop("schedule_version", None)


def write_show(show: Show, values: Mapping[str, Any]) -> None:
    """Write these columns into a show that is new or changed; its former address redirects."""
    before = show.slug
    for name, value in values.items():
        setattr(show, name, value)
    show.version = (show.version or 0) + 1
    db.session.add(show)
    if before != show.slug:
        db.session.execute(delete(FormerShowSlug).where(FormerShowSlug.slug == show.slug))
        if before:
            db.session.add(FormerShowSlug(slug=before, show_id=show.id))
    touch_schedule()
    audit.record("show changed", show.slug)


def end_show(show: Show) -> None:
    """End all slots of a show today, and what is planned after today."""
    for slot in show.slots:
        _end_slot(slot)
    _drop_later(show)
    show.ended_at = clock.now()
    show.version += 1
    touch_schedule()
    audit.record("show ended", show.slug)


def _drop_later(show: Show) -> None:
    """Drop what is after today: specials, and dates that were moved there."""
    later = ScheduleChange.show_id == show.id, ScheduleChange.day > today_in(station().timezone)
    for change in db.session.scalars(select(ScheduleChange).where(*later)):
        if change.slot_id is None:
            db.session.delete(change)
        else:  # without the change, it would be on when it was before
            change.what, change.day, change.starts, change.ends = CANCELLED, None, None, None


def _end_slot(slot: Slot) -> None:
    today = today_in(slot.zone)
    if slot.first_on > today:
        db.session.execute(delete(Slot).where(Slot.id == slot.id))
    elif slot.last_on is None or slot.last_on > today:
        slot.last_on = today


def resume_show(show: Show) -> None:
    """Make an ended show a running one, without slots yet."""
    show.ended_at = None
    show.version += 1
    touch_schedule()
    audit.record("show changed", show.slug)


def delete_show(show: Show) -> None:
    """Delete a show of which nothing has been on air, with its slots and what was planned."""
    db.session.execute(delete(Episode).where(Episode.show_id == show.id))
    db.session.execute(delete(Show).where(Show.id == show.id))
    touch_schedule()
    audit.record("show deleted", show.slug)


def write_presenter(presenter: Presenter, values: Mapping[str, Any]) -> None:
    """Write these columns into a presenter who is new or changed."""
    for name, value in values.items():
        setattr(presenter, name, value)
    db.session.add(presenter)
    touch_schedule()
    audit.record("presenter changed", presenter.name)


def delete_presenter(presenter: Presenter) -> None:
    """Delete a presenter; the shows remain."""
    db.session.execute(delete(Presenter).where(Presenter.id == presenter.id))
    touch_schedule()
    audit.record("presenter removed", presenter.name)


def write_slot(slot: Slot, show: Show, values: Mapping[str, Any]) -> None:
    """Write these columns into a slot; changes of dates that it no longer has are dropped."""
    for name, value in values.items():
        setattr(slot, name, value)
    slot.show_id = show.id
    db.session.add(slot)
    db.session.flush()
    rule = rule_of(slot)
    for change in changes_of(slot):
        if change.on_day is None or not rule.is_on(change.on_day):
            db.session.delete(change)
    _note(show)


def change_zone(before: str, after: str) -> int:
    """Move weekly times and changes of dates from one zone to another; return how many times.

    Clocks show the same hours there as here.
    """
    slots = select(Slot.id).where(Slot.zone == before)
    count = len(db.session.scalars(slots).all())
    for table in (Slot, ScheduleChange):
        db.session.execute(update(table).where(table.zone == before).values(zone=after))
    touch_schedule()
    audit.record("time zone of shows changed", f"{before} → {after}")
    return count


def delete_slot(slot: Slot) -> None:
    """Delete a slot and its changes; its episodes remain."""
    show = slot.show
    db.session.execute(delete(Slot).where(Slot.id == slot.id))
    _note(show)


def change_date(slot: Slot, on_day: date, what: str, values: Mapping[str, Any]) -> None:
    """Cancel or move one date of a slot, in place of an earlier change of it."""
    change = find_change(slot, on_day) or ScheduleChange(slot_id=slot.id, on_day=on_day)
    for name in ("day", "starts", "ends"):
        setattr(change, name, None)
    _write(change, slot.show, {"what": what, "zone": ""} | dict(values))


def add_special(show: Show, values: Mapping[str, Any]) -> None:
    """Add a special to a show, once if it is sent twice."""
    columns = {"what": SPECIAL} | dict(values)
    _write(find_same(ScheduleChange, show, columns) or ScheduleChange(), show, columns)


def _write(change: ScheduleChange, show: Show, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(change, name, value)
    change.show_id = show.id
    db.session.add(change)
    _note(show)


def undo_change(change: ScheduleChange) -> None:
    """Undo a change: the date is as its slot has it, a special is gone."""
    show = change.show
    db.session.delete(change)
    _note(show)


def write_episode(episode: Episode, title: str, notes: str) -> None:
    """Give an episode its title and notes."""
    episode.title, episode.notes = title, notes


def _note(show: Show) -> None:
    touch_schedule()
    audit.record("schedule changed", show.slug)
