"""Background jobs of the studio."""

from blueprints.core.job import MINUTE, Job
from blueprints.studio.uploads import forget_uploads

JOBS = (Job("old uploads", forget_uploads, every=10 * MINUTE, own_transactions=True),)
