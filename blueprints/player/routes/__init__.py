"""The current track, the public record, and the desk's pages about it."""

from blueprints.player.routes import (
    current_track,
    plays,
    tokens,
)
from blueprints.player.routes.blueprints import bp, desk

__all__ = ["bp", "current_track", "desk", "plays", "tokens"]
