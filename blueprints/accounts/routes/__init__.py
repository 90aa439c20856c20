"""Staff's own accounts, and the admins' pages about staff, over HTTP."""

from blueprints.accounts.routes import account, audit, email_change, invitations, people
from blueprints.accounts.routes.blueprints import bp, desk

__all__ = ["account", "audit", "bp", "desk", "email_change", "invitations", "people"]
