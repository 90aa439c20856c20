"""The news over HTTP: one module for each resource."""

from blueprints.news.routes import (
    bulk,
    names,
    previews,
    public,
    revisions,
    states,
    stories,
    story_list,
    working_copies,
)
from blueprints.news.routes.blueprints import bp, desk

__all__ = [
    "bp",
    "bulk",
    "desk",
    "names",
    "previews",
    "public",
    "revisions",
    "states",
    "stories",
    "story_list",
    "working_copies",
]
