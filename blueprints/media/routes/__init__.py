"""Pictures and audio clips over HTTP."""

from blueprints.media.routes import clips, files, pictures
from blueprints.media.routes.blueprints import bp, desk

__all__ = ["bp", "clips", "desk", "files", "pictures"]
