"""The news over HTTP: one module for each kind of thing."""

from blueprints.news.routes import (
    artists,
    bulk,
    clips,
    pages,
    pictures,
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
    "clips",
    "desk",
    "pages",
    "pictures",
    "previews",
    "public",
    "revisions",
    "states",
    "stories",
    "story_list",
    "tags",
    "working_copies",
]
