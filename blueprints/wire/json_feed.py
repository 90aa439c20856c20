"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/), read with a forgiving eye."""

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import escape

from blueprints.core.text import plain
from blueprints.wire.feed import Entry, Feed, FeedError, Picture
from blueprints.wire.feed_dates import moment_of
from blueprints.wire.feed_text import MOST_ENTRIES, MOST_TAGS

Fields = dict[str, Any]


def read(text: str) -> Feed:
    """Return the feed in a JSON text. Raises FeedError: json, unknown."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError("json") from error
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(items, list):
        raise FeedError("unknown")
    language = _text(found, "language")
    items = [item for item in items if isinstance(item, dict)]
    return Feed(
        plain(_text(found, "title")), _text(found, "home_page_url"), language,
        tuple(_entry(item, found, language) for item in _newest(items)), len(items),
        remarks=("many",) if len(items) > MOST_ENTRIES else (),
    )  # fmt: skip


def _newest(items: list[Fields]) -> list[Fields]:
    """Return the MOST_ENTRIES newest; the first ones if the dates are not all of one form."""
    dates = [_text(item, "date_published") for item in items]
    if len(items) <= MOST_ENTRIES or len({date[19:] for date in dates}) > 1:
        return items[:MOST_ENTRIES]
    return sorted(items, key=lambda item: _text(item, "date_published"), reverse=True)[
        :MOST_ENTRIES
    ]


def _entry(item: Fields, feed: Fields, language: str) -> Entry:
    words = _text(item, "content_text")
    dates = [_text(item, name) for name in ("date_published", "date_modified")]
    published, updated = map(moment_of, dates)
    return Entry(
        guid=_text(item, "id"),
        url=_text(item, "url") or _text(item, "external_url"),
        headline=plain(_text(item, "title")),
        summary_html=str(escape(_text(item, "summary"))),
        content_html=_text(item, "content_html") or str(escape(words)),
        author=plain(", ".join(_names(item) or _names(feed)), 200),
        published_at=published or updated,
        updated_at=updated,
        tags=tuple(_tags(item)),
        pictures=tuple(_pictures(item)),
        language=_text(item, "language") or language,
        remarks=("date",) if any(dates) and not (published or updated) else (),
    )


def _names(fields: Fields) -> list[str]:
    """Return the authors' names, in the form of version 1.1 or 1."""
    authors = _list(fields, "authors") or [fields.get("author")]
    return [name for one in authors if isinstance(one, dict) and (name := _text(one, "name"))]


def _tags(item: Fields) -> list[str]:
    names = (plain(tag, 100) for tag in _list(item, "tags") if isinstance(tag, str))
    return list(dict.fromkeys(filter(None, names)))[:MOST_TAGS]


def _pictures(item: Fields) -> Iterable[Picture]:
    for name in ("image", "banner_image"):
        if address := _text(item, name):
            yield Picture(address)
    for file in _list(item, "attachments"):
        if isinstance(file, dict) and _text(file, "mime_type").startswith("image/"):
            yield Picture(_text(file, "url"), plain(_text(file, "title")))


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode(errors="replace").decode().replace("\0", "")  # no half of a pair


def _list(fields: Fields, name: str) -> list[Any]:
    value = fields.get(name)
    return value if isinstance(value, list) else []
