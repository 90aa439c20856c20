"""The studio's door: DJs and admins get in; everybody else is told why not, and what to do."""

from flask import Response as FlaskResponse
from flask import make_response, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from blueprints.accounts.access import requires, signed_in
from blueprints.core.http import WITHOUT_SESSION
from blueprints.studio.refusals import Refusal, answer

guard = requires("dj")


def admit() -> Response | None:
    """Admit DJs and admins; refuse other staff in words; ask anybody else to sign in.

    The state on air and posted plays check for themselves who asks: by cookie, by token.
    """
    if request.path in WITHOUT_SESSION:
        return None
    user = signed_in()
    if user is None and not _asks_for_page():
        raise signed_out()
    if user is None or user.holds("dj"):
        return guard()
    if _asks_for_page():
        return make_response(render_template("studio/refused.html"), 403)
    raise for_djs()


def no_token(_error: CSRFError) -> FlaskResponse:
    """Refuse a change without a valid token: its page is older than the session."""
    if signed_in() is None:
        return answer(signed_out())
    return answer(Refusal(400, _("This page has expired."), _("Reload it and try again.")))


def _asks_for_page() -> bool:
    """Return False for what a script asks: a change, or an address of JSON."""
    return request.method in ("GET", "HEAD") and not request.path.endswith(".json")


def for_djs() -> Refusal:
    """Return the refusal of staff who are no DJs."""
    return Refusal(403, _("The studio is for DJs."), _("Ask an admin for the DJ role."))


def signed_out() -> Refusal:
    """Return the refusal of a script whose user is not signed in."""
    todo = _("Sign in again in another tab, then come back here.")
    return Refusal(401, _("You are signed out."), todo)
