"""Background jobs of the newswire."""

from blueprints.core.job import SECOND, Job
from blueprints.wire.automatic import fetch_pictures
from blueprints.wire.fetches import fetch_due

JOBS = (
    Job("newswire", fetch_due, every=10 * SECOND, own_transactions=True, apart=True),
    Job("wire pictures", fetch_pictures, every=10 * SECOND, own_transactions=True, apart=True),
)
