"""Readers' comments over HTTP: the public pages, and the moderation queue."""

from blueprints.comments.routes import (
    decision,
    decisions,
    deletions,
    digest,
    notices,
    own,
    personal_data,
    public,
    queue,
    replies,
    reports,
    writer_data,
)
from blueprints.comments.routes.blueprints import bp, desk

__all__ = ["bp", "decision", "decisions", "deletions", "desk", "digest", "notices", "own",
           "personal_data", "public", "queue", "replies", "reports", "writer_data"]  # fmt: skip
