"""Shows with slots and presenters, as rows."""

from datetime import date, time

from blueprints.core.extensions import db
from blueprints.shows.models import Presenter, ScheduleState, Show, Slot


def write_show(title, days="", times="18:00-20:00", by=(), zone="UTC", **told):
    """Add a show with a slot from the date `days` on, presented by these users; return it."""
    show = Show(title=title, slug=title.lower().replace(" ", "-"), **told)
    show.presenters = [Presenter(name=user.name, user=user) for user in by]
    db.session.add(show)
    if days:
        first_on = date.fromisoformat(days)
        starts, ends = map(time.fromisoformat, times.split("-"))
        slot = Slot(show=show, weekday=first_on.weekday(), starts=starts, ends=ends, zone=zone,
                    first_on=first_on)  # fmt: skip
        db.session.add(slot)
    schedule_changed()
    db.session.flush()
    return show


def schedule_changed():
    """Tell everybody that the schedule is another now."""
    state = db.session.get(ScheduleState, 1) or ScheduleState(id=1, version=0)
    state.version += 1
    db.session.add(state)
