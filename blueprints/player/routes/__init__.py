"""The current track, the public record, and the desk's pages about it."""

from blueprints.player.routes import (
    charts,
    current_track,
    episodes,
    playlist,
    plays,
    tokens,
)
from blueprints.player.routes.blueprints import bp, desk

__all__ = [
    "bp",
    "charts",
    "current_track",
    "desk",
    "episodes",
    "playlist",
    "plays",
    "tokens",
]
