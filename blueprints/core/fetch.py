"""The guarded client for addresses that people name: it connects to public hosts only.

A host is resolved once, all of its addresses are checked, and the connection is made to one that
was. The same holds for each redirect. One deadline covers the whole exchange.
"""

import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPException
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Event, Thread
from urllib.parse import SplitResult, urljoin, urlsplit

from flask import current_app
from flask_babel import gettext as _
from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from blueprints.core import clock
from blueprints.core.deadline import cut_at
from blueprints.core.outbound import is_reachable
from blueprints.core.setting_values import web_address
from blueprints.core.station import station

MOST_BYTES = 5_000_000
MOST_SECONDS = 20.0
SECONDS_TO_CONNECT = 5.0
MOST_REDIRECTS = 5
PIECE = 65_536
PORTS = {"http": 80, "https": 443}
MOVED = {301, 302, 303, 307, 308}
SAME_METHOD, PERMANENT = {307, 308}, {301, 308}
PRIVATE_HEADERS = {"authorization", "cookie"}
FAULTS = (OSError, HTTPError, HTTPException, ValueError, zlib.error)


class FetchError(Exception):
    """An address that was not fetched: the reason, as a sentence for staff."""


@dataclass(frozen=True)
class Answer:
    """A response: its status, its headers by lower-case name, its body, and where it came from.

    `moved_to` is the address that permanent redirects (301, 308) led to, before any other; or "".
    """

    status: int
    headers: dict[str, str]
    body: bytes
    url: str
    moved_to: str = ""


@dataclass(frozen=True)
class _Request:
    method: str
    body: bytes | None
    headers: dict[str, str]

    def moved(self, status: int, is_elsewhere: bool) -> "_Request":
        """Return the request that follows a redirect (RFC 9110, 15.4)."""
        dropped = PRIVATE_HEADERS if is_elsewhere else set()
        kept = {name: value for name, value in self.headers.items() if name not in dropped}
        if status in SAME_METHOD or self.method in ("GET", "HEAD"):
            return _Request(self.method, self.body, kept)
        return _Request("GET", None, kept)


def fetch(
    url: str, *, method: str = "GET", body: bytes | None = None,
    headers: Mapping[str, str] | None = None, limit: int = MOST_BYTES,
    seconds: float = MOST_SECONDS,
) -> Answer:  # fmt: skip
    """Fetch `url`, and what it redirects to, within so many `seconds`; any status is an answer.

    The body has at most `limit` bytes, unpacked. Raises FetchError.
    """
    until = clock.monotonic() + seconds
    given = {name.lower(): value for name, value in (headers or {}).items()}
    request, parts = _Request(method, body, _own_headers() | given), _checked(url)
    moved_to, is_permanent = "", True
    for _turn in range(MOST_REDIRECTS + 1):
        answer = _exchange(parts, request, limit, until)
        target = _utf8(answer.headers.get("location", ""))
        if answer.status not in MOVED or not target:
            return replace(answer, moved_to=moved_to)
        here, parts = parts, _checked(target, answer.url)
        is_permanent = is_permanent and answer.status in PERMANENT
        moved_to = parts.geturl() if is_permanent else moved_to
        request = request.moved(answer.status, parts[:2] != here[:2])
    raise FetchError(_("The address redirects too often."))


def _own_headers() -> dict[str, str]:
    """Return the headers of each request; it says which station asks, and where it is."""
    name = "".join(letter for letter in station().name if letter.isascii() and letter not in "()\\")
    parts = name.strip(), f"+{current_app.config['RADIO_URL']}/"
    agent = f"Aerial ({'; '.join(filter(None, parts))})"
    return {"user-agent": agent, "accept-encoding": "gzip", "connection": "close"}


def _checked(url: str, base: str = "") -> SplitResult:
    """Return the parts of a web address, seen from `base`. Raises FetchError for any other."""
    try:
        parts = urlsplit(web_address(urljoin(base, url)))
    except ValueError:
        parts = urlsplit("")
    if not parts.hostname or "@" in parts.netloc:
        raise FetchError(_("This is not a web address that starts with http:// or https://."))
    return parts


def _utf8(header: str) -> str:
    """Return a header in which a server wrote UTF-8, and which was read as Latin-1."""
    with suppress(UnicodeError):
        return header.encode("latin-1").decode()
    return header


def _exchange(parts: SplitResult, request: _Request, limit: int, until: float) -> Answer:
    """Return the response of one host. Raises FetchError."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    addresses = _addresses_of(host, port, until)
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    with _connected(parts, addresses, port, until) as connection:
        connection.request(
            request.method, target, request.body, request.headers | {"host": parts.netloc},
            preload_content=False, decode_content=False,
        )  # fmt: skip
        response = connection.getresponse()
        got = {name.lower(): value for name, value in response.headers.items()}
        content = _body(response, got.get("content-encoding", ""), limit)
    return Answer(response.status, got, content, parts.geturl())


def _addresses_of(host: str, port: int, until: float) -> list[str]:
    """Return the addresses of `host`, each of them checked. Raises FetchError."""
    found: SimpleQueue[list[str]] = SimpleQueue()
    Thread(target=_resolve, args=(host, port, found), daemon=True).start()
    try:
        addresses = found.get(timeout=max(0.0, until - clock.monotonic()))
    except Empty as error:
        raise FetchError(_reason(host, None, is_late=True)) from error
    if not addresses:
        raise FetchError(_("The host name %(host)s cannot be found.", host=host))
    allowed = current_app.config["RADIO_OUTBOUND_ALLOW"]
    if not all(is_reachable(ip_address(one.split("%")[0]), allowed) for one in addresses):
        raise FetchError(
            _("%(host)s is in a private network; RADIO_OUTBOUND_ALLOW can allow it.", host=host)
        )
    return addresses


def _resolve(host: str, port: int, found: SimpleQueue[list[str]]) -> None:
    """Put the addresses of `host` into `found`; a resolver may take longer than anybody waits."""
    addresses = []
    with suppress(OSError, UnicodeError):
        for *_kind, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            addresses.append(str(place[0]))
    found.put(list(dict.fromkeys(addresses)))


@contextmanager
def _connected(
    parts: SplitResult, addresses: list[str], port: int, until: float
) -> Iterator[HTTPConnection]:
    """Yield a connection to one of `addresses`, which is cut when the time is up.

    What it raises is turned into FetchError.
    """
    host, is_late = parts.hostname or "", Event()
    try:
        with ExitStack() as handles:
            line = handles.enter_context(_dialled(addresses, port, until))
            is_late = handles.enter_context(cut_at(line, until))
            if parts.scheme == "https":
                context = ssl.create_default_context()
                line = handles.enter_context(context.wrap_socket(line, server_hostname=host))
            connection = HTTPConnection(host, port, timeout=_spare(until))
            connection.sock = line
            yield connection
    except FAULTS as error:
        raise FetchError(_reason(host, error, is_late.is_set())) from error
    if is_late.is_set():  # what was read ends where the connection was cut
        raise FetchError(_reason(host, None, is_late=True))


def _dialled(addresses: list[str], port: int, until: float) -> socket.socket:
    """Return a socket to the first of `addresses` that answers. Raises OSError."""
    for address in addresses[:-1]:
        with suppress(OSError):
            return _dial(address, port, until)
    return _dial(addresses[-1], port, until)


def _dial(address: str, port: int, until: float) -> socket.socket:
    patience = min(SECONDS_TO_CONNECT, until - clock.monotonic())
    if patience <= 0:  # a name may have thousands of addresses
        raise TimeoutError
    line = socket.create_connection((address, port), patience)
    line.settimeout(_spare(until))
    return line


def _spare(until: float) -> float:
    """Return a socket's timeout that lies behind the moment in which it is cut."""
    return max(0.0, until - clock.monotonic()) + 1


def _reason(host: str, error: Exception | None, is_late: bool) -> str:
    if is_late or isinstance(error, TimeoutError):
        return str(_("%(host)s took too long to answer.", host=host))
    if isinstance(error, ssl.SSLCertVerificationError):
        return str(_("The certificate of %(host)s is not valid.", host=host))
    if isinstance(error, OSError):
        return str(_("%(host)s cannot be reached.", host=host))
    return str(_("The answer of %(host)s cannot be read.", host=host))


def _body(response: BaseHTTPResponse, encoding: str, limit: int) -> bytes:
    """Return the body, unpacked. Raises FetchError, or what a broken one raises."""
    if encoding.lower() not in ("", "identity", "gzip", "x-gzip"):
        raise FetchError(_("The answer is compressed in a way that cannot be read."))
    body = bytearray()
    pieces = _pieces(response)
    for piece in pieces if encoding.lower() in ("", "identity") else _unpacked(pieces):
        body += piece
        if len(body) > limit:
            raise FetchError(_("The answer has more than %(limit)s bytes.", limit=limit))
    return bytes(body)


def _pieces(response: BaseHTTPResponse) -> Iterator[bytes]:
    while piece := response.read(PIECE, decode_content=False):
        yield piece


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what gzipped `pieces` hold, in pieces no larger than PIECE."""
    unpacker = zlib.decompressobj(wbits=31)
    for piece in pieces:
        while piece:
            yield unpacker.decompress(piece, PIECE)
            piece = unpacker.unconsumed_tail
            if unpacker.eof:  # another member may follow (RFC 1952, 2.2)
                piece, unpacker = unpacker.unused_data, zlib.decompressobj(wbits=31)
    yield unpacker.flush()
