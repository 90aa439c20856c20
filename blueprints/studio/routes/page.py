"""The console: one page, kept up to date by its script."""

from flask import render_template, url_for
from flask_babel import lazy_gettext as _l

from blueprints.core.desk_menu import add_to_menu
from blueprints.studio.routes.blueprints import bp, console, studio

add_to_menu("studio.air.page", _l("Studio"), "dj", place=5)


@bp.app_template_global()
def studio_address() -> str:
    """Return the address of the studio."""
    return url_for("studio.air.page")


@console.get("/")
def page() -> str:
    """Show the console; without an MPD for practice, say how to get one."""
    here = studio()
    name = "console" if here.has_mpd else "no_practice"
    return render_template(f"studio/{name}.html", studio=here)
