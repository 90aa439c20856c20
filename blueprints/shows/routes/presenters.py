"""The desk's routes for presenters."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from blueprints.accounts.access import only_for
from blueprints.core.extensions import begin_write, db
from blueprints.media.library import latest_pictures
from blueprints.shows import actions
from blueprints.shows.desk_queries import active_staff, all_presenters
from blueprints.shows.loaders import presenter_or_404
from blueprints.shows.models import Presenter
from blueprints.shows.presenter_form import PresenterForm
from blueprints.shows.routes.blueprints import desk

Answer = AnyResponse | tuple[str, int] | str


@desk.get("/shows/presenters/")
@only_for("editor")
def presenters() -> str:
    """List the presenters."""
    return render_template("shows/desk/presenters.html", presenters=all_presenters())


@desk.get("/shows/presenters/new")
@only_for("editor")
def new_presenter() -> str:
    """Show an empty form."""
    return _form_page(PresenterForm(None, staff=active_staff()), None)


@desk.post("/shows/presenters/")
@only_for("editor")
def create_presenter() -> Answer:
    """Save a new presenter."""
    form = PresenterForm(staff=active_staff())
    if not form.validate():
        return _form_page(form, None), 422
    begin_write()
    return _write(form, Presenter())


@desk.get("/shows/presenters/<int:number>")
@only_for("editor")
def presenter(number: int) -> str:
    """Show the form of a presenter."""
    found = presenter_or_404(number)
    return _form_page(PresenterForm.of(found, active_staff(found.user_id)), found)


@desk.post("/shows/presenters/<int:number>")
@only_for("editor")
def save_presenter(number: int) -> Answer:
    """Save a presenter."""
    found = presenter_or_404(number)
    form = PresenterForm(staff=active_staff(found.user_id))
    if not form.validate():
        return _form_page(form, found), 422
    begin_write()
    return _write(form, presenter_or_404(number))


@desk.delete("/shows/presenters/<int:number>")
@only_for("editor")
def remove_presenter(number: int) -> AnyResponse:
    """Remove a presenter; the shows stay."""
    begin_write()
    actions.delete_presenter(presenter_or_404(number))
    db.session.commit()
    flash(_("Presenter removed."))
    return redirect(url_for("shows_desk.presenters"), 303)


def _write(form: PresenterForm, found: Presenter) -> AnyResponse:
    actions.write_presenter(found, form.values())
    db.session.commit()
    flash(_("Presenter saved."))
    return redirect(url_for("shows_desk.presenters"), 303)


def _form_page(form: PresenterForm, found: Presenter | None) -> str:
    return render_template(
        "shows/desk/presenter.html",
        form=form,
        presenter=found,
        pictures=latest_pictures(found.picture if found else None),
    )
