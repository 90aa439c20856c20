"""The app: its settings, its extensions, its blueprints in reading order. Nothing else."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from flask import Flask

from blueprints.core.config import instance_folder, read_settings
from blueprints.core.extensions import babel, csrf, db, limiter, mail

BLUEPRINTS = ("core", "accounts", "news", "player", "comments", "home")


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Return the station's app with its commands. Raises SettingError as create_web_app does."""
    app = create_web_app(overrides)
    import_module("blueprints.core.migrations").migrate.init_app(app)
    for name in BLUEPRINTS:
        if find_spec(f"blueprints.{name}.cli"):
            for command in import_module(f"blueprints.{name}.cli").COMMANDS:
                app.cli.add_command(command)
    return app


def create_web_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Return the station's app as the web server runs it: commands are not loaded.

    Raises SettingError for a setting that cannot be used.
    """
    folder = instance_folder(overrides)
    app = Flask(__name__, instance_path=str(folder), static_folder=None)
    read_settings(app.config, folder, overrides or {})

    for extension in (db, csrf, babel, limiter, mail):
        extension.init_app(app)

    for name in BLUEPRINTS:
        routes = import_module(f"blueprints.{name}.routes")
        for blueprint in filter(None, (routes.bp, getattr(routes, "desk", None))):
            app.register_blueprint(blueprint)
    return app
