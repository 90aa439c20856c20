"""A public answer kept whole: which answers may be kept, its representations, its 304."""

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug.datastructures import Headers
from werkzeug.http import parse_dict_header, parse_set_header, remove_entity_headers
from werkzeug.sansio.http import is_resource_modified

from blueprints.core.page_cache.compression import compress, is_compressible, preferred_encoding

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

Pairs = list[tuple[str, str]]
Given = tuple[str, Pairs, list[bytes]]

MOST_BYTES_OF_ONE = 1_000_000
BYTES_BESIDE_BODY = 6_000  # headers in three representations, and what Python adds to them
OF_ONE_REQUEST = ("Content-Length", "Date", "Age", "X-Request-Id")


def may_be_kept(status: str, pairs: Pairs) -> bool:
    """Return True if an answer that begins like this is the same for everybody, and small."""
    headers = Headers(pairs)
    said = {name.lower() for name in parse_dict_header(_all(headers, "Cache-Control"))}
    length = headers.get("Content-Length", "")
    return (
        status.startswith("200 ")
        and "public" in said
        and not {"no-store", "private"} & said
        and "Set-Cookie" not in headers
        and parse_set_header(_all(headers, "Vary")).as_set() <= {"accept-encoding"}
        and length.isdecimal()
        and int(length) <= MOST_BYTES_OF_ONE
    )


def _all(headers: Headers, name: str) -> str:
    """Return every value of a header, as one."""
    return ", ".join(headers.getlist(name))


@dataclass(frozen=True)
class Representation:
    """The body in one encoding, and the headers for it with status 200 and 304."""

    etag: str | None
    headers: Pairs
    unchanged_headers: Pairs
    body: list[bytes]


class CachedAnswer:
    """An answer of status 200, to be given out until `expires`; `made` is when it was complete.

    Both are seconds of the monotonic clock.
    """

    def __init__(self, pairs: Pairs, body: bytes, expires: float, made: float) -> None:
        self._headers = Headers(pairs)
        self.expires, self.made = expires, made
        self.request_id = self._headers.get("X-Request-Id", "")
        self.is_complete = self._headers.get("Content-Length") == str(len(body))
        for name in OF_ONE_REQUEST:
            self._headers.remove(name)
        kind = self._headers.get("Content-Type", "")
        self._varies = "Content-Encoding" not in self._headers and is_compressible(kind, len(body))
        if self._varies:
            self._headers["Vary"] = "Accept-Encoding"
        self._last_modified = self._headers.get("Last-Modified")
        self._lock = Lock()
        self._forms = {"": _represent(self._headers, body)}
        # Compressed forms are kept only if they halve the body: both together are no larger.
        self.size = len(body) * (1 + self._varies) + BYTES_BESIDE_BODY

    def given(self, environ: "WSGIEnvironment") -> Given:
        """Return status, headers and body for a GET or HEAD request."""
        form = self._form(environ.get("HTTP_ACCEPT_ENCODING", ""))
        none_match = environ.get("HTTP_IF_NONE_MATCH")
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        if (none_match or since) and self._is_unchanged(form, none_match, since):
            return "304 Not Modified", form.unchanged_headers, []
        return "200 OK", form.headers, [] if environ["REQUEST_METHOD"] == "HEAD" else form.body

    def _is_unchanged(
        self, form: Representation, none_match: str | None, since: str | None
    ) -> bool:
        return not is_resource_modified(
            http_if_none_match=none_match,
            http_if_modified_since=None if none_match else since,
            etag=form.etag,
            last_modified=self._last_modified,
        )

    def _form(self, accept_encoding: str) -> Representation:
        encoding = preferred_encoding(accept_encoding) if self._varies else ""
        return self._forms.get(encoding) or self._compressed(encoding)

    def _compressed(self, encoding: str) -> Representation:
        with self._lock:
            if encoding not in self._forms:
                self._forms[encoding] = self._compress(encoding)
            return self._forms[encoding]

    def _compress(self, encoding: str) -> Representation:
        plain = self._forms[""]
        packed = compress(plain.body[0], encoding)
        if len(packed) > len(plain.body[0]) / 2:
            return plain
        headers = Headers(self._headers)
        headers["Content-Encoding"] = encoding
        if plain.etag:
            headers["ETag"] = f"W/{plain.etag.removeprefix('W/')}"
        return _represent(headers, packed)


def _represent(headers: Headers, body: bytes) -> Representation:
    unchanged = Headers(headers)
    remove_entity_headers(unchanged)
    pairs = [*headers.items(), ("Content-Length", str(len(body)))]
    return Representation(headers.get("ETag"), pairs, list(unchanged.items()), [body])
