"""The studio's background jobs."""

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.core.job import SECOND, Job
from blueprints.player.manual_rows import end_those_over, find_over
from blueprints.player.models import Play
from blueprints.studio.models import PracticePlay
from blueprints.studio.practice_log import PracticeLog


def end_rows_over() -> None:
    """Note the end of rows logged by hand whose time has run out, where no watcher does."""
    now = clock.now()
    if not find_over(Play, now) and not find_over(PracticePlay, now):
        return
    begin_write()
    end_those_over(Play, now)
    end_those_over(PracticePlay, now)
    db.session.commit()


JOBS = (
    Job("log rows that are over", end_rows_over, every=2 * SECOND, own_transactions=True),
    Job("practice log", PracticeLog().run, every=2 * SECOND, own_transactions=True),
)
