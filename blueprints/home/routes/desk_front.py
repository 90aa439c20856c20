"""The desk's front page: what waits for whoever is signed in."""

from flask import render_template
from flask_babel import lazy_gettext as _l

from blueprints.accounts import access
from blueprints.core.desk import STAFF, add_to_menu
from blueprints.home import waiting
from blueprints.home.backup import last_backup
from blueprints.home.routes.blueprints import desk

add_to_menu("home_desk.front", _l("Desk"), *STAFF, place=0)


@desk.get("/")
def front() -> str:
    """What waits: unsaved writing, drafts, handed in, scheduled, comments; and what is amiss."""
    user = access.me()
    return render_template(
        "home/desk.html",
        unsaved=waiting.unsaved(user),
        stories=waiting.stories(user),
        opinions=waiting.opinions(user),
        backup=last_backup(),
    )
