"""The background job that counts listeners."""

from blueprints.core.job import SECOND, Job
from blueprints.reports.listener_counts import Counter

JOBS = (Job("listeners", Counter().run, every=4 * SECOND, own_transactions=True),)
