"""Shows and the schedule over HTTP."""

from blueprints.shows.routes import (
    public,
)
from blueprints.shows.routes.blueprints import bp, desk

__all__ = ["bp", "desk", "public"]
