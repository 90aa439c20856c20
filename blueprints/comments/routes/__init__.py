"""Readers' comments over HTTP: the public pages, and the moderation queue."""

from blueprints.comments.routes import decisions, deletions, public, queue, replies
from blueprints.comments.routes.blueprints import bp, desk

__all__ = ["bp", "decisions", "deletions", "desk", "public", "queue", "replies"]
