"""Background jobs of accounts."""

from blueprints.accounts.audit import forget_addresses
from blueprints.accounts.sessions import forget_sessions
from blueprints.core.job import MINUTE, Job

JOBS = (
    Job("old sessions", forget_sessions, every=MINUTE),
    Job("old network addresses", forget_addresses, every=MINUTE),
)
