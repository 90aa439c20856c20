"""Readers' comments over HTTP: what readers meet, and the moderators' queue."""

from blueprints.comments.routes import public, queue, replies
from blueprints.comments.routes.blueprints import bp, desk

__all__ = ["bp", "desk", "public", "queue", "replies"]
