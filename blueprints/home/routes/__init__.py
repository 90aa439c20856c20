"""Pages that span features, over HTTP."""

from blueprints.home.routes import desk_front, public
from blueprints.home.routes.blueprints import bp, desk

__all__ = ["bp", "desk", "desk_front", "public"]
