"""Readers' comments over HTTP: the public pages, and the moderation queue."""

from blueprints.comments.routes import (
    closures,
    decision,
    decisions,
    deletions,
    edits,
    ledger,
    own,
    public,
    queue,
    replies,
    reports,
    writers,
)
from blueprints.comments.routes.blueprints import bp, desk

__all__ = ["bp", "closures", "decision", "decisions", "deletions", "desk", "edits", "ledger",
           "own", "public", "queue", "replies", "reports", "writers"]  # fmt: skip
