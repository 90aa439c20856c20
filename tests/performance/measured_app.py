"""The station's app, which notes each request that Flask is asked, with more addresses.

`/slow` takes long. `/constant` and a path: what that path answered at first, from before Flask.
"""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Flask, request
from werkzeug.test import Client

import app as aerial
from blueprints.core import clock

NOTES = "renderings"
CONSTANT = "/constant"
SLOW, SLOW_SECONDS = "/slow", 6.0


def create_app() -> Flask:
    """The app that granian serves."""
    app = aerial.create_app()
    notes = os.open(Path(app.instance_path) / NOTES, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    @app.before_request
    def note() -> None:
        os.write(notes, f"{os.getpid()} {clock.monotonic()} {request.path}\n".encode())

    @app.get(SLOW)
    def slow() -> str:
        time.sleep(SLOW_SECONDS)
        return "slow"

    app.wsgi_app = Constants(app.wsgi_app)  # type: ignore[method-assign]
    return app


class Constants:
    """Answers what begins with CONSTANT itself, and leaves the rest to the app."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self._known: dict[str, tuple[list[tuple[str, str]], bytes]] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if not path.startswith(CONSTANT):
            answer: Iterable[bytes] = self._inner(environ, start_response)
            return answer
        if path not in self._known:
            model = Client(self._inner).get(path.removeprefix(CONSTANT))
            self._known[path] = list(model.headers), model.data
        headers, body = self._known[path]
        start_response("200 OK", headers)
        return [body]
