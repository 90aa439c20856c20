"""The app and its commands, imported: what each process of tests/processes.py begins with."""

from importlib import import_module
from importlib.util import find_spec

from flask.cli import main
from werkzeug import serving  # noqa: F401 - what Flask's command line imports at its start

from app import BLUEPRINTS

for _name in BLUEPRINTS:
    for _part in ("routes", "cli"):
        if find_spec(f"blueprints.{_name}.{_part}"):
            import_module(f"blueprints.{_name}.{_part}")

__all__ = ["main"]
