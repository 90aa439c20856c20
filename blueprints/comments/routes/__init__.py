"""Readers' comments over HTTP: the public pages, and the moderation queue."""

from blueprints.comments.routes import (
    decision,
    decisions,
    deletions,
    own,
    public,
    queue,
    replies,
    reports,
)
from blueprints.comments.routes.blueprints import bp, desk

__all__ = ["bp", "decision", "decisions", "deletions", "desk", "own", "public", "queue", "replies",
           "reports"]  # fmt: skip
