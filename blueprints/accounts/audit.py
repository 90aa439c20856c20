"""The audit log: an append-only record of what happened to accounts."""

from datetime import timedelta
from typing import Any

from flask import has_request_context, request
from flask_babel import lazy_gettext as _l
from flask_security import current_user
from sqlalchemy import update

from blueprints.accounts.models import AuditEntry
from blueprints.core import clock
from blueprints.core.extensions import db

ADDRESSES_KEPT_FOR = timedelta(days=180)
ACTS = {
    "signed in": _l("Signed in"),
    "sign-in failed": _l("Sign-in failed"),
    "signed out": _l("Signed out"),
    "signed out everywhere": _l("Signed out everywhere"),
    "session ended": _l("Session ended"),
    "password reset requested": _l("Password reset requested"),
    "password reset": _l("Password reset"),
    "password changed": _l("Password changed"),
    "invited": _l("Invited"),
    "invitation revoked": _l("Invitation revoked"),
    "invitation accepted": _l("Invitation accepted"),
    "roles changed": _l("Roles changed"),
    "deactivated": _l("Account deactivated"),
    "reactivated": _l("Account reactivated"),
    "authenticator app added": _l("Authenticator app added"),
    "authenticator app removed": _l("Authenticator app removed"),
    "recovery codes made": _l("Recovery codes created"),
    "recovery code used": _l("Recovery code used"),
    "passkey added": _l("Passkey added"),
    "passkey removed": _l("Passkey removed"),
    "email change requested": _l("Email change requested"),
    "email changed": _l("Email address changed"),
    "settings changed": _l("Settings changed"),
    "API token created": _l("API token created"),
    "API token revoked": _l("API token revoked"),
    "notice shown": _l("Notice shown"),
    "notice removed": _l("Notice removed"),
    "page changed": _l("Page changed"),
    "page deleted": _l("Page deleted"),
    "show changed": _l("Show changed"),
    "show ended": _l("Show ended"),
    "show deleted": _l("Show deleted"),
    "presenter changed": _l("Presenter changed"),
    "presenter removed": _l("Presenter removed"),
    "schedule changed": _l("Schedule changed"),
    "tag renamed": _l("Tag renamed"),
    "tag merged": _l("Tag merged into another"),
    "tag deleted": _l("Tag deleted"),
    "artist renamed": _l("Artist renamed"),
    "artist merged": _l("Artist merged into another"),
    "artist deleted": _l("Artist deleted"),
}


def forget_addresses() -> None:
    """Delete network addresses from entries that are half a year old; the entries stay."""
    old = AuditEntry.at < clock.now() - ADDRESSES_KEPT_FOR, AuditEntry.address != ""
    db.session.execute(update(AuditEntry).where(*old).values(address=""))


def details(kept: dict[str, Any]) -> str:
    """Return an entry's additional details in one line."""
    if "before" in kept and "after" in kept:
        before, after = (_listed(kept[name]) for name in ("before", "after"))
        return f"{before} → {after}"
    return ", ".join(filter(None, map(_listed, kept.values())))


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) or "–" if isinstance(value, list) else str(value)


def record(act: str, subject: str, who: str = "", **details: Any) -> None:
    """Write one of ACTS to the audit log, in the transaction of the act itself.

    `subject` is the address of the user concerned; `who` did it: by default the user who is
    signed in, else the subject.
    """
    is_request = has_request_context()
    if not who and is_request and current_user.is_authenticated:
        who = current_user.email
    entry = AuditEntry(
        at=clock.now(),
        act=act,
        who=who or subject,
        subject=subject,
        details=details,
        address=(request.remote_addr or "")[:64] if is_request else "",
    )
    db.session.add(entry)
