"""Changes of a user's email address, confirmed by links sent to the old and the new address."""

from datetime import timedelta
from typing import Any

from flask import render_template
from flask_babel import gettext as _

from blueprints.accounts import audit, sessions
from blueprints.accounts.links import read_token, token_for
from blueprints.accounts.models import AddressChange, User
from blueprints.accounts.queries import find_by_email
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.mail import outbox

OPEN_FOR = timedelta(hours=24)
PRESSED_AGAIN = timedelta(minutes=1)
ENDS = ("old", "new")


def ask(user: User, new_email: str) -> None:
    """Ask both addresses to confirm; replace an earlier request. Call inside begin_write().

    A user who has that address already gets no email, and nobody is told. The same request within
    a minute is a button pressed twice: nothing more is sent.
    """
    change = db.session.get(AddressChange, user.id) or AddressChange(user_id=user.id)
    is_same = change.new_email == new_email
    if is_same and timedelta() <= clock.now() - change.asked_at < PRESSED_AGAIN:
        return
    change.new_email, change.asked_at = new_email, clock.now()
    change.old_confirmed_at = change.new_confirmed_at = None
    db.session.add(change)
    _post(user.email, "old", change)
    if find_by_email(new_email) is None:
        _post(new_email, "new", change)
    audit.record("email change requested", user.email, new=new_email)


def _post(recipient: str, end: str, change: AddressChange) -> None:
    token = token_for("address", [change.user_id, end, *_marks(change)])
    link = absolute_url("accounts.confirm_address", token=token)
    body = render_template("accounts/mail/address.txt", link=link, change=change, end=end)
    outbox.post(
        recipient, _("Confirm your new email address for %(station)s", station=station().name), body
    )


def _marks(change: AddressChange) -> list[Any]:
    """Return the values that tell this change from any other of the same user."""
    return [change.new_email, change.asked_at.timestamp()]


def opened_by(token: str) -> tuple[AddressChange, str] | None:
    """Return (the change, "old" or "new") for a link, or None once that end has confirmed."""
    read = read_token("address", token, OPEN_FOR)
    if read is None:
        return None
    user_id, end, *marks = read
    change = db.session.get(AddressChange, user_id)
    if change is None or marks != _marks(change):
        return None
    return (change, end) if getattr(change, f"{end}_confirmed_at") is None else None


def confirm(change: AddressChange, end: str) -> User | None:
    """Confirm one end; with both, change the address, sign out everywhere and return the user."""
    setattr(change, f"{end}_confirmed_at", clock.now())
    user = db.session.get_one(User, change.user_id)
    if not (change.old_confirmed_at and change.new_confirmed_at):
        return None
    db.session.delete(change)
    if find_by_email(change.new_email):  # it was given to another account meanwhile
        return None
    before, user.email = user.email, change.new_email
    sessions.end_all(user)
    audit.record("email changed", user.email, who=user.email, before=[before], after=[user.email])
    body = render_template("accounts/mail/was_moved.txt", email=user.email)
    outbox.post(
        before, _("Your email address at %(station)s was changed", station=station().name), body
    )
    return user
