"""The desk's routes for changes of single dates: cancelled, moved, special."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import only_for
from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import station
from blueprints.shows import actions
from blueprints.shows.desk_queries import find_change
from blueprints.shows.labels import day_words
from blueprints.shows.loaders import (
    change_or_404,
    date_or_404,
    running,
    show_for_desk,
    slot_or_404,
)
from blueprints.shows.models import Show, Slot
from blueprints.shows.routes.blueprints import desk
from blueprints.shows.schedule import CANCELLED, MOVED, moment
from blueprints.shows.slot_forms import CancellationForm, MoveForm, SpecialForm

Answer = AnyResponse | tuple[str, int] | str


@desk.get("/shows/slots/<int:number>/dates/<day>")
@only_for("editor")
def slot_date(number: int, day: str) -> str:
    """Show the form that moves or cancels one date of a slot. 404 if it has none on that day."""
    slot = slot_or_404(number)
    on_day = date_or_404(slot, day)
    return _date_page(slot, on_day, MoveForm.of(slot, find_change(slot, on_day), on_day))


@desk.post("/shows/slots/<int:number>/dates/<day>/cancellation")
@only_for("editor")
def cancel_date(number: int, day: str) -> Answer:
    """Cancel one date of a slot. 422 for one that has begun."""
    slot, form = slot_or_404(number), CancellationForm()
    on_day = date_or_404(slot, day)
    if not form.validate() or not _is_to_come(slot, on_day, form):
        page_form = MoveForm(in_zone=_zone(slot, on_day))
        page_form.note.errors = form.note.errors
        return _date_page(slot, on_day, page_form), 422
    return _change(number, day, CANCELLED, {"note": form.note.data})


@desk.post("/shows/slots/<int:number>/dates/<day>/move")
@only_for("editor")
def move_date(number: int, day: str) -> Answer:
    """Move one date of a slot. 422 for one that has begun, and to a time that is over."""
    slot = slot_or_404(number)
    on_day = date_or_404(slot, day)
    form = MoveForm(in_zone=_zone(slot, on_day))
    if not form.validate() or not _is_to_come(slot, on_day, form):
        return _date_page(slot, on_day, form), 422
    return _change(number, day, MOVED, form.values())


@desk.get("/shows/<int:number>/specials/new")
@only_for("editor")
def new_special(number: int) -> str:
    """Show the form of a special."""
    form = SpecialForm(None, in_zone=station().timezone)
    return _special_page(running(show_for_desk(number)), form)


@desk.post("/shows/<int:number>/specials/")
@only_for("editor")
def add_special(number: int) -> Answer:
    """Add a special to a show."""
    show, form = show_for_desk(number), SpecialForm(in_zone=station().timezone)
    if not form.validate():
        return _special_page(show, form), 422
    begin_write()
    actions.add_special(running(show_for_desk(number)), form.values())
    db.session.commit()
    flash(_("Special added."))
    return redirect(url_for("shows_desk.slots", number=number), 303)


@desk.delete("/shows/changes/<int:number>")
@only_for("editor")
def undo_change(number: int) -> AnyResponse:
    """Undo a change of one date."""
    begin_write()
    change = change_or_404(number)
    show = change.show_id
    actions.undo_change(change)
    db.session.commit()
    flash(_("Change undone."))
    return redirect(url_for("shows_desk.slots", number=show), 303)


def _zone(slot: Slot, on_day: date) -> str:
    """Return the zone of that date's times: a move keeps its own when the slot's changes."""
    change = find_change(slot, on_day)
    return (change.zone if change else "") or slot.zone


def _is_to_come(slot: Slot, on_day: date, form: CancellationForm | MoveForm) -> bool:
    """Return True if that date's airing, moved or not, has not begun; else say so in the form."""
    day, starts, change = on_day, slot.starts, find_change(slot, on_day)
    if change and change.day and change.starts:
        day, starts = change.day, change.starts
    is_coming = moment(day, starts, _zone(slot, on_day)) > clock.now()
    if not is_coming:
        form.note.errors = [_("This date is in the past, so it can’t be changed.")]
    return is_coming


def _change(number: int, day: str, what: str, values: dict[str, Any]) -> AnyResponse:
    begin_write()
    slot = slot_or_404(number)
    on_day, show = date_or_404(slot, day), slot.show_id
    actions.change_date(slot, on_day, what, values)
    db.session.commit()
    said = _("%(day)s cancelled.") if what == CANCELLED else _("%(day)s moved.")
    flash(said % {"day": day_words(on_day)})
    return redirect(url_for("shows_desk.slots", number=show), 303)


def _date_page(slot: Slot, on_day: date, form: MoveForm) -> str:
    change = find_change(slot, on_day)
    return render_template(
        "shows/desk/date.html", slot=slot, on_day=on_day, form=form, change=change
    )


def _special_page(show: Show, form: SpecialForm) -> str:
    return render_template("shows/desk/special.html", show=show, form=form)
