"""Staff's own accounts and the people of the station, over HTTP."""

from blueprints.accounts.routes import address, audit, invitations, own, people
from blueprints.accounts.routes.blueprints import bp, desk

__all__ = ["address", "audit", "bp", "desk", "invitations", "own", "people"]
