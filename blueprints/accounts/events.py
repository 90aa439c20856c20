"""Handlers of Flask-Security's signals: sessions and the audit log follow what happened."""

from typing import Any

from flask import request, session
from flask_login import user_logged_out
from flask_security import (
    password_changed,
    password_reset,
    tf_disabled,
    tf_profile_changed,
    user_authenticated,
    user_failed_authn,
    wan_deleted,
    wan_registered,
)

from blueprints.accounts import audit, sessions
from blueprints.accounts.models import User
from blueprints.accounts.sign_in_forms import commit_at_the_end
from blueprints.core.extensions import begin_write

# These write only once they have checked: hashing a password would hold the lock.
CHECK_FIRST = {"security.login", "security.verify", "security.forgot_password"}


def begin_early() -> None:
    """Begin to write before the user is loaded, where Flask-Security commits by itself."""
    is_theirs = request.blueprint == "security" and request.method == "POST"
    if is_theirs and request.endpoint not in CHECK_FIRST:
        begin_write()


@user_authenticated.connect
def begin_session(_app: object, user: User, authn_via: Any = None, **_more: Any) -> None:
    """Begin a session for a user who signed in, or who changed the password and stays signed in."""
    if authn_via == ["change"]:
        sessions.end_all_rows(user)
    else:
        audit.record("signed in", user.email, by=authn_via or ["two-factor authentication"])
    sessions.begin(user)


def end_session(_app: object, user: Any = None, **_more: Any) -> None:
    """End the session of a user who signed out."""
    if user is not None and user.is_authenticated:
        audit.record("signed out", user.email)
    sessions.end_this()
    session.clear()
    commit_at_the_end()


user_logged_out.connect(end_session)


@password_changed.connect
def note_change(_app: object, user: User, **_more: Any) -> None:
    """Record that a user changed the password."""
    audit.record("password changed", user.email)


@password_reset.connect
def end_sessions(_app: object, user: User, **_more: Any) -> None:
    """Sign a user out everywhere after a password reset by email."""
    sessions.end_all_rows(user)
    audit.record("password reset", user.email)


@user_failed_authn.connect
def note_failure(_app: object, user: User, auth_type: str, **_more: Any) -> None:
    """Record a failed two-factor code, passkey or confirmation of identity.

    The sign-in itself writes its own entry, for unknown addresses too.
    """
    if request.endpoint == "security.login":
        return
    if request.endpoint in CHECK_FIRST:
        begin_write()
    audit.record("sign-in failed", user.email, by=auth_type)
    commit_at_the_end()


@tf_profile_changed.connect
def note_codes(_app: object, user: User, **_more: Any) -> None:
    """Record that a user set up an authenticator app."""
    audit.record("authenticator app added", user.email)


@tf_disabled.connect
def note_no_codes(_app: object, user: User, **_more: Any) -> None:
    """Record that a user turned two-factor authentication off."""
    user.tf_last_counter = None
    if not user.has_second_factor():
        user.mf_recovery_codes = None
    audit.record("authenticator app removed", user.email)


@wan_registered.connect
def note_passkey(_app: object, user: User, name: str, **_more: Any) -> None:
    """Record that a user added a passkey."""
    audit.record("passkey added", user.email, name=name)


@wan_deleted.connect
def note_no_passkey(_app: object, user: User, name: str, **_more: Any) -> None:
    """Record that a user removed a passkey."""
    audit.record("passkey removed", user.email, name=name)
