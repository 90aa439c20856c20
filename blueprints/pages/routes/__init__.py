"""The station's own pages over HTTP."""

from blueprints.pages.routes import pages, public, revisions
from blueprints.pages.routes.blueprints import bp, desk

__all__ = ["bp", "desk", "pages", "public", "revisions"]
