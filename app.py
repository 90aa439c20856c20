"""The app: its settings, its extensions, its blueprints in reading order. Nothing else."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from flask import Flask

from blueprints.core.config import instance_folder, read_settings
from blueprints.core.extensions import babel, csrf, db, limiter, mail
from blueprints.core.features import parts
from blueprints.core.page_cache.layer import set_up_page_cache

BLUEPRINTS = ("core", "mail", "accounts", "media", "editor", "settings", "shows", "news",
              "pages", "player", "reports", "comments", "wire", "studio", "backup", "api", "home",
              "example")  # fmt: skip


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """Return the station's app with its commands; raise SettingError for a bad setting."""
    app = create_web_app(overrides)
    import_module("blueprints.core.migrations").migrate.init_app(app)
    for cli in parts(BLUEPRINTS, "cli"):
        for command in cli.COMMANDS:
            app.cli.add_command(command)
    return app


def create_web_app(
    overrides: Mapping[str, Any] | None = None, features: Sequence[str] = BLUEPRINTS
) -> Flask:
    """Return the app as the web server runs it, without commands and what only they load.

    The watcher needs no pages: it names the `features` whose routes it loads.
    """
    folder = instance_folder(overrides)
    app = Flask(__name__, instance_path=str(folder), static_folder=None)
    read_settings(app.config, folder, overrides or {})

    for extension in (db, csrf, babel, limiter, mail):
        extension.init_app(app)

    app.extensions["features"] = features
    for routes in parts(features, "routes"):
        for blueprint in filter(None, (routes.bp, getattr(routes, "desk", None))):
            app.register_blueprint(blueprint)
    set_up_page_cache(app)  # last: it is asked before all that the blueprints put there
    return app
