"""Background jobs of the newswire."""

from blueprints.core.job import SECOND, Job
from blueprints.wire.fetches import fetch_due

JOBS = (Job("newswire", fetch_due, every=10 * SECOND, own_transactions=True, apart=True),)
