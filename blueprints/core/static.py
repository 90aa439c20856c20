"""Static files at addresses that change with their content: /static/<build>/<path>, for a year."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, send_from_directory
from werkzeug.routing import BaseConverter

from blueprints.core.http import IMMUTABLE


class BuildConverter(BaseConverter):
    """The hash of a build in an address: twelve hexadecimal digits."""

    regex = "[0-9a-f]{12}"


def build_of(folder: Path) -> str:
    """Return a hash of the whole tree, which changes when any file's name or content does."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def set_up_static(app: Flask) -> None:
    """Set up the converter, the route and the default build of every static address."""
    folder = Path(app.root_path) / "static"
    app.config["BUILD"] = build_of(folder)
    app.url_map.converters["build"] = BuildConverter
    app.add_url_rule("/static/<build:build>/<path:path>", "static", serve_static)
    app.url_defaults(add_build)


def static_address(path: str) -> str:
    """Return the address of a static file, for templates: url_for() takes ten times as long."""
    return f"/static/{current_app.config['BUILD']}/{path}"


def add_build(endpoint: str, values: dict[str, Any]) -> None:
    """Put the present build into static addresses that name none."""
    if endpoint == "static":
        values.setdefault("build", current_app.config["BUILD"])


def serve_static(build: str, path: str) -> Response:
    """Return the file at `path`, cached for a year if the address is of the present build.

    An old page after a deployment gets the present file, with `no-cache`. 404 if unknown.
    """
    response = send_from_directory(Path(current_app.root_path) / "static", path)
    current = build == current_app.config["BUILD"]
    response.headers["Cache-Control"] = IMMUTABLE if current else "no-cache"
    return response
