"""Background jobs of email."""

from blueprints.core.job import MINUTE, Job
from blueprints.mail.delivery import send_due
from blueprints.mail.outbox import forget_mails

JOBS = (
    Job("mail", send_due, own_transactions=True),
    Job("old emails", forget_mails, every=MINUTE),
)
