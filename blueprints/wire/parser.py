"""The door to feedparser: a body of bytes becomes a Feed (RSS 0.9x to 2.0, Atom, RDF, JSON Feed).

feedparser opens whatever looks like a path or an address, so it gets a stream, always.
"""

import re
from collections.abc import Iterable
from html import unescape
from io import BytesIO
from typing import Any

import feedparser

from blueprints.core.text import plain, words_of
from blueprints.wire import json_feed
from blueprints.wire.feed import Entry, Feed, FeedError, Picture
from blueprints.wire.feed_dates import moment_of
from blueprints.wire.feed_text import MOST_TAGS, decoded, trimmed

HEADERS = {"content-type": "application/xml; charset=utf-8"}
INLINE = re.compile(
    r"</?(?:b|i|em|strong|span|a|u|sub|sup|br|small|font|cite|q|code)(?:\s[^<>]*)?/?>", re.I
)
ALT = re.compile(r"<(/?)media:(description|text)\b[^<>]*?(/?)>")
AUTHOR = re.compile(r"(<(?:\w+:)?(?:author|creator)>(?:<!\[CDATA\[)?)([^<>]{1,500})")
EMAIL = re.compile(r"[<(]?(?<![^\s@<>()])[^\s@<>()]++@[^\s@<>()]++[>)]?")
LONGEST_TITLE = 5_000  # letters of a title or name that are read, markup and all
Fields = Any  # feedparser's dictionaries, whose keys depend on the feed


def parse(body: bytes, content_type: str = "") -> Feed:
    """Return the feed in `body`, at most 500 entries of it. Raises FeedError.

    It reads no file and asks no network, whatever `body` holds.
    """
    text, remarks = decoded(body, content_type)
    start = text.lstrip("\ufeff \t\r\n")
    if not start:
        raise FeedError("empty")
    found = json_feed.read(start) if start[0] in "{[" else _xml(start)
    return Feed(
        found.title, found.site_url, found.language, found.entries, found.total, found.ttl,
        remarks + found.remarks,
    )  # fmt: skip


def _xml(text: str) -> Feed:
    feed = trimmed(text)
    text = _unmistakable(feed.text)
    try:
        got = feedparser.parse(
            BytesIO(text.encode("utf-8", "replace")), response_headers=HEADERS,
            sanitize_html=False, resolve_relative_uris=False,
        )  # fmt: skip
    except Exception as error:  # of any kind: OverflowError for &#99999999999;, AssertionError …
        raise FeedError("unreadable") from error
    if not got.get("version") and not got.entries:
        raise FeedError("unreadable" if got.get("bozo") else "unknown")
    about = got.feed
    language = _text(about, "language")
    entries = tuple(_entry(one, about, language) for one in got.entries)
    title, ttl = _plain(about, "title"), _text(about, "ttl")
    return Feed(
        title, _text(about, "link"), language, entries, feed.total,
        int(ttl) if re.fullmatch(r"\d{1,6}", ttl) else 0, feed.remarks,
    )  # fmt: skip


def _unmistakable(text: str) -> str:
    """Return a feed without what feedparser mistakes.

    It takes what is said of a picture for the entry's words, and half of an email address, if that
    ends with more than four letters, for a name.
    """
    text = AUTHOR.sub(lambda author: author[1] + EMAIL.sub("", author[2]), text)
    return ALT.sub(r"<\1media:bare\2\3>", text)


def _entry(entry: Fields, about: Fields, language: str) -> Entry:
    published, updated, remark = _dates(entry)
    texts = [*entry.get("content", ()), {}]
    longest = max(texts, key=lambda one: len(_text(one, "value")))
    content = _text(longest, "value")
    summary = _text(entry, "summary") or _text(entry, "media_baredescription")
    return Entry(
        guid=_text(entry, "id"),
        url=_link(entry),
        headline=_plain(entry, "title"),
        summary_html="" if summary == content else summary,
        content_html=content,
        author=_authors(entry) or _authors(about),
        published_at=published,
        updated_at=updated,
        tags=tuple(_tags(entry)),
        pictures=tuple(_pictures(entry)),
        language=_text(entry, "language") or language,
        base=_text(longest, "base") or _text(entry.get("summary_detail", {}), "base"),
        remarks=remark,
    )


def _authors(fields: Fields) -> str:
    """Return the names of all authors; email addresses are nobody's to publish."""
    given = (EMAIL.sub("", _plain(one, "name", 200)) for one in fields.get("authors", ()))
    names = dict.fromkeys(re.sub(r"\A\s*\((.*)\)\s*\Z", r"\1", name).strip() for name in given)
    return plain(", ".join(filter(None, names)), 200)


def _link(entry: Fields) -> str:
    """Return the address of the entry's page: its link, or an id that is a permanent link."""
    links = [one for one in entry.get("links", ()) if one.get("rel", "alternate") == "alternate"]
    pages = [one for one in links if "html" in _text(one, "type")] or links
    own = _text(pages[0], "href") if pages else ""
    original, named = _text(entry, "feedburner_origlink"), _text(entry, "link")
    is_address = named != _text(entry, "id") or ":" in named or named.startswith("/")
    return original or own or (named if is_address else "")  # feedparser links to any id


def _dates(entry: Fields) -> tuple[Any, Any, tuple[str, ...]]:
    """Return when it was published and updated, and a remark if neither can be read."""
    given = {name: _text(entry, name) for name in ("published", "updated", "created")}
    read = {name: moment_of(text) if text else None for name, text in given.items()}
    published = read["published"] or read["created"] or read["updated"]
    unread = any(given.values()) and published is None
    return published, read["updated"], ("date",) if unread else ()


def _tags(entry: Fields) -> Iterable[str]:
    names = (plain(unescape((_text(tag, "label") or _text(tag, "term"))[:LONGEST_TITLE]), 100)
             for tag in entry.get("tags", ()))  # fmt: skip
    return list(dict.fromkeys(filter(None, names)))[:MOST_TAGS]


def _pictures(entry: Fields) -> Iterable[Picture]:
    """Yield pictures of Media RSS and enclosures, the largest form of each first."""
    names = dict.fromkeys(_text(one, "content") for one in entry.get("media_credit", ()))
    credit = plain(", ".join(names), 200)
    media = [one for one in entry.get("media_content", ()) if _is_image(one)]
    media.sort(key=lambda one: -int(_digits(_text(one, "width"))))
    alt = _plain(entry, "media_baretext") or _plain(entry, "media_baredescription")
    if media:
        yield Picture(_text(media[0], "url"), alt, credit=credit)
    files = [one for one in entry.get("enclosures", ()) if _text(one, "type").startswith("image/")]
    for one in files if not media else ():
        yield Picture(_text(one, "href"), plain(_text(one, "title")), credit=credit)
    if media or files:
        return
    for one in entry.get("media_thumbnail", ()):
        yield Picture(_text(one, "url"), credit=credit)
    if episode := _text(entry.get("image") or {}, "href"):  # itunes:image
        yield Picture(episode, credit=credit)


def _is_image(media: Fields) -> bool:
    kind = _text(media, "medium") or _text(media, "type").partition("/")[0]
    ending = re.search(r"\.(jpe?g|png|webp|gif|avif)(\?|$)", _text(media, "url"), re.I)
    return kind == "image" or (not kind and ending is not None)


def _digits(text: str) -> str:
    return text if re.fullmatch(r"\d{1,6}", text) else "0"


def _text(fields: Fields, name: str) -> str:
    value = dict.get(fields, name)  # as it is: feedparser's own get() answers for other names, too
    return value.replace("\0", "").strip() if isinstance(value, str) else ""


def _plain(fields: Fields, name: str, limit: int = 300) -> str:
    """Return a title or name as plain text: RSS does not say whether it was HTML."""
    value = _text(fields, name)[:LONGEST_TITLE]
    if fields.get(f"{name}_detail", {}).get("type") in ("text/html", "application/xhtml+xml"):
        return plain(words_of(value), limit) or plain(value, limit)
    return plain(unescape(INLINE.sub("", value)), limit) or plain(value, limit)
