"""Readers' comments over HTTP: the public pages, and the moderation queue."""

from blueprints.comments.routes import (
    digest,
    notices,
    personal_data,
    public,
    queue,
    replies,
    writer_data,
)
from blueprints.comments.routes.blueprints import bp, desk

__all__ = [
    "bp", "desk", "digest", "notices", "personal_data", "public", "queue", "replies",
    "writer_data",
]  # fmt: skip
