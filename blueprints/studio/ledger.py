"""Entries of the ledger that are not edits of MPD's queue."""

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.studio.models import QueueEdit


def note(studio: str, user: User, what: str, text: str) -> None:
    """Add an entry; call it inside begin_write()."""
    entry = QueueEdit(
        studio=studio, user_id=user.id, who=user.name, what=what, text=text, at=clock.now()
    )
    db.session.add(entry)
