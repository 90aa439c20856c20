"""The station's app with two more routes, which say how fast it could be at best.

`/constant`: as many bytes as /current-track.json, with its headers, from a route that reads
nothing; every hook runs. `/bare`: the same, before Flask sees it.
"""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Response

import app as aerial

OWN_HEADERS = ("ETag", "Cache-Control", "Access-Control-Allow-Origin",
               "Access-Control-Expose-Headers")  # fmt: skip


def create_app() -> Flask:
    """The app that is served."""
    model = aerial.create_app().test_client().get("/current-track.json")
    body = b"x" * len(model.data)
    headers = {name: model.headers[name] for name in OWN_HEADERS}
    app = aerial.create_web_app()

    @app.get("/constant")
    def constant() -> Response:
        return Response(body, mimetype="application/json", headers=headers)

    app.wsgi_app = Bare(app.wsgi_app, body, list(model.headers))  # type: ignore[method-assign]
    return app


class Bare:
    """Answers /bare itself, and leaves the rest to the app."""

    def __init__(self, inner: Any, body: bytes, headers: list[tuple[str, str]]) -> None:
        self._inner, self._body, self._headers = inner, body, headers

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] != "/bare":
            answer: Iterable[bytes] = self._inner(environ, start_response)
            return answer
        start_response("200 OK", self._headers)
        return [self._body]
