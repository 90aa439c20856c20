"""Commands that span features: seed, launch, work."""

from pathlib import Path

import click
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.accounts.seed import keep as keep_sign_ins
from blueprints.accounts.seed import make_staff, working_sign_ins
from blueprints.comments.seed import add_opinions
from blueprints.core.command_line import invitation
from blueprints.core.extensions import begin_write, db
from blueprints.home import launch
from blueprints.home.work import Worker, jobs_of
from blueprints.news.models import Story
from blueprints.news.seed import make_stories
from blueprints.player import own_mpd
from blueprints.player.models import Play
from blueprints.player.seed import write_music

OWN_STATION = (
    "This station uses an MPD of its own (RADIO_MPD_HOST is set), so no example content is added."
)
HAS_CONTENT = "This station already has content, so no example content is added."
ELSEWHERE = """
To try the example station without touching this one, type:
  env -u RADIO_MPD_HOST RADIO_INSTANCE=/tmp/aerial-example RADIO_PORT=8001 \\
    RADIO_MPD_PORT=6611 RADIO_STREAM_PORT=8011 make run"""


@click.command("seed", short_help="Add the example station's content to an empty station.")
def seed() -> None:
    """Add the example station's content: six stories, fifteen tracks and a member of staff for
    each role. Prints their passwords.

    Refuses with exit code 1 on a station that uses an MPD of its own (RADIO_MPD_HOST is set), or
    that already has stories, staff or a play log.

    Example: flask --app app seed
    """
    if not current_app.config["RADIO_OWN_MPD"]:
        raise click.ClickException(OWN_STATION + ELSEWHERE)
    upgrade()
    if not is_empty():
        raise click.ClickException(HAS_CONTENT + ELSEWHERE)
    files = write_music(Path(current_app.instance_path))
    count = sow()
    click.echo(f"Added {count} stories and {len(files)} tracks.")
    for sign_in in working_sign_ins(Path(current_app.instance_path)):
        click.echo(launch.sign_in_line(sign_in))


@click.command("launch", short_help="Run the whole station (make run).")
def launch_station() -> None:
    """Run the whole station: website, MPD, watcher and worker. Press Ctrl-C to stop.

    The first start adds the example station's content. If RADIO_MPD_HOST is set, that MPD is used
    and no example content is added.

    Example: flask --app app launch
    """
    config, instance = current_app.config, Path(current_app.instance_path)
    launch.check_ports(config)
    upgrade()
    files: list[str] = []
    if config["RADIO_OWN_MPD"]:
        if is_empty():
            click.echo("Adding the example station's stories and music (first start only).")
            files = write_music(instance)
            sow()
        elif not own_mpd.has_played(instance):  # it was made before MPD was here
            files = write_music(instance)
        own_mpd.configure(config, instance)
    doors = launch.doors(working_sign_ins(instance)) if has_staff() else invitation()
    db.session.remove()
    db.engine.dispose()
    launch.run(config, instance, files, doors)


def has_staff() -> bool:
    """Return True if the station has a user."""
    return db.session.scalar(select(User.id).limit(1)) is not None


def is_empty() -> bool:
    """Return True if the station has no stories, no play log and no staff."""
    rows = (db.session.scalar(select(table.id).limit(1)) for table in (Story, Play, User))
    return all(row is None for row in rows)


def sow() -> int:
    """Write the example stories and staff; return the number of stories."""
    with current_app.test_request_context(base_url=current_app.config["RADIO_URL"]):
        stories = make_stories()
        staff, sign_ins = make_staff()
        # Before the commit: no staff whose passwords nobody knows.
        keep_sign_ins(sign_ins, Path(current_app.instance_path))
        begin_write()
        db.session.add_all([*stories, *staff])
        db.session.flush()
        add_opinions(stories)
        db.session.commit()
        return len(stories)


@click.command("work", short_help="Run background jobs: send emails, delete old data.")
@click.option("--once", is_flag=True, help="Run each job once, then exit.")
def work(once: bool) -> None:
    """Run background jobs until stopped: send emails, announce new stories, delete old data.

    Safe to stop or kill at any time; several may run at once..

    Example: flask --app app work --once
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    worker = Worker(app, jobs_of(app))
    if not once:
        worker.run()
    if failed := worker.round():
        raise click.ClickException(f"Some jobs failed: {'; '.join(map(str, failed))}")


COMMANDS = (seed, launch_station, work)
