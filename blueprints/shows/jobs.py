"""Background jobs of shows."""

from blueprints.core.job import SECOND, Job
from blueprints.shows.episodes import make_episodes

JOBS = (Job("episodes", make_episodes, every=10 * SECOND),)
