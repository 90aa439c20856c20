"""The page cache: public answers are given out before Flask is entered, for a second.

What a request is given was begun to be made at most one lifetime before the request came.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from flask import Flask

from blueprints.core import clock
from blueprints.core.http import WITHOUT_SESSION, is_staff_path
from blueprints.core.logs import log_answer
from blueprints.core.page_cache.cached_answer import CachedAnswer, Pairs
from blueprints.core.page_cache.held_head import HeldHead
from blueprints.core.page_cache.places import OverloadedError, Places, WaitingRoom
from blueprints.core.page_cache.single_flight import PATIENCE, AnswerStore, Flight, Key

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 32_000_000
LONGEST_QUERY = 1000  # of a page that is kept
# The most requests inside Flask at the same time. The web server has many more threads
# (deploy/serve), for those that wait for a page or are given a kept one. A page takes two of the
# database's fifteen connections, and more pages that are made at once are slower together. Changes
# have places of their own, since a form may take its time to arrive.
PLACES, PLACES_FOR_CHANGES, MOST_WAITING = 4, 3, 100
# The studio asks MPD, which may keep silent for seconds: readers do not wait for that, nor does
# the studio on air for the practice MPD. Its uploads and its poll take a usual place.
USUAL = ("/studio/library/uploads", *WITHOUT_SESSION)
PLACES_OF, MOST_WAITING_OF = {"/studio/practice/": 2, "/studio/": 3}, 6
MOST_TRIES = 3  # to get a page from others whose rendering fails
# Apps send a token with each request, though reading needs none: the answer is everybody's.
FOR_ALL_TOKENS = "/api/"
POLLED, POLLED_SECONDS = "/current-track.json", 0.1
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
READS = ("GET", "HEAD")
BUSY = b"The station is busy. Please try again in a moment.\n"


def set_up_page_cache(app: Flask) -> None:
    """Put the page cache before everything else of `app`."""
    seconds = app.config["RADIO_PAGE_CACHE_SECONDS"]
    app.wsgi_app = PageCache(app.wsgi_app, seconds)  # type: ignore[method-assign]


class PageCache:
    """A WSGI application that gives out kept answers of `inner`; `seconds` is their lifetime.

    With 0 seconds it keeps none, and only sees to it that no more than PLACES enter `inner`.
    Who would have to wait for too long, or with too many, is answered with 503.
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
        self._room = WaitingRoom(MOST_WAITING)
        self._places = Places(PLACES, self._room)
        self._places_for_changes = Places(PLACES_FOR_CHANGES, self._room)
        self._places_of = {
            path: Places(count, WaitingRoom(MOST_WAITING_OF)) for path, count in PLACES_OF.items()
        }

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        began = self._timer()
        try:
            return self._answer(environ, start_response, began)
        except OverloadedError:
            return self._refuse(environ, start_response, began)

    def _answer(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", began: float
    ) -> Iterable[bytes]:
        if not self._seconds or _is_personal(environ):
            return self._ask(environ, start_response)
        path, query = key = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
        answer = self.store.find(key)
        if answer is None:
            if environ["REQUEST_METHOD"] == "HEAD" or _is_own(path, query):
                return self._ask(environ, start_response)
            flight, is_own = self._join(key)
            if is_own:
                return self._render(flight, environ, start_response)
            answer = flight.wait()  # it has landed
            if answer is None:
                return self._ask(environ, start_response)
        return self._give(answer, environ, start_response, began)

    def _join(self, key: Key) -> tuple[Flight, bool]:
        """Return a flight that has landed, or one of the caller's own and True."""
        for _ in range(MOST_TRIES):
            flight, is_own = self.store.join(key)
            if is_own:
                return flight, True
            with self._room.seat():
                flight.wait()
            if not flight.has_failed:
                return flight, False
        raise OverloadedError

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
        log_answer(environ["REQUEST_METHOD"], _path(environ), int(status[:3]), began, request_id)
        return body

    def _render(
        self, flight: Flight, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Ask `inner`, for all who wait. What is not kept goes through as it comes."""
        plain = {name: environ[name] for name in environ if name not in CONDITIONS}
        head = HeldHead(start_response, partial(self.store.land, flight, None))
        answer = None
        try:
            with self._turn(flight):
                flight.expires = self._timer() + self._lifetime(flight.key[0])
                body = self._inner(plain, head)
                if head.pairs is not None:
                    answer = self._read(flight, head.pairs, head.written, body)
        except BaseException:
            self.store.land(flight, None, has_failed=True)
            raise
        self.store.land(flight, answer if answer and answer.is_complete else None)
        head.is_over = True
        if answer is None:
            return body
        return _respond(answer, environ, start_response, self._timer(), answer.request_id)[1]

    @contextmanager
    def _turn(self, flight: Flight) -> Iterator[None]:
        """Take a place once the previous rendering of the same page has ended."""
        if flight.previous is not None:
            with self._room.seat():
                flight.previous.wait()
            flight.previous = None
        with self._places.place():
            yield

    def _ask(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        with self._places_for(environ).place():
            return self._inner(environ, start_response)

    def _places_for(self, environ: "WSGIEnvironment") -> Places:
        path = environ["PATH_INFO"]
        own = () if path.startswith(USUAL) else self._places_of.items()
        is_read = environ["REQUEST_METHOD"] in READS
        usual = self._places if is_read else self._places_for_changes
        return next((places for begin, places in own if path.startswith(begin)), usual)

    def _refuse(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", began: float
    ) -> list[bytes]:
        request_id = secrets.token_hex(8)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(BUSY))),
            ("Cache-Control", "no-store"),
            ("Retry-After", "2"),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Request-Id", request_id),
        ]
        start_response("503 Service Unavailable", headers)
        log_answer(environ["REQUEST_METHOD"], _path(environ), 503, began, request_id)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [BUSY]

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
        environ["REQUEST_METHOD"] not in READS
        or "HTTP_COOKIE" in environ
        or ("HTTP_AUTHORIZATION" in environ and not environ["PATH_INFO"].startswith(FOR_ALL_TOKENS))
        or "HTTP_RANGE" in environ
    )


def _is_own(path: str, query: str) -> bool:
    """Return True for the address of what is for one visitor, or too long to be kept."""
    is_signed = "waiting=" in query or "edit=" in query or path.startswith("/opinions/")
    return is_staff_path(path) or is_signed or len(query) > LONGEST_QUERY


def _path(environ: "WSGIEnvironment") -> str:
    path: str = environ["PATH_INFO"]
    return path.encode("latin-1").decode(errors="replace")


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
