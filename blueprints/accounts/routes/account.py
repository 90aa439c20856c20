"""The user's own account: its settings, and where it is signed in."""

from flask import abort, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_security.utils import logout_user
from werkzeug.wrappers import Response

from blueprints.accounts import audit, sessions
from blueprints.accounts.access import for_signed_in, me
from blueprints.accounts.first_page import first_page_of
from blueprints.accounts.models import StaffSession
from blueprints.accounts.queries import sessions_of
from blueprints.accounts.routes.blueprints import bp
from blueprints.core.extensions import begin_write, db


@bp.get("/")
@for_signed_in
def account() -> str:
    """Show the user's own account."""
    return render_template(
        "accounts/account.html",
        person=me(),
        sessions=sessions_of(me().id),
        here=session.get(sessions.KEY),
    )


@bp.get("/start")
@for_signed_in
def start() -> Response:
    """Lead somebody who has just signed in to their first page: the studio or the desk."""
    return redirect(url_for(first_page_of(me())))


@bp.delete("/sessions/<int:session_id>")
@for_signed_in
def end_session(session_id: int) -> Response:
    """End one of the user's own sessions; 404 for another's."""
    begin_write()
    found = db.session.get(StaffSession, session_id)
    if found is None or found.user_id != me().id:
        abort(404)
    audit.record("session ended", me().email)
    db.session.delete(found)
    db.session.commit()
    flash(_("Session ended."))
    return redirect(url_for("accounts.account"), 303)


@bp.delete("/sessions/")
@for_signed_in
def end_sessions() -> Response:
    """Sign the user out everywhere, here too."""
    begin_write()
    audit.record("signed out everywhere", me().email)
    sessions.end_all(me())
    logout_user()
    db.session.commit()
    return redirect(url_for("security.login"), 303)
