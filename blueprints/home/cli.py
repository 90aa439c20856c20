"""Commands that span features: `flask launch` and `flask work`."""

from pathlib import Path

import click
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core.command_line import invitation
from blueprints.core.extensions import db
from blueprints.core.features import parts
from blueprints.home import launch
from blueprints.home.work import Worker, jobs_of


@click.command("launch", short_help="Run the whole station (make run).")
def launch_station() -> None:
    """Run the whole station: website, MPD, watcher and worker. Press Ctrl-C to stop.

    The first start adds the example station's content. If RADIO_MPD_HOST is set, that MPD is used
    and no example content is added.

    Example: flask --app app launch
    """
    config, instance = current_app.config, Path(current_app.instance_path)
    preparations = list(parts(current_app.extensions["features"], "at_launch"))
    web = launch.Port("RADIO_PORT", config["RADIO_HOST"], config["RADIO_PORT"])
    launch.check_ports([web, *(port for part in preparations for port in part.ports(config))])
    upgrade()
    extras = [part.prepare(config, instance) for part in preparations]
    sign_ins = "" if has_staff() else invitation()
    db.session.remove()
    db.engine.dispose()
    launch.run(config, instance, extras, sign_ins)


def has_staff() -> bool:
    """Return True if the station has a user."""
    return db.session.scalar(select(User.id).limit(1)) is not None


@click.command("work", short_help="Run background jobs: send emails, delete old data.")
@click.option("--once", is_flag=True, help="Run each job once, then exit.")
def work(once: bool) -> None:
    """Run background jobs until stopped: send emails, announce new stories, delete old data.

    Safe to stop or kill at any time; several may run at once.

    Example: flask --app app work --once
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    worker = Worker(app, jobs_of(app))
    if not once:
        worker.run()
    if failed := worker.round():
        raise click.ClickException(f"Some jobs failed: {'; '.join(map(str, failed))}")


COMMANDS = (launch_station, work)
