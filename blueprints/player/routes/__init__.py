"""The current track, the public record, and the desk's pages about it."""

from blueprints.player.routes import (
    alarms,
    charts,
    current_track,
    episode_stories,
    episodes,
    playlist,
    plays,
    tokens,
)
from blueprints.player.routes.blueprints import bp, desk

__all__ = [
    "alarms",
    "bp",
    "charts",
    "current_track",
    "desk",
    "episode_stories",
    "episodes",
    "playlist",
    "plays",
    "tokens",
]
