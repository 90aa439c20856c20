"""Background jobs of the studio."""

from blueprints.core.job import MINUTE, SECOND, Job
from blueprints.studio.refill import Refill
from blueprints.studio.uploads import forget_uploads

JOBS = (
    Job("refill of the queue", Refill().run, every=5 * SECOND, own_transactions=True),
    Job("old uploads", forget_uploads, every=10 * MINUTE, own_transactions=True),
)
