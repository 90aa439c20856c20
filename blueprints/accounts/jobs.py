"""Background jobs of accounts."""

from blueprints.accounts.sessions import forget_sessions
from blueprints.accounts.trail import forget_addresses
from blueprints.core.job import MINUTE, Job

JOBS = (
    Job("old sessions", forget_sessions, every=MINUTE),
    Job("old network addresses", forget_addresses, every=MINUTE),
)
