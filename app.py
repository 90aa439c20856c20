"""The app: settings, extensions, and blueprints in reading order."""

from collections.abc import Mapping
from typing import Any

from flask import Flask

from blueprints.core.config import instance_folder, read_settings
from blueprints.core.extensions import babel, csrf, db, limiter, mail, migrate
from blueprints.core.features import parts

BLUEPRINTS = ("core", "mail", "accounts", "media", "editor", "settings", "news", "pages",
              "player", "comments", "backup", "home", "example")  # fmt: skip


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Return the station's app. Raises SettingError for a setting that cannot be used."""
    folder = instance_folder(overrides)
    app = Flask(__name__, instance_path=str(folder), static_folder=None)
    read_settings(app.config, folder, overrides or {})

    for extension in (db, migrate, csrf, babel, limiter, mail):
        extension.init_app(app)

    app.extensions["features"] = BLUEPRINTS
    for routes in parts(BLUEPRINTS, "routes"):
        for blueprint in filter(None, (routes.bp, getattr(routes, "desk", None))):
            app.register_blueprint(blueprint)
    for cli in parts(BLUEPRINTS, "cli"):
        for command in cli.COMMANDS:
            app.cli.add_command(command)
    return app
