"""The command `flask seed`."""

from pathlib import Path

import click
from flask import current_app
from flask_migrate import upgrade

from blueprints.example.content import add_content, is_empty
from blueprints.example.music import write_music
from blueprints.example.staff import sign_in_line, working_sign_ins

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
    """Add the example station's content: six stories, six shows with three weeks of plays,
    fifteen tracks and a member of staff for each role. Prints their passwords.

    Refuses with exit code 1 on a station that uses an MPD of its own (RADIO_MPD_HOST is set), or
    that already has stories, staff or a play log.

    Example: flask --app app seed
    """
    if not current_app.config["RADIO_OWN_MPD"]:
        raise click.ClickException(OWN_STATION + ELSEWHERE)
    upgrade()
    if not is_empty():
        raise click.ClickException(HAS_CONTENT + ELSEWHERE)
    instance = Path(current_app.instance_path)
    files = write_music(instance)
    added = add_content()
    click.echo(
        f"Added {added.stories} stories, {added.shows} shows, {added.plays} plays "
        f"and {len(files)} tracks."
    )
    for sign_in in working_sign_ins(instance):
        click.echo(sign_in_line(sign_in))


COMMANDS = (seed,)
