"""A small site behind a page cache, whose answers and clock are set by hand."""

from threading import Lock

from werkzeug.test import Client

from blueprints.core.page_cache.layer import PageCache

PUBLIC = "public, max-age=0, s-maxage=10"
PAGE = b"<p>The ferry leaves at noon.</p>" * 100


class Inner:
    """A WSGI application that counts how often it is asked; its answers can be changed."""

    def __init__(self):
        self.asked, self.closed, self.environs = 0, 0, []
        self._inside = self.most_at_once = 0
        self.status, self.body = "200 OK", PAGE
        self.headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": PUBLIC}
        self.before = lambda number: None
        self._lock = Lock()

    def __call__(self, environ, start_response):
        with self._lock:
            self.asked += 1
            number = self.asked
            self.environs.append(environ)
            self._inside += 1
            self.most_at_once = max(self.most_at_once, self._inside)
        self.before(number)
        with self._lock:
            self._inside -= 1
        own = {"X-Request-Id": f"inner-{number}", "Content-Length": str(len(self.body))}
        headers = {name: text for name, text in (own | self.headers).items() if text is not None}
        start_response(self.status, list(headers.items()))
        return Body(self, [self.body] if environ["REQUEST_METHOD"] == "GET" else [])


class Body:
    """An answer's body, whose end the server has to tell."""

    def __init__(self, inner, pieces):
        self._inner, self._pieces = inner, iter(pieces)

    def __iter__(self):
        return self._pieces

    def close(self):
        self._inner.closed += 1


class Site:
    """A page cache of `seconds` before an Inner; `now` is the time of its clock."""

    def __init__(self, seconds=1.0, **more):
        self.now, self.inner = 1.0, Inner()  # before any machine's own, so that no time is negative
        self.cache = PageCache(self.inner, seconds, timer=lambda: self.now, **more)

    def get(self, path="/news/", **headers):
        """The answer to a reader of his own."""
        return self.ask("GET", path, **headers)

    def ask(self, method, path="/news/", **headers):
        """The answer to a request; `If_None_Match="…"` is a header."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        reader = Client(self.cache, use_cookies=False)
        return reader.open(path, method=method, headers=named, buffered=True)
