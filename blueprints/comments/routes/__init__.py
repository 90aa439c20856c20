"""Readers' comments over HTTP: the public pages, and the moderation queue."""

from blueprints.comments.routes import decision, own, public, queue, replies, reports
from blueprints.comments.routes.blueprints import bp, desk

__all__ = ["bp", "decision", "desk", "own", "public", "queue", "replies", "reports"]
