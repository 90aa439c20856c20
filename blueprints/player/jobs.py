"""Background jobs: the mirror of MPD's library, and charts; shows learn when the log begins."""

from blueprints.core.job import SECOND, Job
from blueprints.player.chart_upkeep import keep_charts
from blueprints.player.queries import first_play_at
from blueprints.player.track_tags import read_files
from blueprints.player.tracks import Mirror
from blueprints.shows.automation import add_first_moment

add_first_moment(first_play_at)

JOBS = (
    Job("tracks", Mirror().run, every=4 * SECOND, own_transactions=True),
    Job("tags of tracks", read_files, every=10 * SECOND, own_transactions=True),
    Job("charts", keep_charts, every=10 * SECOND, own_transactions=True),
)
