"""The rows of the example station's shows, and its week: relative to the day of the seed."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from blueprints.core.station import station
from blueprints.example.pictures import printed
from blueprints.example.show_posters import POSTERS
from blueprints.example.shows import (
    PRESENTERS,
    SHOWS,
    WEDNESDAY,
    ExamplePresenter,
    ExampleShow,
    ExampleSlot,
)
from blueprints.media.images import store_picture
from blueprints.media.models import Picture
from blueprints.player.queries import first_play_at
from blueprints.shows.automation import add_first_moment
from blueprints.shows.episodes import make_episodes
from blueprints.shows.models import Presenter, ScheduleChange, ScheduleState, Show, Slot

WEEKS = 3  # of episodes and of the log
WEEK = timedelta(days=7)
SPECIAL_IN = timedelta(days=4)


def add_shows(users: list[User], drawn: Mapping[str, Picture], now: datetime) -> None:
    """Add the shows, their presenters and their week; `drawn` are the stories' pictures by name."""
    accounts = {user.email: user for user in users}
    presenters = {one.name: _presenter(one, accounts) for one in PRESENTERS}
    today = now.astimezone(ZoneInfo(station().timezone)).date()
    shows = {one.slug: _show(one, presenters, drawn) for one in SHOWS}
    db.session.add_all(shows.values())
    slots = [_slot(slot, shows[one.slug], today) for one in SHOWS for slot in one.slots]
    db.session.add_all(slots)
    db.session.add_all(_changes(shows["low-water"], slots, today))
    db.session.add(ScheduleState(id=1, version=1, episodes_until=now - WEEKS * WEEK))
    db.session.flush()


def add_episodes() -> None:
    """Add the episodes of the last weeks, and those that are about to begin."""
    add_first_moment(first_play_at)
    make_episodes()


def _presenter(one: ExamplePresenter, accounts: Mapping[str, User]) -> Presenter:
    return Presenter(name=one.name, bio=one.bio, since=one.since, user=accounts.get(one.email))


def _show(
    one: ExampleShow, presenters: Mapping[str, Presenter], drawn: Mapping[str, Picture]
) -> Show:
    return Show(
        slug=one.slug,
        title=one.title,
        description=one.description,
        body=one.body,
        category=one.category,
        since=one.since,
        language=one.language,
        picture=drawn.get(one.picture) or _drawn(one),
        presenters=[presenters[name] for name in one.presenters],
    )


def _drawn(one: ExampleShow) -> Picture:
    folder = Path(current_app.instance_path) / "media"
    stored = store_picture(printed(POSTERS[one.picture]), folder)
    return Picture(
        hash=stored.hash, width=stored.width, height=stored.height,
        alternative_text=one.alternative_text,
    )  # fmt: skip


def _slot(slot: ExampleSlot, show: Show, today: date) -> Slot:
    """Return the row: its last date was in the past week, and its first some weeks before that."""
    last = today - timedelta(days=(today.weekday() - slot.weekday) % 7 or 7)
    return Slot(
        show=show,
        weekday=slot.weekday,
        starts=slot.starts,
        ends=slot.ends,
        zone=station().timezone,
        every=slot.every,
        first_on=last - (WEEKS + 1) * WEEK,
    )


def _changes(show: Show, slots: list[Slot], today: date) -> list[ScheduleChange]:
    """Return a special in a few days, and a date after it that is cancelled."""
    special, zone = today + SPECIAL_IN, station().timezone
    (slot,) = (one for one in slots if one.show is show and one.weekday == WEDNESDAY)
    cancelled = special + timedelta(days=(WEDNESDAY - special.weekday()) % 7)
    return [
        ScheduleChange(
            show=show, what="special", day=special, starts=time(7), ends=time(9), zone=zone,
            title="Low Water at the fish auction", note="Live from Hall 3. Bring boots.",
        ),
        ScheduleChange(
            show=show, slot=slot, what="cancelled", on_day=cancelled,
            note="Mara is at sea, on purpose this time.",
        ),
    ]  # fmt: skip
