"""The studio's routes."""

from blueprints.comments.personal_data import add_holder
from blueprints.studio import message_data
from blueprints.studio.routes import (
    audio,
    course,
    crate,
    jingles,
    library,
    log,
    messages,
    page,
    playlists,
    queue,
    state,
    transport,
    uploads,
)
from blueprints.studio.routes.blueprints import bp, console
from blueprints.studio.routes.write_message import public

add_holder(message_data.export, message_data.erase)

# Listeners write outside of /studio, and without its guard.
bp.record_once(lambda state: state.app.register_blueprint(public))
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
    "messages",
    "page",
    "playlists",
    "public",
    "queue",
    "state",
    "transport",
    "uploads",
]
