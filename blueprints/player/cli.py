"""The commands `flask player …`."""

import click
from flask import current_app
from flask.cli import AppGroup

from blueprints.player.worker import Watcher

player = AppGroup("player", help="The current track and the play log.")
COMMANDS = (player,)


@player.command("watch", short_help="Watch MPD: keep the current track and the play log true.")
def watch() -> None:
    """Watch MPD, and keep the current track and the play log true.

    Several may run at once, and each may be stopped at any time.

    Example: flask --app app player watch
    """
    host, port = current_app.config["RADIO_MPD_HOST"], current_app.config["RADIO_MPD_PORT"]
    place = host if host.startswith(("/", "@")) else f"{host} port {port}"
    click.echo(f"Watching MPD at {place}. Press Ctrl-C to stop.")
    Watcher(current_app._get_current_object()).run()  # type: ignore[attr-defined]
