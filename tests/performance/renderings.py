"""The station's app, which notes each request that Flask is asked: process, moment, path."""

import os
from pathlib import Path

from flask import Flask, request

import app as aerial
from blueprints.core import clock

NOTES = "renderings"


def create_app() -> Flask:
    """The app that granian serves."""
    app = aerial.create_app()
    notes = os.open(Path(app.instance_path) / NOTES, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    @app.before_request
    def note() -> None:
        os.write(notes, f"{os.getpid()} {clock.monotonic()} {request.path}\n".encode())

    return app
