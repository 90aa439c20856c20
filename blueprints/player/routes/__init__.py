"""The current track, the public record, and the desk's pages about it."""

from blueprints.player.routes import (
    current_track,
    episode_stories,
    episodes,
)
from blueprints.player.routes.blueprints import bp, desk

__all__ = ["bp", "current_track", "desk", "episode_stories", "episodes"]
