"""Background jobs of comments."""

from blueprints.comments import answers, digest, retention
from blueprints.core.job import MINUTE, SECOND, Job

JOBS = (
    Job("emails about answers", answers.tell, every=15 * SECOND),
    Job("digests of comments to review", digest.send, every=MINUTE),
    Job("readers' old data", retention.forget_old, every=MINUTE),
    Job("the database's log", retention.empty_log, every=MINUTE, own_transactions=True),
)
