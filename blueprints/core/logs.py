"""Structured logs: one line per event, in logfmt (key=value), with the request's id."""

import json
import logging
import re
import secrets

from flask import Flask, Response, g, has_request_context, request, request_started

from blueprints.core import clock

SIGNED = re.compile(r"[\w.-]*\.[\w-]{27,}")  # a token in a path: who has it can use it
requests_log = logging.getLogger("aerial.request")


class LogfmtFormatter(logging.Formatter):
    """Formatter of records as `time=… level=… logger=… event="…" request_id=…` and their extras."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line; an exception's traceback is one quoted value in it."""
        fields = {
            "time": clock.rfc3339(clock.from_timestamp(record.created)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            "request_id": g.get("request_id") if has_request_context() else None,
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        known = ((key, value) for key, value in fields.items() if value is not None)
        return " ".join(f"{key}={_quoted(value)}" for key, value in known)


def _quoted(value: object) -> str:
    text = str(value)
    plain = text.isprintable() and not any(character in text for character in ' "=') and text
    return text if plain else json.dumps(text, ensure_ascii=True)


def set_up_logs(app: Flask) -> None:
    """Send the project's logs, and the app's own, to standard error as logfmt.

    Requests begin by Flask's signal: it comes before all before_request functions, of which
    any may refuse (Flask-WTF's does).
    """
    request_started.connect(begin_request, app)
    handler = logging.StreamHandler()
    handler.setFormatter(LogfmtFormatter())
    for name in ("aerial", app.logger.name):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = app.testing
        logger.setLevel(app.config["RADIO_LOG_LEVEL"])


def begin_request(_app: Flask, **_: object) -> None:
    """Give the request an id and note when it began."""
    g.request_id = secrets.token_hex(8)
    g.began_at = clock.monotonic()


def log_request(response: Response) -> Response:
    """Add the request's id to the response, and log the request."""
    response.headers["X-Request-Id"] = g.request_id
    log_answer(request.method, request.path, response.status_code, g.began_at, g.request_id)
    return response


def log_answer(method: str, path: str, status: int, began_at: float, request_id: str) -> None:
    """Log a request, if its status and the level want it; `began_at` is of the monotonic clock.

    Signed tokens in the path are left out.
    """
    level = logging.WARNING if status >= 500 else logging.DEBUG
    if requests_log.isEnabledFor(level):
        fields = {
            "request_id": request_id,
            "method": method,
            "path": SIGNED.sub("…", path),
            "status": status,
            "milliseconds": round((clock.monotonic() - began_at) * 1000, 1),
        }
        requests_log.log(level, "request", extra={"fields": fields})
