"""The news over HTTP: one module for each kind of thing."""

from blueprints.news.routes import (
    artists,
    bulk,
    clips,
    page_revisions,
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
    "page_revisions",
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
