"""All that one email address left in messages to the studio: exported, deleted permanently."""

from typing import Any

from sqlalchemy import delete

from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.studio.message_queries import by_email
from blueprints.studio.models import StudioMessage


def export(email: str) -> dict[str, Any]:
    """Return {"messages": […]}: what is stored of the messages with this email address."""
    return {"messages": [_message(message) for message in by_email(email)]}


def _message(message: StudioMessage) -> dict[str, Any]:
    return {
        "id": message.id,
        "state": message.state,
        "why": message.why or None,
        "name": message.name,
        "email": message.email,
        "text": message.text,
        "note": message.note or None,
        "created_at": rfc3339(message.created_at),
        "thanked_at": rfc3339(message.thanked_at),
        "read_on_air_at": rfc3339(message.read_at),
        "address_hash": message.address_hash,
        "network_hash": message.network_hash,
    }


def erase(email: str, _by: str) -> int:
    """Delete every message with this email address; return how many. Call inside begin_write()."""
    numbers = [message.id for message in by_email(email)]
    if numbers:
        db.session.execute(delete(StudioMessage).where(StudioMessage.id.in_(numbers)))
    return len(numbers)
