"""The news over HTTP: one module for each resource."""

from blueprints.news.routes import (
    artists,
    bulk,
    previews,
    public,
    revisions,
    states,
    stories,
    story_list,
    tags,
    working_copies,
)
from blueprints.news.routes.blueprints import bp, desk

__all__ = [
    "artists",
    "bp",
    "bulk",
    "desk",
    "previews",
    "public",
    "revisions",
    "states",
    "stories",
    "story_list",
    "tags",
    "working_copies",
]
