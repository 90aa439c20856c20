"""The current track, the public record, and the desk's pages about it."""

from blueprints.player.routes import (
    alarms,
    current_track,
)
from blueprints.player.routes.blueprints import bp, desk

__all__ = ["alarms", "bp", "current_track", "desk"]
