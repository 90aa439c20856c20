"""Readers' comments over HTTP: the public pages, and the moderation queue."""

from blueprints.comments.routes import (
    closures,
    decisions,
    deletions,
    edits,
    ledger,
    public,
    queue,
    replies,
    writers,
)
from blueprints.comments.routes.blueprints import bp, desk

__all__ = ["bp", "closures", "decisions", "deletions", "desk", "edits", "ledger", "public",
           "queue", "replies", "writers"]  # fmt: skip
