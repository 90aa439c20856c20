"""Shows and the schedule over HTTP."""

from blueprints.shows.routes import (
    changes,
    episodes,
    presenters,
    public,
    shows,
    slots,
    week,
)
from blueprints.shows.routes.blueprints import bp, desk

__all__ = [
    "bp",
    "changes",
    "desk",
    "episodes",
    "presenters",
    "public",
    "shows",
    "slots",
    "week",
]
