"""The application context for work outside a request: the steps of watcher and worker."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask


@contextmanager
def own_context(app: Flask) -> Iterator[None]:
    """Push a context of its own, and so a session of its own, which ends whatever happens in it.

    Links are made for RADIO_URL. (A request's context alone would borrow the command's, whose
    session outlives a failed commit and refuses all that comes after.)
    """
    with app.app_context(), app.test_request_context(base_url=app.config["RADIO_URL"]):
        yield
