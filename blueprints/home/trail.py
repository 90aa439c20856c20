"""What was done to the station, written into the audit trail."""

from typing import Any

from flask import request

from blueprints.accounts import access
from blueprints.accounts.models import AuditEntry
from blueprints.core import clock
from blueprints.core.extensions import db


def note(act: str, **details: Any) -> None:
    """Notes that whoever is signed in did `act`; call inside begin_write()."""
    db.session.add(
        AuditEntry(
            at=clock.now(),
            act=act,
            who=access.me().email,
            details=details,
            address=request.remote_addr or "",
        )
    )
