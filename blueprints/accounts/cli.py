"""`flask accounts …`: inviting somebody without the desk; so comes the first admin."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from blueprints.accounts import actions
from blueprints.accounts.models import ROLES
from blueprints.core.extensions import begin_write, db, security

accounts = AppGroup("accounts", help="The people of the station.")


@accounts.command("invite", short_help="Invite somebody to the staff, by mail.")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES))
def invite(email: str, roles: tuple[str, ...]) -> None:
    """Invites EMAIL to join the staff; says the link. Give --role once or several times.

    Exit code 1 when somebody works here under this address, 2 when it is none.

    Example: flask --app app accounts invite ada@example.org --role admin
    """
    with current_app.test_request_context(base_url=current_app.config["RADIO_URL"]):
        try:
            address = security.mail_util.normalize(email)
        except ValueError as error:
            raise click.BadParameter("that is no address of mail", param_hint="EMAIL") from error
        begin_write()
        try:
            link = actions.invite(address, sorted(set(roles)), "command line")
        except actions.AlreadyHere as error:
            raise click.ClickException(f"Somebody works here as {address}.") from error
        db.session.commit()
    click.echo(f"An invitation is on its way to {address}, by `flask work`.")
    if not current_app.config.get("RADIO_MAIL_SERVER"):
        folder = Path(current_app.instance_path) / "mail"
        click.echo(f"No mail server is set, so the mail will lie in {folder}.")
    click.echo(f"The link in it opens once, within seven days:\n{link}")


COMMANDS = (accounts,)
