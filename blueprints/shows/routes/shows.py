"""The desk's routes for listing, writing, ending and deleting shows."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import me, only_for
from blueprints.core.desk_menu import STAFF, add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import station
from blueprints.editor.body import editable_body
from blueprints.editor.diff import compared
from blueprints.media.library import latest_pictures
from blueprints.shows import actions
from blueprints.shows.desk_queries import (
    all_presenters,
    desk_shows,
    has_begun,
    is_slug_taken,
    who_saved,
    zones_elsewhere,
)
from blueprints.shows.forms import LABELS, PageForm, ShowForm
from blueprints.shows.loaders import show_for_desk
from blueprints.shows.models import Show
from blueprints.shows.routes.blueprints import desk

add_to_menu("shows_desk.shows", _l("Shows"), *STAFF, place=15)

Answer = AnyResponse | tuple[str, int] | str


@desk.get("/shows/")
def shows() -> str:
    """List the shows that the user may edit, the ended ones below."""
    listed, zone = desk_shows(me()), station().timezone
    elsewhere = zones_elsewhere(listed, zone) if me().holds("editor") else {}
    return render_template("shows/desk/shows.html", shows=listed, elsewhere=elsewhere, zone=zone)


@desk.get("/shows/new")
@only_for("editor")
def new_show() -> str:
    """Show an empty form."""
    return _form_page(ShowForm(None, data={"language": "en"}, known=all_presenters()), None)


@desk.post("/shows/")
@only_for("editor")
def create_show() -> Answer:
    """Save a new show."""
    form = ShowForm(known=all_presenters())
    if not form.validate():
        return _form_page(form, None), 422
    begin_write()
    return _write(form, Show())


@desk.get("/shows/<int:number>")
def show(number: int) -> str:
    """Show the form of a show; to its presenters, that of its page."""
    found = show_for_desk(number)
    return _form_page(_form(None, data=_fields_of(found)), found)


@desk.post("/shows/<int:number>")
def save_show(number: int) -> Answer:
    """Save a show. 409 with both texts if another has saved it since."""
    found, form = show_for_desk(number), _form()
    if not form.validate():
        return _form_page(form, found), 422
    begin_write()
    found = show_for_desk(number)
    if not form.is_based_on(found.version):
        return _conflict(form, found)
    return _write(form, found)


@desk.post("/shows/<int:number>/ending")
@only_for("editor")
def end_show(number: int) -> AnyResponse:
    """End a show today; its pages and episodes remain."""
    begin_write()
    found = show_for_desk(number)
    if found.ended_at is None:
        actions.end_show(found)
    db.session.commit()
    flash(_("Show ended. Its page and episodes are kept."))
    return redirect(url_for("shows_desk.show", number=number), 303)


@desk.delete("/shows/<int:number>/ending")
@only_for("editor")
def resume_show(number: int) -> AnyResponse:
    """Resume an ended show; its times are to be added anew."""
    begin_write()
    actions.resume_show(show_for_desk(number))
    db.session.commit()
    flash(_("Show resumed. Add the times when it is on."))
    return redirect(url_for("shows_desk.slots", number=number), 303)


@desk.delete("/shows/<int:number>")
@only_for("editor")
def delete_show(number: int) -> Answer:
    """Delete a show without episodes. 409 for one that has been on air."""
    begin_write()
    found = show_for_desk(number)
    if has_begun(found):
        db.session.rollback()
        found = show_for_desk(number)
        flash(_("This show has episodes, so it can’t be deleted. End it instead."), "error")
        return _form_page(_form(None, data=_fields_of(found)), found), 409
    actions.delete_show(found)
    db.session.commit()
    flash(_("Show deleted."))
    return redirect(url_for("shows_desk.shows"), 303)


def _form(*args: Any, **values: Any) -> PageForm:
    """Return the form of what the user may edit."""
    if me().holds("editor"):
        return ShowForm(*args, known=all_presenters(), **values)
    return PageForm(*args, **values)


def _write(form: PageForm, found: Show) -> Answer:
    values, number = form.values(), found.id
    if "slug" in values and is_slug_taken(values["slug"], number):
        db.session.rollback()
        form["slug"].errors = [_("This address is already used by another show.")]
        return _form_page(form, show_for_desk(number) if number else None), 422
    actions.write_show(found, values)
    db.session.commit()
    flash(_("Show saved."))
    for fault in form.stored.faults:
        flash(str(fault), "warning")
    return redirect(url_for("shows_desk.show", number=found.id), 303)


def _conflict(form: PageForm, found: Show) -> Answer:
    """Show both texts side by side; saving the form again replaces the other's text."""
    theirs, names = _fields_of(found), {str(p.id): p.name for p in all_presenters()}
    mine = {name: form[name].data for name in LABELS if name in form}
    for fields in (theirs, mine):
        numbers = fields.get("presenters", ())
        fields["presenters"] = ", ".join(names.get(number, number) for number in numbers)
    form.version.data = theirs["version"]
    differences = compared(theirs, mine, {name: LABELS[name] for name in LABELS if name in form})
    values = {"differences": differences, "saved_by": who_saved(found) or _("Someone else")}
    return _form_page(form, found, **values), 409


def _fields_of(found: Show) -> dict[str, Any]:
    names = "title", "slug", "description", "category", "language"
    fields: dict[str, Any] = {name: getattr(found, name) for name in names}
    return fields | {
        "body": editable_body(found.body),
        "since": str(found.since or ""),
        "picture": str(found.picture_id or ""),
        "presenters": [str(presenter.id) for presenter in found.presenters],
        "version": str(found.version),
    }


def _form_page(form: PageForm, found: Show | None, **values: Any) -> str:
    return render_template(
        "shows/desk/show.html",
        form=form,
        show=found,
        pictures=latest_pictures(found.picture if found else None),
        **values,
    )
