"""The console: one page, kept up to date by its script."""

from flask import render_template
from flask_babel import lazy_gettext as _l

from blueprints.accounts.access import me
from blueprints.core.desk_menu import add_to_menu
from blueprints.studio.routes.blueprints import console, studio
from blueprints.studio.transport import may_set_volume

add_to_menu("studio.air.page", _l("Studio"), "dj", place=5)


@console.get("/")
def page() -> str:
    """Show the console."""
    if not studio().has_mpd:
        return render_template("studio/no_practice.html")
    allowed = may_set_volume(me())
    return render_template("studio/console.html", studio=studio(), may_set_volume=allowed)
