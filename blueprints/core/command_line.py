"""Commands as an operator types them in Aerial's folder, with the settings that they need."""

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


def typed(words: str, *settings: str) -> str:
    """Return the command `flask --app app {words}`, with those `settings` that are in use."""
    given = {name: os.environ[name] for name in settings if os.environ.get(name)}
    if "RADIO_INSTANCE" in given:
        given["RADIO_INSTANCE"] = str(instance_folder())
        if instance_folder() == ROOT / "instance":
            del given["RADIO_INSTANCE"]
    flask = Path(sys.executable).with_name("flask")
    shown = flask.relative_to(ROOT) if flask.is_relative_to(ROOT) else flask
    assignments = [f"{name}={shlex.quote(value)}" for name, value in given.items()]
    return " ".join([*assignments, shlex.quote(str(shown)), "--app app", words])


def invitation() -> str:
    """Return the lines on how to invite the first admin; secret settings are only named."""
    command = typed("accounts invite you@example.org --role admin", *REPEATED)
    lines = [
        "No one can sign in yet. To invite the first admin, open another terminal in",
        f"{ROOT} and type, with your own email address:",
        "",
        f"  {command}",
        "",
        "It prints a link. Open it to choose your password.",
    ]
    if hidden := [name for name in SECRETS if os.environ.get(name)]:
        lines.append(f"Set {' and '.join(hidden)} in that terminal first.")
    return "\n".join(lines)
