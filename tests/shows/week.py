"""Shows of a week, written as rows: who presents them, and when they are on."""

from datetime import date, time

from sqlalchemy import select

from blueprints.core.extensions import begin_write, db
from blueprints.shows.models import (
    Episode,
    Presenter,
    ScheduleChange,
    ScheduleState,
    Show,
    Slot,
)


def touch():
    """Another schedule, as each change of it says."""
    state = db.session.get(ScheduleState, 1) or ScheduleState(id=1, version=0)
    state.version += 1
    db.session.add(state)


def times_of(text):
    starts, ends = map(time.fromisoformat, text.split("-"))
    return {"starts": starts, "ends": ends}


def add_show(app, slug, slots=(), presenters=(), zone="UTC", every=1, first_on=None, **columns):
    """Write a show with slots like ("2026-11-22", "20:00-22:00"); return its number."""
    with app.app_context():
        begin_write()
        show = Show(**{"slug": slug, "title": slug.title(), "description": ""} | columns)
        show.presenters = [
            one if isinstance(one, Presenter) else Presenter(name=one) for one in presenters
        ]
        for day, times in slots:
            first = date.fromisoformat(day)
            slot = Slot(weekday=first.weekday(), zone=zone, every=every, **times_of(times))
            slot.first_on = date.fromisoformat(first_on) if first_on else first
            show.slots.append(slot)
        db.session.add(show)
        touch()
        db.session.commit()
        return show.id


def add_change(app, what, show_id, on_day=None, day=None, times=None, zone="UTC", **words):
    """Write a change of a show's first slot on `on_day`, or a special; return its number."""
    with app.app_context():
        begin_write()
        slot_id = on_day and db.session.scalar(select(Slot.id).where(Slot.show_id == show_id))
        change = ScheduleChange(
            what=what, show_id=show_id, slot_id=slot_id, zone=zone,
            on_day=on_day and date.fromisoformat(on_day),
            day=day and date.fromisoformat(day), **(times_of(times) if times else {}), **words,
        )  # fmt: skip
        db.session.add(change)
        touch()
        db.session.commit()
        return change.id


def change_slot(app, show_id, **columns):
    """Change a show's slots."""
    with app.app_context():
        begin_write()
        for slot in db.session.scalars(select(Slot).where(Slot.show_id == show_id)):
            for name, value in columns.items():
                setattr(slot, name, value)
        touch()
        db.session.commit()


def episodes(app, automation=False):
    """The episodes of shows, or those of automation, in order."""
    with app.app_context():
        of_show = Episode.show_id.is_(None) if automation else Episode.show_id.is_not(None)
        query = select(Episode).where(of_show).order_by(Episode.starts_at, Episode.show_id)
        return db.session.scalars(query).all()
