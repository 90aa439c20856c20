"""RSS 2.0 as rules: its specification, and the RSS Advisory Board's Best Practices Profile."""

import io
import re
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser

NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
}
OF_CHANNEL = {
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster",
    "pubDate", "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image",
    "textInput", "skipHours", "skipDays", "item",
}  # fmt: skip
OF_ITEM = {
    "title", "link", "description", "author", "category", "comments", "enclosure", "guid",
    "pubDate", "source",
}  # fmt: skip
MANY = {"item", "category", f"{{{NS['atom']}}}link"}
DATE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|"
                  r"Nov|Dec) \d{4} \d\d:\d\d:\d\d ([+-]\d{4}|GMT)")  # fmt: skip
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DANGEROUS = {"script", "style", "iframe", "object", "embed", "form", "link", "meta", "base"}


def channel_of(answer):
    """The channel of the feed in an answer, as elements."""
    return ElementTree.fromstring(answer.data).find("channel")  # noqa: S314 - our own feed


def items_of(answer):
    """The items of the feed in an answer, as elements."""
    return channel_of(answer).findall("item")


def text_of(element, path):
    """The text of the only element at `path`; None when there is none."""
    found = element.findall(path, NS)
    assert len(found) <= 1, path
    return found[0].text or "" if found else None


def titles_in(answer):
    """The titles of the items, in their order."""
    return [text_of(item, "title") for item in items_of(answer)]


def parsed(answer):
    """The feed as feedparser has it, which must have found nothing to mend."""
    feed = feedparser.parse(io.BytesIO(answer.data))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "rss20"
    return feed


def broken_rules(data, address):
    """Return what is wrong with the feed in `data`, served at `address`; [] when nothing is."""
    text = data.decode()
    if not text.startswith('<?xml version="1.0" encoding="utf-8"?>'):
        return ["no XML declaration at its very beginning"]
    if FORBIDDEN.search(text) or "<!DOCTYPE" in text:
        return ["what XML, or a feed, may not hold"]
    rss = ElementTree.fromstring(text.encode())  # noqa: S314 - our own feed
    if (rss.tag, rss.get("version"), [part.tag for part in rss]) != ("rss", "2.0", ["channel"]):
        return ["the root is no rss 2.0 with one channel"]
    return list(_of_channel(rss[0], address))


def _of_channel(channel, address):
    yield from _of_names(channel, OF_CHANNEL)
    for name in ("title", "link", "description"):
        if not channel.findtext(name):
            yield f"the channel has no {name}"
    yield from _of_values(channel)
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", channel.findtext("language", "en")):
        yield "language"
    own = [link for link in channel.findall("atom:link", NS) if link.get("rel") == "self"]
    named = [(link.get("href"), link.get("type")) for link in own]
    if named != [(address, "application/rss+xml")]:
        yield f"atom:self {named}"
    items = channel.findall("item")
    guids = [item.findtext("guid") for item in items]
    if len(set(guids)) < len(guids) or not all(guids):
        yield "a guid that is missing or stands twice"
    for item in items:
        yield from _of_item(item)


def _of_names(parent, known):
    names = [part.tag for part in parent]
    for name in set(names):
        space, _, _ = name[1:].rpartition("}")
        if name not in known if not space else space not in NS.values():
            yield f"unknown {name}"
        if name not in MANY and names.count(name) > 1:
            yield f"{name} stands twice"


def _of_item(item):
    yield from _of_names(item, OF_ITEM)
    if not item.findtext("title") and not item.findtext("description"):
        yield "an item with neither title nor description"
    yield from _of_values(item)
    for guid in item.findall("guid"):
        is_link = guid.get("isPermaLink", "true")
        if is_link not in ("true", "false") or (is_link == "true" and not _is_absolute(guid.text)):
            yield "a guid that is no permanent link"
    names = [part.tag for part in item]
    encoded = f"{{{NS['content']}}}encoded"
    if encoded in names and "description" not in names[: names.index(encoded)]:
        yield "no description before content:encoded"
    for enclosure in item.findall("enclosure"):
        if set(enclosure.attrib) != {"url", "length", "type"}:
            yield "the attributes of the enclosure"
        if not enclosure.get("length", "").isdigit() or not enclosure.get("type", "").count("/"):
            yield "length or type of the enclosure"
    if not item.findtext("slash:comments", "0", NS).isdigit():
        yield "slash:comments"
    for name in ("description", "content:encoded"):
        yield from _Html(item.findtext(name, "", NS)).faults


def _of_values(parent):
    addresses = [parent.findtext(name) for name in ("link", "comments", "docs")]
    addresses += [
        part.get("url") for part in parent.findall("enclosure") + parent.findall("source")
    ]
    addresses += [part.get("url") for part in parent.findall("media:content", NS)]
    for address in filter(None, addresses):
        if not _is_absolute(address):
            yield f"not absolute: {address}"
    for name in ("pubDate", "lastBuildDate"):
        text = parent.findtext(name)
        if text is None:
            continue
        if not DATE.fullmatch(text) or parsedate_to_datetime(text).strftime("%a") != text[:3]:
            yield f"no RFC 822 date: {text}"


def _is_absolute(address):
    parts = urlsplit(address)
    return (
        parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"\s", address)
    )


class _Html(HTMLParser):
    """What readers elsewhere could not follow, or should not have to run."""

    def __init__(self, html):
        super().__init__()
        self.faults = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag in DANGEROUS:
            self.faults.append(f"<{tag}> in the content")
        for name, value in attributes:
            if name.startswith("on") or name in ("style", "id"):
                self.faults.append(f"{name}= in the content")
            addresses = [value] if name in ("href", "src") else []
            if name == "srcset":
                addresses = [part.split()[0] for part in value.split(", ")]
            self.faults += [f"not absolute: {a}" for a in addresses if not _is_absolute(a or "")]
