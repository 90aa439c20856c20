"""The news over HTTP: one module for each kind of thing."""

from blueprints.news.routes import public
from blueprints.news.routes.blueprints import bp, desk

__all__ = ["bp", "desk", "public"]
