"""The fields of a form as they were sent, even of a form that is too long.

Flask refuses to read a body above MAX_CONTENT_LENGTH. The text is shown to its writer again
nevertheless, as far as it can be read within bounds.
"""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

FORM = "application/x-www-form-urlencoded"  # what our own form sends
MOST_READ = 4_000_000  # bytes
MOST_FIELDS = 40  # ours has eight
PART = 65_536


@dataclass(frozen=True)
class Posted:
    """The fields that were sent. `is_cut`: only the beginning, as there was more than MOST_READ."""

    fields: MultiDict[str, str]
    is_too_long: bool = False
    is_cut: bool = False


def read_form() -> Posted:
    """Return the fields of this request's form; read no more than MOST_READ bytes of it."""
    try:
        return Posted(request.form)
    except RequestEntityTooLarge:
        length = request.content_length or 0
        beginning = _read(min(length, MOST_READ)) if request.mimetype == FORM else b""
        return Posted(_parse(beginning), is_too_long=True, is_cut=length > len(beginning))


def _read(size: int) -> bytes:
    stream, parts = request.environ["wsgi.input"], []
    while size and (part := stream.read(min(size, PART))):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _parse(body: bytes) -> MultiDict[str, str]:
    fields = body.decode(errors="ignore").split("&", MOST_FIELDS)[:MOST_FIELDS]
    return MultiDict(parse_qsl("&".join(fields), keep_blank_values=True, errors="ignore"))
