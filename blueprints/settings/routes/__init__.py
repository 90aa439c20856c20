"""The station's settings over HTTP."""

from blueprints.settings.routes import notice, sections, stylesheet
from blueprints.settings.routes.blueprints import bp, desk

__all__ = ["bp", "desk", "notice", "sections", "stylesheet"]
