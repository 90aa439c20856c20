"""The routes of the player, split by resource."""

from blueprints.player.routes import (
    current_track,
    episodes,
    plays,
    tokens,
)
from blueprints.player.routes.blueprints import bp, desk

__all__ = ["bp", "current_track", "desk", "episodes", "plays", "tokens"]
