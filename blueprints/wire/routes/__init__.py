"""The newswire over HTTP: the inbox, decisions about entries, the sources and their health."""

from blueprints.wire.routes import (
    decisions,
    inbox,
    publication,
    source_acts,
    sources,
    subscriptions,
    takedown,
    updates,
)
from blueprints.wire.routes.blueprints import bp, desk

__all__ = [
    "bp",
    "decisions",
    "desk",
    "inbox",
    "publication",
    "source_acts",
    "sources",
    "subscriptions",
    "takedown",
    "updates",
]
