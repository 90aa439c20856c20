"""Background jobs of the studio."""

from blueprints.core.job import SECOND, Job
from blueprints.studio.refill import Refill

JOBS = (Job("refill of the queue", Refill().run, every=5 * SECOND, own_transactions=True),)
