"""The desk's routes for the weekly times of shows."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me, only_for
from blueprints.core.database import number_in
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import station
from blueprints.settings.sections import zones
from blueprints.shows import actions
from blueprints.shows.desk_queries import (
    coming_changes,
    coming_dates,
    current_slots,
    desk_shows,
    find_same,
    overlaps_of,
    zones_elsewhere,
)
from blueprints.shows.labels import change_words, slot_words, span_words, times_words
from blueprints.shows.loaders import running, show_for_desk, slot_or_404
from blueprints.shows.models import Show, Slot
from blueprints.shows.routes.blueprints import desk
from blueprints.shows.slot_forms import NewSlotForm, SlotForm

Answer = AnyResponse | tuple[str, int] | str

desk.add_app_template_filter(slot_words)
desk.add_app_template_filter(change_words)
desk.add_app_template_filter(times_words)


@desk.get("/shows/<int:number>/slots/")
@only_for("editor")
def slots(number: int) -> str:
    """List the weekly times of a show, and the changes of single dates."""
    show = show_for_desk(number)
    running = current_slots(show)
    return render_template(
        "shows/desk/slots.html",
        show=show,
        slots=running,
        ended=[slot for slot in show.slots if slot not in running],
        changes=coming_changes(show),
    )


@desk.get("/shows/slots/new")
@only_for("editor")
def new_slot() -> str:
    """Show the form of a new slot; ?show=, weekday=, starts=, first_on= fill it in."""
    given = {name: request.args.get(name, "") for name in ("show", "weekday", "starts", "first_on")}
    usual = {"every": "1", "zone": station().timezone}
    return _form_page(NewSlotForm(None, data=given | usual, shows=desk_shows(me())), None)


@desk.post("/shows/slots/")
@only_for("editor")
def create_slot() -> Answer:
    """Save a new slot, once if it is sent twice."""
    form = NewSlotForm(shows=desk_shows(me()))
    if not form.validate():
        return _form_page(form, None), 422
    begin_write()
    show = show_for_desk(number_in(form.show.data or "") or 0)
    return _write(form, find_same(Slot, show, form.values()) or Slot(), show)


@desk.post("/shows/slots/zone")
@only_for("editor")
def change_zone() -> AnyResponse:
    """Move the weekly times of one zone to the station's. 404 for a zone that has none."""
    before, here = request.form.get("zone", ""), station().timezone
    begin_write()
    if before not in zones_elsewhere(desk_shows(me()), here):
        abort(404)
    count = actions.change_zone(before, here)
    db.session.commit()
    flash(
        ngettext(
            "%(num)d time moved to %(zone)s.", "%(num)d times moved to %(zone)s.", count, zone=here
        )
    )
    return redirect(url_for("shows_desk.shows"), 303)


@desk.get("/shows/slots/<int:number>")
@only_for("editor")
def slot(number: int) -> str:
    """Show the form of a slot, and its next dates."""
    found = slot_or_404(number)
    return _form_page(SlotForm.of(found), found)


@desk.post("/shows/slots/<int:number>")
@only_for("editor")
def save_slot(number: int) -> Answer:
    """Save a slot; what has been on air stays as it was."""
    found, form = slot_or_404(number), SlotForm()
    if not form.validate():
        return _form_page(form, found), 422
    begin_write()
    found = slot_or_404(number)
    return _write(form, found, running(found.show))


@desk.delete("/shows/slots/<int:number>")
@only_for("editor")
def remove_slot(number: int) -> AnyResponse:
    """Remove a slot; its past episodes stay."""
    begin_write()
    found = slot_or_404(number)
    show = found.show_id
    actions.delete_slot(found)
    db.session.commit()
    flash(_("Time removed. Past episodes are kept."))
    return redirect(url_for("shows_desk.slots", number=show), 303)


def _write(form: SlotForm, found: Slot, show: Show) -> AnyResponse:
    actions.write_slot(found, show, form.values())
    db.session.commit()
    flash(_("Time saved: %(time)s.", time=slot_words(found)))
    for title, airing in overlaps_of(found):
        when = span_words(airing.starts_at, airing.ends_at)
        flash(_("Overlaps with %(show)s, %(when)s.", show=title, when=when), "warning")
    return redirect(url_for("shows_desk.slots", number=show.id), 303)


def _form_page(form: SlotForm, found: Slot | None) -> str:
    dates = coming_dates(found) if found else []
    return render_template(
        "shows/desk/slot.html", form=form, slot=found, dates=dates, zones=zones()
    )
