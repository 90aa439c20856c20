"""A feed as the parser gives it, whatever its format was."""

from dataclasses import dataclass, field, replace
from datetime import datetime


class FeedError(Exception):
    """A body that is not a feed; `code` says why (labels.py has the words)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Picture:
    """A picture of an entry, by its address."""

    url: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Entry:
    """An entry of a feed: texts are plain, `…_html` is as unsafe as it came.

    A date is None if the feed has none that can be read; `base` is what addresses in the HTML are
    seen from, if the feed says so; `remarks` are codes.
    """

    guid: str
    url: str
    headline: str
    summary_html: str = ""
    content_html: str = ""
    author: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    tags: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    language: str = ""
    base: str = ""
    remarks: tuple[str, ...] = ()

    def with_remark(self, code: str) -> "Entry":
        """Return the entry with one more remark."""
        return replace(self, remarks=(*self.remarks, code))


@dataclass(frozen=True)
class Feed:
    """A feed: what it says of itself, its newest entries, and remarks (codes) on its state.

    `total` counts the entries it had; `ttl` is in minutes, 0 if it asks for none.
    """

    title: str
    site_url: str = ""
    language: str = ""
    entries: tuple[Entry, ...] = ()
    total: int = 0
    ttl: int = 0
    remarks: tuple[str, ...] = field(default=())
