"""Accepting an invitation: the page that a link in an email opens."""

from flask import current_app, render_template
from flask_security.utils import login_user
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from blueprints.accounts.actions import accept as accept_invitation
from blueprints.accounts.actions import find_invitation, hashed
from blueprints.accounts.forms import AcceptForm
from blueprints.accounts.models import Invitation
from blueprints.accounts.routes.blueprints import bp
from blueprints.core.extensions import begin_write, db

Page = tuple[str, int]


def _closed() -> Page:
    return render_template("accounts/closed.html", what="invitation"), 410


def _page(form: AcceptForm, invitation: Invitation, status: int = 200) -> Page:
    return render_template("accounts/invitation.html", form=form, invitation=invitation), status


@bp.get("/invitations/<token>")
def accept(token: str) -> Page:
    """Show the page of an invitation; opening it changes nothing."""
    invitation = find_invitation(token)
    return _page(AcceptForm(), invitation) if invitation else _closed()


@bp.post("/invitations/<token>")
def accepted(token: str) -> Page | Response:
    """Create the user who was invited, and sign them in."""
    invitation = find_invitation(token)
    if invitation is None:
        return _closed()
    form = AcceptForm()
    form.email = invitation.email
    if not form.validate():
        return _page(form, invitation, 422)
    password = hashed(form.password.data)
    begin_write()
    invitation = find_invitation(token)
    if invitation is None:  # somebody was quicker
        return _closed()
    user = accept_invitation(invitation, form.name.data, password)
    login_user(user, authn_via=["invitation"])
    db.session.commit()
    return redirect(current_app.config["SECURITY_POST_LOGIN_VIEW"], 303)
