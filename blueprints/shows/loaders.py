"""Loaders of the desk's records by number, which abort if the user may not edit them."""

from datetime import date
from typing import TypeVar

from flask import abort

from blueprints.accounts.access import me
from blueprints.core.database import LARGEST_NUMBER
from blueprints.core.extensions import Model, db
from blueprints.shows.desk_queries import find_desk_show
from blueprints.shows.form_fields import date_in
from blueprints.shows.models import Episode, Presenter, ScheduleChange, Show, Slot
from blueprints.shows.queries import rule_of

Row = TypeVar("Row", bound=Model)


def show_for_desk(number: int) -> Show:
    """Return the show `number`, if the signed-in user may edit its page.

    An editor may edit all, a presenter their own; 404 for another's and for an unknown number.
    """
    show = find_desk_show(number) if number <= LARGEST_NUMBER else None
    user = me()
    if show is None or not (user.holds("editor") or is_presented_by(show, user.id)):
        abort(404)
    return show


def running(show: Show) -> Show:
    """Return `show`; abort with 409 if it has ended: it is to be resumed first."""
    return show if show.ended_at is None else abort(409)


def is_presented_by(show: Show, user_id: int) -> bool:
    """Return True if one of the show's presenters has this account."""
    return any(presenter.user_id == user_id for presenter in show.presenters)


def episode_for_desk(show: Show, number: int) -> Episode:
    """Return the episode `number` of `show`; abort with 404 if it has none."""
    episode = _get(Episode, number)
    return episode if episode.show_id == show.id else abort(404)


def presenter_or_404(number: int) -> Presenter:
    """Return the presenter `number`; abort with 404 if there is none."""
    return _get(Presenter, number)


def slot_or_404(number: int) -> Slot:
    """Return the slot `number`; abort with 404 if there is none."""
    return _get(Slot, number)


def change_or_404(number: int) -> ScheduleChange:
    """Return the change `number`; abort with 404 if there is none."""
    return _get(ScheduleChange, number)


def date_or_404(slot: Slot, text: str) -> date:
    """Return the date `text`; abort with 404 if `slot` has no airing then."""
    day = date_in(text)
    return day if day is not None and rule_of(slot).is_on(day) else abort(404)


def _get(kind: type[Row], number: int) -> Row:
    found = db.session.get(kind, number) if number <= LARGEST_NUMBER else None
    return found or abort(404)
