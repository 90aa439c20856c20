"""JSON Feed 1.1 as rules (jsonfeed.org/version/1.1): what must be there, and of which type."""

import json
import re
from datetime import datetime
from urllib.parse import urlsplit

ADDRESS, TEXT, NUMBER, LIST = "an absolute address", str, (int, float), list
OF_FEED = {
    "version": TEXT, "title": TEXT, "home_page_url": ADDRESS, "feed_url": ADDRESS,
    "description": TEXT, "user_comment": TEXT, "next_url": ADDRESS, "icon": ADDRESS,
    "favicon": ADDRESS, "authors": LIST, "language": TEXT, "expired": bool, "hubs": LIST,
    "items": LIST,
}  # fmt: skip
OF_ITEM = {
    "id": TEXT, "url": ADDRESS, "external_url": ADDRESS, "title": TEXT, "content_html": TEXT,
    "content_text": TEXT, "summary": TEXT, "image": ADDRESS, "banner_image": ADDRESS,
    "date_published": TEXT, "date_modified": TEXT, "authors": LIST, "tags": LIST,
    "language": TEXT, "attachments": LIST,
}  # fmt: skip
OF_AUTHOR = {"name": TEXT, "url": ADDRESS, "avatar": ADDRESS}
OF_ATTACHMENT = {"url": ADDRESS, "mime_type": TEXT, "title": TEXT, "size_in_bytes": NUMBER,
                 "duration_in_seconds": NUMBER}  # fmt: skip
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def broken_json_rules(data, address):
    """Return what is wrong with the feed in `data`, served at `address`; [] when nothing is."""
    text = data.decode("utf-8")
    feed = json.loads(text)
    return list(_of_feed(feed, address))


def _of_feed(feed, address):
    yield from _of_types(feed, OF_FEED, ("version", "title", "items"))
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "version"
    if feed.get("feed_url") != address:
        yield f"feed_url {feed.get('feed_url')}"
    yield from _of_languages(feed)
    yield from _of_authors(feed)
    names = [item.get("id") for item in feed["items"]]
    if len(set(names)) < len(names):
        yield "an id that stands twice"
    for item in feed["items"]:
        yield from _of_item(item)


def _of_item(item):
    yield from _of_types(item, OF_ITEM, ("id",))
    if "content_html" not in item and "content_text" not in item:
        yield "an item without content"
    for name in ("date_published", "date_modified"):
        if name in item and datetime.fromisoformat(item[name]).tzinfo is None:
            yield name
    if not all(isinstance(tag, str) for tag in item.get("tags", ())):
        yield "tags"
    yield from _of_languages(item)
    yield from _of_authors(item)
    for attachment in item.get("attachments", ()):
        yield from _of_types(attachment, OF_ATTACHMENT, ("url", "mime_type"))


def _of_authors(part):
    for author in part.get("authors", ()):
        yield from _of_types(author, OF_AUTHOR, ())
        if not author:
            yield "an empty author"


def _of_languages(part):
    if not LANGUAGE.fullmatch(part.get("language", "en")):
        yield "language"


def _of_types(part, known, required):
    yield from (f"no {name}" for name in required if name not in part)
    for name, value in part.items():
        if name not in known:
            yield f"unknown {name}"
        elif known[name] is ADDRESS:
            parts = urlsplit(value)
            if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", value):
                yield f"{name} is not absolute: {value}"
        elif not isinstance(value, known[name]):
            yield f"{name} is a {type(value)}"
        if isinstance(value, str) and CONTROL.search(value):
            yield f"a control character in {name}"
