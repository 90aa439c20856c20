"""The studio's routes."""

from blueprints.studio.routes import (
    audio,
    course,
    crate,
    jingles,
    library,
    log,
    page,
    playlists,
    queue,
    state,
    transport,
    uploads,
)
from blueprints.studio.routes.blueprints import bp, console

bp.register_blueprint(console, name="air")
bp.register_blueprint(console, name="practice", url_prefix="/practice")

__all__ = [
    "audio",
    "bp",
    "course",
    "crate",
    "jingles",
    "library",
    "log",
    "page",
    "playlists",
    "queue",
    "state",
    "transport",
    "uploads",
]
