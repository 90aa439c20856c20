"""The studio's routes."""

from blueprints.studio.routes import course, page, playlists, queue, state, transport
from blueprints.studio.routes.blueprints import bp, console

bp.register_blueprint(console, name="air")
bp.register_blueprint(console, name="practice", url_prefix="/practice")

__all__ = ["bp", "course", "page", "playlists", "queue", "state", "transport"]
