"""Background jobs of comments."""

from blueprints.comments.actions import forget_senders, forget_spam
from blueprints.core.job import MINUTE, Job

JOBS = (
    Job("commenters' network addresses", forget_senders, every=MINUTE),
    Job("old spam", forget_spam, every=MINUTE),
)
