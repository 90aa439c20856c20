"""Background jobs of email."""

from blueprints.core.job import MINUTE, Job
from blueprints.mail.delivery import send_due
from blueprints.mail.files import delete_stray_files
from blueprints.mail.outbox import forget_mails

JOBS = (
    Job("mail", send_due, own_transactions=True),
    Job("old emails", forget_mails, every=MINUTE),
    Job("files of deleted emails", delete_stray_files, every=MINUTE, own_transactions=True),
)
