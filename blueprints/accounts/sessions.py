"""Sessions of staff: a row for each browser, whose key the browser's session holds."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import Response, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    delete,
    not_,
    or_,
    select,
    update,
)  # fmt: skip
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import joinedload

from blueprints.accounts.models import Role, StaffSession, User, WebAuthn
from blueprints.core import clock
from blueprints.core.database import UtcDateTime
from blueprints.core.extensions import begin_write, db
from blueprints.core.text import one_line

KEY = "staff_session"
KEPT_AT_SIGN_IN = ("_user_id", "_fresh", "_id", "_flashes", "fs_cc", "fs_paa")
LIFETIME = timedelta(days=30)
SEEN_EVERY = timedelta(minutes=1)


def load_user(identity: str) -> User | None:
    """Return the user of the request's session, or None if its row is gone or they are inactive."""
    key = session.get(KEY)
    now = clock.now()
    if not key or not identity:
        return None
    found = (
        select(User, StaffSession.id, StaffSession.seen_at)
        .join(StaffSession, StaffSession.user_id == User.id)
        .where(StaffSession.key == key, User.fs_uniquifier == identity, User.active)
        .where(StaffSession.seen_at > now - LIFETIME)
        .options(joinedload(User.roles))
    )
    row = db.session.execute(found).unique().one_or_none()
    if row is None:
        return None
    user, session_id, seen_at = row
    g.fs_authn_via, g.fs_paa = "session", session.get("fs_paa", 0)
    if now - seen_at > SEEN_EVERY:
        g.seen_session = session_id
    return user


def cookie_of_request() -> dict[str, Any]:
    """Return the values of user_of_cookie() for the session that the request's cookie holds.

    For a route without a session of its own (core.http.WITHOUT_SESSION); nothing is looked up.
    """
    interface = SecureCookieSessionInterface()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    held: Mapping[str, Any] = interface.open_session(app, request) or {}
    identity, key = str(held.get("_user_id") or ""), str(held.get(KEY) or "")
    wanted = bool(app.config["RADIO_ADMINS_NEED_CODES"])
    since = clock.now() - LIFETIME
    return {"identity": identity, "key": key, "since": since, "codes_wanted": wanted}


def user_of_cookie(*roles: str) -> Select[int]:
    """Return the statement for the number of a session's user, if they hold one of `roles`.

    An admin who lacks the second factor that the station wants is not found either. Without roles,
    any user who is signed in.
    """
    identity, key = bindparam("identity", type_=String), bindparam("key", type_=String)
    since = bindparam("since", type_=UtcDateTime())
    found = (
        select(User.id)
        .join(StaffSession, StaffSession.user_id == User.id)
        .where(StaffSession.key == key, User.fs_uniquifier == identity, User.active)
        .where(StaffSession.seen_at > since)
    )
    if not roles:
        return found
    return found.where(User.roles.any(Role.name.in_((*roles, "admin"))), _may_go_on())


def _may_go_on() -> ColumnElement[bool]:
    """Return the condition of access.need_second_factor()."""
    return or_(
        not_(bindparam("codes_wanted", type_=Boolean())),
        not_(User.roles.any(Role.name == "admin")),
        and_(User.tf_primary_method != "", User.tf_totp_secret != ""),
        User.webauthn.any(WebAuthn.usage == "secondary"),
    )


def note_seen(response: Response) -> Response:
    """Note that the browser was here, at most once a minute, after everything else is done."""
    session_id = g.pop("seen_session", None)
    if session_id is not None:
        try:
            db.session.rollback()  # what was not committed was not meant to stay
            begin_write()
            here = update(StaffSession).where(StaffSession.id == session_id)
            db.session.execute(here.values(seen_at=clock.now()))
            db.session.commit()
        except OperationalError:  # locked or unavailable: the next request tries again
            db.session.rollback()
    return response


def begin(user: User) -> None:
    """Begin a session for `user` in this browser, with nothing of the one before."""
    kept = {name: session[name] for name in KEPT_AT_SIGN_IN if name in session}
    end_this()
    session.clear()
    g.pop("csrf_token", None)
    session.update(kept)
    session.permanent = True
    session[KEY] = secrets.token_urlsafe(32)
    now = clock.now()
    begun = StaffSession(
        user_id=user.id,
        key=session[KEY],
        began_at=now,
        seen_at=now,
        browser=one_line(request.headers.get("User-Agent", ""))[:300],
        address=(request.remote_addr or "")[:64],
    )
    db.session.add(begun)


def end_this() -> None:
    """End the session of this browser."""
    key = session.pop(KEY, None)
    if key:
        db.session.execute(delete(StaffSession).where(StaffSession.key == key))


def end_all(user: User) -> None:
    """End all sessions of `user`, and invalidate links that were sent to them."""
    user.fs_uniquifier = secrets.token_hex(32)
    end_all_rows(user)


def end_all_rows(user: User) -> None:
    """End all sessions of `user`, for whom a new fs_uniquifier was just made."""
    db.session.execute(delete(StaffSession).where(StaffSession.user_id == user.id))


def forget_sessions() -> None:
    """Delete the sessions that nobody used for a month."""
    old = StaffSession.seen_at < clock.now() - LIFETIME
    db.session.execute(delete(StaffSession).where(old))
