"""Feeds: helpers for the templates of RSS 2.0, and responses with ETag and Last-Modified.

Sources: the RSS 2.0 specification (rssboard.org), RFC 4151 for tag addresses, XML 1.0 §2.2 for
the characters that a document may hold.
"""

import re
from datetime import datetime, timedelta
from email.utils import format_datetime
from os.path import getsize
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, render_template

from blueprints.core.clock import now
from blueprints.core.text import clean_html
from blueprints.media.models import Picture

SECOND = timedelta(seconds=1)
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def guid(kind: str, number: int) -> str:
    """Return an identifier for a story or a comment that stays when its address changes."""
    host = urlsplit(current_app.config["RADIO_URL"]).hostname
    return f"tag:{host},2026:{kind}/{number}"


def rfc822(moment: datetime) -> str:
    """Format as "Sun, 22 Nov 2026 09:14:00 +0000", the date format of RSS."""
    return format_datetime(moment)


def absolute_html(html: str) -> str:
    """Return `html` with the station's public address before each path of its own."""
    return clean_html(html, base=current_app.config["RADIO_URL"])


def enclosure(picture: Picture | None) -> dict[str, Any] | None:
    """Return the picture's largest JPEG: its file's name, length in bytes, width and height."""
    if picture is None:
        return None
    largest = picture.widths()[-1]
    name = picture.file(largest, "jpg")
    try:
        length = getsize(f"{current_app.instance_path}/media/{name}")
    except OSError:
        return None
    width = min(largest, picture.width)  # a smaller picture is stored as it is
    height = max(1, round(picture.height * width / picture.width))
    return {"file": name, "length": length, "width": width, "height": height}


def answer(template: str, changed_at: datetime | None, **values: Any) -> Response:
    """Return the response with the feed of `template`, without characters that XML forbids."""
    text = FORBIDDEN.sub("", render_template(template, changed_at=changed_at, **values))
    return dated(text, "application/rss+xml; charset=utf-8", changed_at)


def dated(text: str, content_type: str, changed_at: datetime | None) -> Response:
    """Return the response with a feed that last changed at `changed_at`.

    Last-Modified has no parts of a second: while the one of the last change is not over, it is the
    one before, so that a second change in it is not missed (RFC 9110 §8.8.2.2).
    """
    response = Response(text, content_type=content_type)
    if changed_at is not None:
        response.last_modified = min(changed_at, now() - SECOND)
    return response
