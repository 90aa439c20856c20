"""The commands `flask accounts …`, which invite people from the command line."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from blueprints.accounts import actions
from blueprints.accounts.models import ROLES
from blueprints.core.extensions import begin_write, db, security

accounts = AppGroup("accounts", help="Manage the people of the station.")


@accounts.command("invite", short_help="Invite a person, by email.")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES))
def invite(email: str, roles: tuple[str, ...]) -> None:
    """Invite EMAIL to join the team and print the link. Repeat --role for several roles.

    Exits with 1 if this address already has an account, with 2 if it is not valid.

    Example: flask --app app accounts invite ada@example.org --role admin
    """
    with current_app.test_request_context(base_url=current_app.config["RADIO_URL"]):
        try:
            address = security.mail_util.normalize(email)
        except ValueError as error:
            raise click.BadParameter(
                "enter a valid email address, like name@example.org", param_hint="EMAIL"
            ) from error
        begin_write()
        try:
            link = actions.invite(address, sorted(set(roles)), "command line")
        except actions.AlreadyHere as error:
            raise click.ClickException(f"{address} already belongs to an account here.") from error
        db.session.commit()
    click.echo(f"Invitation for {address} is ready. `flask work` sends it.")
    if not current_app.config.get("RADIO_MAIL_SERVER"):
        folder = Path(current_app.instance_path) / "mail"
        click.echo(f"No mail server is set, so the email will be saved in {folder}.")
    click.echo(f"The link works once, for seven days:\n{link}")


COMMANDS = (accounts,)
