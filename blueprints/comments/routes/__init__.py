"""Readers' comments over HTTP: the public pages, and the moderation queue."""

from blueprints.comments.routes import (
    closures,
    decision,
    decisions,
    deletions,
    digest,
    edits,
    ledger,
    notices,
    own,
    personal_data,
    public,
    queue,
    replies,
    reports,
    writer_data,
    writers,
)
from blueprints.comments.routes.blueprints import bp, desk

__all__ = ["bp", "closures", "decision", "decisions", "deletions", "desk", "digest", "edits",
           "ledger", "notices", "own", "personal_data", "public", "queue", "replies", "reports",
           "writer_data", "writers"]  # fmt: skip
