"""The headers of every response: caching, security, and where sessions are."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, current_app, g, request, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STAFF_PATHS = ("/account", "/desk", "/studio")
# Polled each second: its route reads the cookie by itself. Posted to by other playouts.
WITHOUT_SESSION = ("/studio/state.json", "/studio/plays")
PUBLIC = "public, max-age=0, s-maxage=10, stale-while-revalidate=30, stale-if-error=600"
PRIVATE = "private, no-store"
IMMUTABLE = "public, max-age=31536000, immutable"


def is_staff_path(path: str) -> bool:
    """Return True if `path` is in staff's part of the site, where sessions and tokens live."""
    return any(path == staff or path.startswith(f"{staff}/") for staff in STAFF_PATHS)


def absolute_url(endpoint: str, **values: Any) -> str:
    """Return the public address of `endpoint`, from RADIO_URL and never from the Host header."""
    address: str = current_app.config["RADIO_URL"]
    return address + url_for(endpoint, **values)


def here_with_slug(slug: str) -> str:
    """Return the requested address with another slug: the present one, in place of a former."""
    address = url_for(str(request.endpoint), **dict(request.view_args or {}, slug=slug))
    query = request.query_string.decode("ascii", "replace")
    return f"{address}?{query}" if query else address


def is_foreign_origin() -> bool:
    """Return True if the request says that it was sent from another site's page.

    Ours are RADIO_URL and the request's own host; on loopback, localhost and 127.0.0.1 are one.
    """
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    ours = {_site(current_app.config["RADIO_URL"]), _site(request.host_url)}
    return not _site(origin)[1] or _site(origin) not in ours


def _site(address: str) -> tuple[str, str, int | None]:
    """Return (scheme, host, port) of an address, comparable; ("", "", None) if it is not one."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return "", "", None
    host = "127.0.0.1" if parts.hostname in ("localhost", "::1") else parts.hostname or ""
    return (parts.scheme, host, port) if host else ("", "", None)


def page_number() -> int:
    """Return the page that is asked for, from 1; abort with 404 if it is not a number."""
    text = request.args.get("page", "1")
    if not (text.isascii() and text.isdigit()) or len(text) > 6 or int(text) < 1:
        abort(404)
    return int(text)


def refuse_nul() -> None:
    """Refuse a path with a NUL byte (404): nothing has such a name, and PostgreSQL takes none."""
    if "\0" in request.path:
        abort(404)


class StaffSessions(SecureCookieSessionInterface):
    """Sessions under the staff's paths only: readers get no cookie and no `Vary: Cookie`."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return the session of a staff page; None elsewhere, which Flask takes as "no session"."""
        has_session = is_staff_path(request.path) and request.path not in WITHOUT_SESSION
        return super().open_session(app, request) if has_session else None


def set_up_http(app: Flask) -> None:
    """Set up sessions, proxies and method override for `app`."""
    app.session_interface = StaffSessions()
    app.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_HTTPONLY=True)
    app.config["SESSION_COOKIE_SECURE"] = app.config["RADIO_URL"].startswith("https:")
    proxies = app.config["RADIO_TRUSTED_PROXIES"]
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    app.wsgi_app = MethodOverride(app.wsgi_app)  # type: ignore[method-assign]


class MethodOverride:
    """Middleware that turns a POST with `?_method=delete` into DELETE, which forms cannot send."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST" and "_method=delete" in environ.get(
            "QUERY_STRING", ""
        ).split("&"):
            environ["REQUEST_METHOD"] = "DELETE"
        return self._app(environ, start_response)


def refuse_foreign_origin() -> None:
    """Refuse (400) a change under staff's paths that was sent from another site's page."""
    changes = request.method not in ("GET", "HEAD", "OPTIONS")
    if changes and is_staff_path(request.path) and is_foreign_origin():
        abort(400)


@lru_cache(maxsize=16)
def security_headers(is_https: bool, stream_url: str, is_staff: bool) -> dict[str, str]:
    """Return the headers of every response. The one foreign source is the station's own stream.

    Staff's pages also show pictures that are still on their way from the browser, and may ask for
    the microphone: Chromium names a computer's sound outputs to no other page.
    """
    stream = urlsplit(stream_url)
    media = f"'self' {stream.scheme}://{stream.netloc}" if stream.netloc else "'self'"
    policy = (
        f"default-src 'self'; media-src {media}; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    if is_staff:
        policy += "; img-src 'self' blob:"
    microphone = "(self)" if is_staff else "()"
    headers = {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": f"camera=(), geolocation=(), microphone={microphone}",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def finish(response: Response) -> Response:
    """Add the headers that a response lacks: security, caching, ETag; answer 304 where it applies.

    A redirect within the site names no host, since the request's may be anybody's word.
    """
    said = {name.lower() for name, _ in response.headers}
    usual = _usual_headers().items()
    response.headers.extend([(name, text) for name, text in usual if name.lower() not in said])
    if "cache-control" not in said:
        response.headers["Cache-Control"] = _cache_control(response)
    if response.location and response.location.startswith(request.host_url):
        response.headers["Location"] = response.location[len(request.host_url) - 1 :]
    if response.status_code == 200 and not response.direct_passthrough and not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)
    return response


def _usual_headers() -> dict[str, str]:
    config = current_app.config
    stream_url = g.station.stream_url if "station" in g else config["RADIO_STREAM_URL"]
    is_https = config["RADIO_URL"].startswith("https:")
    return security_headers(is_https, stream_url, is_staff_path(request.path))


def _cache_control(response: Response) -> str:
    if is_staff_path(request.path):
        return PRIVATE
    cacheable = request.method in ("GET", "HEAD") and response.status_code in (200, 301, 304, 308)
    return PUBLIC if cacheable else "no-store"
