"""The commands `flask player …`."""

from flask import current_app
from flask.cli import AppGroup

from blueprints.player.worker import run_watcher

player = AppGroup("player", help="The current track and the play log.")
COMMANDS = (player,)


@player.command("watch", short_help="Watch MPD: keep the current track and the play log true.")
def watch() -> None:
    """Watch MPD, and keep the current track and the play log true.

    Several may run at once, and each may be stopped at any time.

    Example: flask --app app player watch
    """
    run_watcher(current_app._get_current_object())  # type: ignore[attr-defined]
