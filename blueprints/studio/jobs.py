"""Background jobs of the studio."""

from blueprints.core.job import MINUTE, SECOND, Job
from blueprints.studio.messages import forget_messages
from blueprints.studio.practice_log import PracticeLog
from blueprints.studio.reading_mails import tell_of_readings
from blueprints.studio.refill import Refill
from blueprints.studio.rows_over import end_rows_over
from blueprints.studio.stop_after import end_those_over
from blueprints.studio.uploads import forget_uploads

JOBS = (
    Job("refill of the queue", Refill().run, every=5 * SECOND, own_transactions=True),
    Job("log rows that are over", end_rows_over, every=2 * SECOND, own_transactions=True),
    Job("stop after a track", end_those_over, every=1 * SECOND, own_transactions=True),
    Job("practice log", PracticeLog().run, every=2 * SECOND, own_transactions=True),
    Job("old uploads", forget_uploads, every=10 * MINUTE, own_transactions=True),
    Job("old messages to the studio", forget_messages, every=MINUTE),
    Job("emails about readings on air", tell_of_readings, every=10 * SECOND),
)
