"""Staff accounts: invitations, roles, deactivation. Routes and commands commit, not these."""

import secrets
from collections.abc import Sequence

from flask import render_template
from flask_babel import gettext as _
from flask_security import hash_password
from sqlalchemy import Select, select

from blueprints.accounts import audit, sessions
from blueprints.accounts.links import read_token, token_for
from blueprints.accounts.models import Invitation, User
from blueprints.accounts.queries import find_by_email, is_last_admin, roles_named
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.http import absolute_url
from blueprints.core.station import station
from blueprints.mail import outbox


class LastAdmin(Exception):
    """The change would leave the station without an active admin."""


class AlreadyHere(Exception):
    """A user with this email address exists."""


def invite(email: str, roles: Sequence[str], by: str) -> str:
    """Invite `email` to join with `roles`, by email; return the link in it.

    Revokes earlier invitations of the same address. Raises AlreadyHere.
    """
    if find_by_email(email):
        raise AlreadyHere
    for earlier in db.session.scalars(_unanswered(email)):
        earlier.withdrawn_at = clock.now()
    invitation = Invitation(email=email, roles=list(roles), invited_by=by, created_at=clock.now())
    db.session.add(invitation)
    db.session.flush()
    link = absolute_url("accounts.accept", token=token_for("invitation", invitation.id))
    body = render_template("accounts/mail/invitation.txt", link=link, by=by, roles=roles)
    outbox.post(email, _("Join the team at %(station)s", station=station().name), body)
    audit.record("invited", email, who=by, roles=list(roles))
    return link


def _unanswered(email: str) -> Select[Invitation]:
    return select(Invitation).where(
        Invitation.email == email,
        Invitation.accepted_at.is_(None),
        Invitation.withdrawn_at.is_(None),
    )


def find_invitation(token: str) -> Invitation | None:
    """Return the open invitation of a link, or None; also None once its address has an account."""
    number = read_token("invitation", token, Invitation.OPEN_FOR)
    found = db.session.get(Invitation, number) if isinstance(number, int) else None
    if found is None or not found.is_open(clock.now()) or find_by_email(found.email):
        return None
    return found


def accept(invitation: Invitation, name: str, password_hash: str) -> User:
    """Create and return the user that was invited."""
    now = clock.now()
    invitation.accepted_at = now
    user = User(
        email=invitation.email,
        name=name,
        password=password_hash,
        active=True,
        fs_uniquifier=secrets.token_hex(32),
        created_at=now,
        roles=roles_named(invitation.roles),
    )
    db.session.add(user)
    db.session.flush()
    audit.record("invitation accepted", user.email, who=user.email, roles=invitation.roles)
    return user


def withdraw(invitation: Invitation) -> None:
    """Revoke an invitation."""
    invitation.withdrawn_at = clock.now()
    audit.record("invitation revoked", invitation.email)


def give_roles(user: User, names: Sequence[str]) -> None:
    """Give `user` these roles and no others, at once. Raises LastAdmin."""
    before = [role.name for role in user.roles]
    if "admin" in before and "admin" not in names and user.active and is_last_admin(user):
        raise LastAdmin
    if sorted(before) != sorted(names):
        user.roles = roles_named(names)
        audit.record("roles changed", user.email, before=before, after=list(names))


def deactivate(user: User) -> None:
    """Sign `user` out at once and prevent signing in again. Raises LastAdmin."""
    if user.holds("admin") and user.active and is_last_admin(user):
        raise LastAdmin
    if user.active:
        user.active = False
        sessions.end_all(user)
        audit.record("deactivated", user.email)


def reactivate(user: User) -> None:
    """Allow `user` to sign in again."""
    if not user.active:
        user.active = True
        audit.record("reactivated", user.email)


def sign_out_everywhere(user: User) -> None:
    """End all sessions of `user`."""
    sessions.end_all(user)
    audit.record("signed out everywhere", user.email)


def hashed(password: str) -> str:
    """Return the hash of a password; it is slow, so call it before begin_write()."""
    return str(hash_password(password))
