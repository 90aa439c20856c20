"""The newswire over HTTP: the inbox, the sources and their health."""

from blueprints.wire import queries
from blueprints.wire.routes.blueprints import bp, desk

__all__ = ["bp", "desk", "queries"]
