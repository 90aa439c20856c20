"""Staff's own accounts, over HTTP."""

from blueprints.accounts.routes import own
from blueprints.accounts.routes.blueprints import bp, desk

__all__ = ["bp", "desk", "own"]
