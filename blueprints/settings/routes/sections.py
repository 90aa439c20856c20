"""The desk's settings of the station: name, stream, look, menu, footer, rules; for admins."""

from pathlib import Path
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from blueprints.accounts.access import only_for
from blueprints.accounts.audit import record
from blueprints.core.desk_menu import add_to_menu
from blueprints.core.extensions import begin_write, db
from blueprints.core.station import as_kept, forget_settings, keep_settings, station
from blueprints.media.decode_lock import TooBusy
from blueprints.media.images import MOST_BYTES, UnusablePicture
from blueprints.media.uploads import sent_files, takes_files
from blueprints.settings.logo import store_logo
from blueprints.settings.routes.blueprints import desk
from blueprints.settings.sections import NAMES, SECTIONS, Section, zones
from blueprints.settings.sources import shown_settings
from blueprints.settings.trials import TRIALS

MOST_BYTES_OF_A_LOGO = MOST_BYTES + 10_000  # and the form around it

add_to_menu("settings_desk.settings", _l("Settings"), "admin", place=82)


def section_or_404(key: str) -> Section:
    """Return the section of the settings with that name, or abort with 404."""
    return SECTIONS.get(key) or abort(404)


@desk.get("/settings/")
@only_for("admin")
def settings() -> str:
    """Show all sections, with each value and where it comes from."""
    return render_template("settings/desk/overview.html", sections=SECTIONS, shown=shown_settings())


@desk.get("/settings/<key>")
@only_for("admin")
def section(key: str) -> str:
    """Show one section's form."""
    found = section_or_404(key)
    return _page(key, found.form and found.form.of(station()))


@desk.post("/settings/<key>")
@only_for("admin")
def change(key: str) -> Response | str | tuple[str, int]:
    """Save the values of a section."""
    form = section_or_404(key).form()
    if not form.validate():
        return _page(key, form), 422
    if "look" in request.form:  # colours, previewed before they are saved
        return _page(key, form)
    if "try" in request.form and key in TRIALS:
        return _page(key, form, trial=TRIALS[key](form))
    _keep(key, form.kept())
    moved = getattr(form, "moved", None)
    return redirect(url_for("settings_desk.section", key=key, moved=moved), 303)


@desk.post("/settings/logo")
@takes_files(MOST_BYTES_OF_A_LOGO)
@only_for("admin")
def change_logo() -> Response | tuple[str, int]:
    """Save the uploaded picture as the station's logo."""
    file = next(iter(sent_files()), None)
    if file is None:
        return _page("logo", None, _("Choose a picture to upload.")), 422
    try:
        logo = store_logo(file.stream, Path(current_app.instance_path) / "media")
    except UnusablePicture as error:
        return _page("logo", None, str(error)), 422
    except TooBusy:
        words = _("The server is busy. Please try the upload again.")
        return _page("logo", None, words), 503
    kept = {"file": logo.file, "width": logo.width, "height": logo.height}
    _keep("logo", {"logo": kept})
    return redirect(url_for("settings_desk.section", key="logo"), 303)


@desk.delete("/settings/<key>/<field>")
@only_for("admin")
def forget(key: str, field: str) -> Response:
    """Reset a field to its default."""
    if field not in section_or_404(key).fields:
        abort(404)
    begin_write()
    forget_settings([field])
    record("settings changed", "", section=key, back_to_default=[field])
    db.session.commit()
    flash(_("%(field)s reset to default.", field=NAMES[field]))
    return redirect(url_for("settings_desk.section", key=key), 303)


def _keep(key: str, kept: dict[str, Any]) -> None:
    """Save the fields that differ; say so in the audit log and on the next page."""
    present = as_kept(station())
    changed = {name: value for name, value in kept.items() if value != present[name]}
    if not changed:
        flash(_("No changes to save."))
        return
    begin_write()
    keep_settings(changed)
    record("settings changed", "", section=key, fields=sorted(changed))
    db.session.commit()
    flash(_("Settings saved."))


def _page(key: str, form: Any, error: str = "", trial: str = "") -> str:
    found = SECTIONS[key]
    return render_template(
        f"settings/desk/{key}.html",
        sections=SECTIONS,
        section=key,
        form=form,
        error=error,
        trial=trial,
        has_trial=key in TRIALS,
        zones=zones() if key == "station" else (),
        shown=shown_settings(found.fields),
    )
