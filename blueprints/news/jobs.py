"""Background jobs of news."""

from blueprints.core.job import Job
from blueprints.news.notifications import announce

JOBS = (Job("announcements", announce),)
