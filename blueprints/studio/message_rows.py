"""Messages and replies as the console's panel reads them."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from blueprints.comments.models import Comment
from blueprints.core.clock import rfc3339
from blueprints.core.extensions import db
from blueprints.core.text import excerpt
from blueprints.studio import message_queries as queries
from blueprints.studio.message_labels import WHY
from blueprints.studio.models import StudioMessage
from blueprints.studio.readings import Readable, playlist_address, read_at_of

Told = dict[str, Any]


def tag() -> str:
    """Return the ETag of the list of messages, by one query."""
    facts = db.engine.url.database, *queries.facts()
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:24]


def told_messages() -> Told:
    """Return the newest messages, the newest spam, and how many messages are new."""
    return {
        "rows": [told_message(message) for message in queries.newest()],
        "spam": [told_message(message) for message in queries.newest_spam()],
        "new": queries.count_new(),
    }


def told_message(message: StudioMessage) -> Told:
    """Return a message; its email address stays with the site."""
    return {
        **_told(message),
        "state": message.state,
        "flag": str(WHY.get(message.why, "")),
        "note": message.note,
        "has_email": bool(message.email),
        "thanked_by": message.thanked_by if message.thanked_at else "",
    }


def told_reply(comment: Comment, headline: str) -> Told:
    """Return an approved reply, and the headline of its story."""
    return {**_told(comment), "headline": headline}


def _told(one: Readable) -> Told:
    read_at = read_at_of(one)
    return {
        "id": one.id,
        "name": one.name,
        "text": one.text,
        "at": rfc3339(one.created_at),
        "read": _told_reading(one, read_at) if read_at else None,
    }


def _told_reading(one: Readable, read_at: datetime) -> Told:
    return {"at": rfc3339(read_at), "row": one.read_play_id, "address": playlist_address(read_at)}


def readings_in(play_ids: Collection[int]) -> dict[int, list[Told]]:
    """Return what was read on air in these rows of the log, by the row's number."""
    by_row: dict[int, list[Told]] = {}
    for kind, play_id, number, name, text, _read_at in queries.read_in(play_ids):
        told = {"kind": kind, "id": number, "name": name, "text": excerpt(text, 80)}
        by_row.setdefault(play_id, []).append(told)
    return by_row
