"""The feeds that a web page names in its head."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from blueprints.core.text import plain
from blueprints.wire.addresses import absolute

KINDS = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/feed+json": "JSON",
    "application/json": "JSON",
    "application/rdf+xml": "RSS",
}
OF_COMMENTS = re.compile(r"comment|komment|koment|coment[aá]rio|replies", re.IGNORECASE)
NOT_FEEDS = re.compile(r"/wp-json/|oembed|/api/", re.IGNORECASE)
LONGEST = 1_000_000
MOST = 20


@dataclass(frozen=True)
class NamedFeed:
    """A feed that a page names: its address, title, and kind (RSS, Atom or JSON)."""

    url: str
    title: str
    kind: str


def feeds_in(page: bytes, address: str) -> list[NamedFeed]:
    """Return the feeds that a page at `address` names, in its order.

    Those of comments are left out, unless there are no others.
    """
    reader = _Head(address)
    reader.feed(page[:LONGEST].decode("utf-8", "replace"))
    once: dict[str, NamedFeed] = {}
    for one in reader.found or reader.of_comments:
        once.setdefault(one.url, one)
    return list(once.values())[:MOST]


class _Head(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = address
        self.found: list[NamedFeed] = []
        self.of_comments: list[NamedFeed] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "base":
            self._base = absolute(given.get("href", ""), self._base) or self._base
        if tag != "link" or "alternate" not in given.get("rel", "").lower().split():
            return
        kind = KINDS.get(given.get("type", "").split(";")[0].strip().lower())
        url, title = given.get("href", ""), plain(given.get("title", ""))
        url = absolute(url, self._base)
        if not kind or not url or NOT_FEEDS.search(url):
            return
        is_of_comments = OF_COMMENTS.search(f"{urlsplit(url).path} {title}")
        found = self.of_comments if is_of_comments else self.found
        found.append(NamedFeed(url, title, kind))
