"""Staff's own accounts and the people of the station, over HTTP."""

from blueprints.accounts.routes import audit, invitations, own, people
from blueprints.accounts.routes.blueprints import bp, desk

__all__ = ["audit", "bp", "desk", "invitations", "own", "people"]
