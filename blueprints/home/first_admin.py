"""How the first admin of a station gets in: the one command to type, as this station needs it."""

import os
import shlex
import sys
from pathlib import Path

from blueprints.core.config import instance_folder

ROOT = Path(__file__).parents[2]
REPEATED = (
    "RADIO_INSTANCE",
    "RADIO_URL",
    "RADIO_HOST",
    "RADIO_PORT",
    "RADIO_MPD_HOST",
    "RADIO_STATION_NAME",
)
SECRETS = ("RADIO_SECRET_KEY", "RADIO_SQLALCHEMY_DATABASE_URI")


def invitation() -> str:
    """The lines that say how the first admin is invited; the command is typed in another shell.

    Settings that this process has from its environment are repeated in the command, except
    secrets, which are named.
    """
    lines = [
        "No one can sign in yet. To invite the first admin, open another terminal in",
        f"{ROOT} and type, with your own email address:",
        "",
        f"  {command()}",
        "",
        "It prints a link. Open it to choose your password.",
    ]
    if hidden := [name for name in SECRETS if os.environ.get(name)]:
        lines.append(f"Set {' and '.join(hidden)} in that terminal first.")
    return "\n".join(lines)


def command() -> str:
    """The command that invites the first admin, as typed in the project's folder."""
    given = {name: os.environ[name] for name in REPEATED if os.environ.get(name)}
    if "RADIO_INSTANCE" in given:
        given["RADIO_INSTANCE"] = str(instance_folder())
    settings = [f"{name}={shlex.quote(value)}" for name, value in given.items()]
    flask = Path(sys.executable).with_name("flask")
    shown = flask.relative_to(ROOT) if flask.is_relative_to(ROOT) else flask
    words = "--app app accounts invite you@example.org --role admin"
    return " ".join([*settings, shlex.quote(str(shown)), words])
