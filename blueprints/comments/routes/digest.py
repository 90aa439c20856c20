"""A moderator's digest of comments to review: turned on and off."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from blueprints.accounts.access import me
from blueprints.comments import digest
from blueprints.comments.routes.blueprints import desk
from blueprints.core.extensions import begin_write, db


@desk.app_template_global("gets_digest")
def gets_digest() -> bool:
    """Return True if the user who is signed in gets the digest."""
    return digest.is_on(me())


@desk.post("/comments/digest")
def turn_on_digest() -> Response:
    """Turn on the digest of the user who is signed in."""
    return _turn(True)


@desk.delete("/comments/digest")
def turn_off_digest() -> Response:
    """Turn off the digest of the user who is signed in."""
    return _turn(False)


def _turn(on: bool) -> Response:
    begin_write()
    digest.turn(me(), on)
    db.session.commit()
    flash(_("Emails about comments turned on.") if on else _("Emails about comments turned off."))
    return redirect(url_for("comments_desk.comments", _anchor="digest"), 303)
