"""Routes for changing the user's own email address."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_security.utils import login_user
from werkzeug.wrappers import Response

from blueprints.accounts import email_change
from blueprints.accounts.access import for_signed_in, freshly, me, signed_in
from blueprints.accounts.forms import AddressForm
from blueprints.accounts.routes.blueprints import bp
from blueprints.core.extensions import begin_write, db

Page = tuple[str, int]


def _closed() -> Page:
    return render_template("accounts/closed.html", what="address"), 410


@bp.get("/email")
@for_signed_in
@freshly("accounts.address")
def address() -> str:
    """Show the form for a new address."""
    return render_template("accounts/address.html", form=AddressForm(None))


@bp.post("/email")
@for_signed_in
@freshly("accounts.address")
def ask_address() -> Page | Response:
    """Ask both addresses to confirm, by email."""
    form = AddressForm()
    form.email_now = me().email
    if not form.validate():
        return render_template("accounts/address.html", form=form), 422
    begin_write()
    email_change.ask(me(), form.email.data)
    db.session.commit()
    flash(_("We’ve sent an email to your old address and one to your new address. Confirm both."))
    return redirect(url_for("accounts.account"), 303)


@bp.get("/email/<token>")
def confirm_address(token: str) -> Page:
    """Show the page of a link in one of the emails; opening it changes nothing."""
    opened = email_change.opened_by(token)
    if opened is None:
        return _closed()
    return render_template("accounts/address_confirm.html", change=opened[0], end=opened[1]), 200


@bp.post("/email/<token>")
def confirmed_address(token: str) -> Page | Response:
    """Confirm one end; with both the address changes, and only this browser stays signed in."""
    stays = signed_in()
    stays_id = stays.id if stays else None
    begin_write()
    opened = email_change.opened_by(token)
    if opened is None:
        return _closed()
    moved = email_change.confirm(*opened)
    if moved and moved.id == stays_id:
        login_user(moved, authn_via=["change"])
    db.session.commit()
    if moved:
        flash(_("Your email address was changed to %(email)s.", email=moved.email))
        return redirect(url_for("accounts.account"), 303)
    return render_template("accounts/address_confirmed_once.html"), 200
