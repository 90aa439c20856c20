"""Reads of the newswire."""

from collections.abc import Sequence

from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.wire.models import WireSource


def sources() -> Sequence[WireSource]:
    """Return all subscriptions, by name."""
    return db.session.scalars(select(WireSource).order_by(WireSource.name, WireSource.id)).all()
