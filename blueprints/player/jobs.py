"""Background jobs: the mirror of MPD's library, and the count of listeners."""

from blueprints.core.job import SECOND, Job
from blueprints.player.listener_counts import Counter
from blueprints.player.track_tags import read_files
from blueprints.player.tracks import Mirror

JOBS = (
    Job("tracks", Mirror().run, every=4 * SECOND, own_transactions=True),
    Job("listeners", Counter().run, every=4 * SECOND, own_transactions=True),
    Job("tags of tracks", read_files, every=10 * SECOND, own_transactions=True),
)
