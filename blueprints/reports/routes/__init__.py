"""Reports and quotas at the desk."""

from blueprints.reports.routes import quotas, recordings, reports
from blueprints.reports.routes.blueprints import bp

__all__ = ["bp", "quotas", "recordings", "reports"]
