"""The page cache: public answers are given out before Flask is entered, for a second.

What a request is given was begun to be made at most one lifetime before the request came.
"""

import secrets
from collections.abc import Callable, Iterable
from functools import partial
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from flask import Flask

from blueprints.core import clock
from blueprints.core.http import is_staff_path
from blueprints.core.logs import log_answer
from blueprints.core.page_cache.cached_answer import CachedAnswer, Pairs
from blueprints.core.page_cache.held_head import HeldHead
from blueprints.core.page_cache.single_flight import PATIENCE, AnswerStore, Flight

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 32_000_000
# The most requests inside Flask at the same time. The web server has many more threads
# (deploy/serve), for those that wait for a page or are given a kept one. A page takes two of the
# database's fifteen connections, and more pages that are made at once are slower together.
PLACES = 4
POLLED, POLLED_SECONDS = "/current-track.json", 0.1
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


def set_up_page_cache(app: Flask) -> None:
    """Put the page cache before everything else of `app`."""
    seconds = app.config["RADIO_PAGE_CACHE_SECONDS"]
    app.wsgi_app = PageCache(app.wsgi_app, seconds)  # type: ignore[method-assign]


class PageCache:
    """A WSGI application that gives out kept answers of `inner`; `seconds` is their lifetime.

    With 0 seconds it keeps none, and only sees to it that no more than PLACES enter `inner`.
    """

    def __init__(
        self,
        inner: "WSGIApplication",
        seconds: float,
        timer: Callable[[], float] = clock.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        self._inner, self._timer, self._seconds = inner, timer, seconds
        self.store = AnswerStore(MOST_BYTES, timer, patience)
        self._places = BoundedSemaphore(PLACES)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        began = self._timer()
        if not self._seconds or _is_personal(environ):
            return self._ask(environ, start_response)
        path, query = key = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        answer = self.store.find(key)
        if answer is None:
            if environ["REQUEST_METHOD"] == "HEAD" or is_staff_path(path) or "waiting=" in query:
                return self._ask(environ, start_response)
            flight, is_own = self.store.join(key)
            if is_own:
                return self._render(flight, environ, start_response)
            answer = flight.wait()
            if answer is None:
                return self._ask(environ, start_response)
        return self._give(answer, environ, start_response, began)

    def _lifetime(self, path: str) -> float:
        return min(self._seconds, POLLED_SECONDS) if path == POLLED else self._seconds

    def _give(
        self,
        answer: CachedAnswer,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        began: float,
    ) -> list[bytes]:
        request_id = secrets.token_hex(8)
        status, body = _respond(answer, environ, start_response, self._timer(), request_id)
        path = environ["PATH_INFO"].encode("latin-1").decode(errors="replace")
        log_answer(environ["REQUEST_METHOD"], path, int(status[:3]), began, request_id)
        return body

    def _render(
        self, flight: Flight, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Ask `inner`. What is not kept goes through as it comes, and nobody waits for it."""
        plain = {name: environ[name] for name in environ if name not in CONDITIONS}
        is_conditional = len(plain) < len(environ)
        land = partial(self.store.land, flight)
        head = HeldHead(None if is_conditional else start_response, land)
        answer = None
        try:
            with self._places:
                flight.expires = self._timer() + self._lifetime(flight.key[0])
                body = self._inner(plain, head)
                if head.pairs is not None:
                    answer = self._read(flight, head.pairs, head.written, body)
        finally:
            self.store.land(flight, answer if answer and answer.is_complete else None)
        head.is_over = True
        if answer:
            return _respond(answer, environ, start_response, self._timer(), answer.request_id)[1]
        if not is_conditional:
            return body
        _close(body)
        return self._ask(environ, start_response)

    def _ask(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with self._places:
            return self._inner(environ, start_response)

    def _read(
        self, flight: Flight, pairs: Pairs, written: list[bytes], body: Iterable[bytes]
    ) -> CachedAnswer:
        try:
            whole = b"".join([*written, *body])
        finally:
            _close(body)
        return CachedAnswer(pairs, whole, flight.expires, self._timer())


def _is_personal(environ: "WSGIEnvironment") -> bool:
    """Return True for what is neither given out nor kept: changes, staff, parts of a file."""
    return (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or "HTTP_COOKIE" in environ
        or "HTTP_AUTHORIZATION" in environ
        or "HTTP_RANGE" in environ
    )


def _close(body: Iterable[bytes]) -> None:
    getattr(body, "close", bool)()


def _respond(
    answer: CachedAnswer,
    environ: "WSGIEnvironment",
    start_response: "StartResponse",
    now: float,
    request_id: str,
) -> tuple[str, list[bytes]]:
    status, headers, body = answer.given(environ)
    age = str(int(now - answer.made))
    start_response(status, [*headers, ("Age", age), ("X-Request-Id", request_id)])
    return status, body
