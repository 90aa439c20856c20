"""An entry of a feed made ready for the database: cleaned, dated, with its keys. No database."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from markupsafe import escape

from blueprints.core.text import excerpt, folded, plain
from blueprints.wire.addresses import absolute, is_home, key, url_key
from blueprints.wire.cleanup import Clean, cleaned
from blueprints.wire.feed import Entry, Feed, Picture
from blueprints.wire.feed_dates import believed
from blueprints.wire.foreign_html import MOST_TAGS_IN_FEED, bare_text

LONGEST_HEADLINE = 300
TEXT = 500  # letters of a text that tell it from others
FEW = 100  # letters, with fewer of which two entries may well be the same by chance


@dataclass(frozen=True)
class Prepared:
    """The keys of an entry, and `fields` as columns of WireEntry. `remarks` are codes."""

    guid_key: str
    url_key: str
    content_key: str
    digest: str
    published_at: datetime
    updated_at: datetime | None
    fields: dict[str, Any]
    remarks: tuple[str, ...]


def prepare(feed: Feed, rights: str, now: datetime, base: str = "") -> list[Prepared]:
    """Return the entries of `feed`, the same one once, cleaned as far as `rights` go.

    `base` is the feed's own address, from which the others in it are seen.
    """
    home = absolute(feed.site_url, base) or base
    entries = [replace(entry, url=_address(entry, home)) for entry in feed.entries]
    pages = Counter(url_key(entry.url) for entry in entries if entry.url)
    found: dict[str, Prepared] = {}
    for entry in _within_bounds(entries):
        has_page = entry.url and not is_home(entry.url) and pages[url_key(entry.url)] == 1
        one = _prepared(entry, cleaned(entry, rights, home), bool(has_page), home, now)
        if one is not None:
            found.setdefault(one.guid_key, one)
    return list(found.values())


def _within_bounds(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries; only their words, once there was more markup than a feed may have."""
    tags = 0
    for entry in entries:
        tags += entry.content_html.count("<") + entry.summary_html.count("<")
        yield entry if tags <= MOST_TAGS_IN_FEED else _bare(entry)


def _bare(entry: Entry) -> Entry:
    texts = (str(escape(bare_text(html))) for html in (entry.content_html, entry.summary_html))
    content, summary = texts
    return replace(entry, content_html=content, summary_html=summary).with_remark("too long")


def _address(entry: Entry, home: str) -> str:
    """Return the absolute address of the entry's page, or ""; an id may be one."""
    is_address = entry.guid.startswith(("http://", "https://"))
    given = entry.url or (entry.guid if is_address else "")
    return absolute(given, home)


def _prepared(
    entry: Entry, clean: Clean, has_page: bool, home: str, now: datetime
) -> Prepared | None:
    """Return the entry; None if it says nothing at all. `has_page`: no other has its address.

    Without one it is told apart by its id, which means something only with the site's `home`.
    """
    headline = entry.headline or excerpt(clean.text, 100)
    if not headline:
        return None
    page = url_key(entry.url) if has_page else ""
    content = _content_key(headline, clean.text, page or entry.guid)
    fields = _fields(entry, clean, plain(headline, LONGEST_HEADLINE))
    published = believed(entry.published_at, now)
    return Prepared(
        guid_key=key("guid", entry.guid) if entry.guid else page or content,
        url_key=page or key("none", home, entry.guid or content),
        content_key=content,
        digest=digest_of(fields),
        published_at=published or now,
        updated_at=believed(entry.updated_at, now),
        fields=fields,
        remarks=tuple(_remarks(entry, clean, published is not None)),
    )


def digest_of(fields: dict[str, Any]) -> str:
    """Return what tells these fields of an entry from those that a later fetch brings."""
    return key(repr(sorted(fields.items())))


def _content_key(headline: str, text: str, other: str) -> str:
    """Return the key of the words; with few of them, of what `other` tells it from the rest."""
    said = folded(text[: TEXT * 2])[:TEXT]
    return key("content", folded(headline), said, other if len(said) < FEW else "")


def _fields(entry: Entry, clean: Clean, headline: str) -> dict[str, Any]:
    return {
        "headline": headline,
        "url": entry.url,
        "summary": clean.summary,
        "body": clean.body,
        "author": plain(entry.author, 200),
        "language": entry.language[:35],
        "tags": list(entry.tags),
        "pictures": [_picture(one) for one in clean.pictures],
        "read_more": clean.read_more,
    }


def _picture(picture: Picture) -> dict[str, str]:
    return asdict(picture) | {"hash": ""}


def _remarks(entry: Entry, clean: Clean, is_dated: bool) -> Sequence[str]:
    found = [*entry.remarks]
    if not is_dated and "date" not in found:
        found.append("odd date" if entry.published_at else "no date")
    lacks = {"no id": entry.guid, "no headline": entry.headline, "no address": entry.url}
    return [*found, *(code for code, value in lacks.items() if not value), *clean.remarks]
