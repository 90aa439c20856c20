"""The app: its settings, its extensions, its blueprints in reading order. Nothing else."""

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from flask import Flask

from blueprints.core.config import instance_folder, read_settings
from blueprints.core.extensions import babel, csrf, db, limiter, mail, migrate
from blueprints.core.page_cache import set_up_page_cache

BLUEPRINTS = ("core", "accounts", "news", "player", "comments", "home")


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The station's app. Raises SettingError for a setting that cannot be used."""
    folder = instance_folder(overrides)
    app = Flask(__name__, instance_path=str(folder), static_folder=None)
    read_settings(app.config, folder, overrides or {})

    for extension in (db, migrate, csrf, babel, limiter, mail):
        extension.init_app(app)

    for name in BLUEPRINTS:
        routes = import_module(f"blueprints.{name}.routes")
        for blueprint in filter(None, (routes.bp, getattr(routes, "desk", None))):
            app.register_blueprint(blueprint)
        if find_spec(f"blueprints.{name}.cli"):
            for command in import_module(f"blueprints.{name}.cli").COMMANDS:
                app.cli.add_command(command)
    set_up_page_cache(app)  # last, so that it stands before all that the blueprints have put there
    return app
