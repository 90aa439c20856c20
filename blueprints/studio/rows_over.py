"""The end of rows logged by hand whose time has run out, where no watcher notes it."""

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.player.manual_rows import end_those_over, find_over
from blueprints.player.models import Play
from blueprints.studio.models import PracticePlay


def end_rows_over() -> None:
    """End the rows of both logs whose time has run out; it keeps its own transaction."""
    now = clock.now()
    if not find_over(Play, now) and not find_over(PracticePlay, now):
        return
    begin_write()
    end_those_over(Play, now)
    end_those_over(PracticePlay, now)
    db.session.commit()
