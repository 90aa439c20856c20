"""Entries of feeds as stories: what the rights allow to show, with the attribution."""

from datetime import UTC, datetime

import nh3
from markupsafe import Markup

from blueprints.core import clock
from blueprints.core.forms import LANGUAGE
from blueprints.core.text import TAGS, is_web_address, plain, words_of
from blueprints.editor.body import Body, stored_body
from blueprints.editor.markup import Element, Node, parse, rewritten, write
from blueprints.media.library import find_kept
from blueprints.media.models import Picture
from blueprints.news.imports import Original
from blueprints.wire.models import WireEntry

EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
LONGEST_STANDFIRST = 300
SHOWN_WIDTH = 640
READER = nh3.Cleaner(
    tags=TAGS - {"picture", "source", "img", "audio"},
    attributes={"a": {"href"}, "*": {"lang", "dir"}},
    url_schemes={"http", "https"},
    link_rel="noopener nofollow",
)


def needs_teaser(entry: WireEntry) -> bool:
    """Return True if an editor has to write a sentence of their own before it is published."""
    rights = entry.source.rights
    return rights == "link" or not (entry.summary or (rights == "full" and entry.body))


def lacks_headline(entry: WireEntry) -> bool:
    """Return True if the headline is the beginning of a text that the rights forbid to show."""
    if entry.source.rights != "link":
        return False
    start = entry.headline.removesuffix(" …")
    return entry.summary.startswith(start) and entry.headline in (f"{start} …", entry.summary)


def pictures_of(entry: WireEntry) -> list[dict[str, str]]:
    """Return the pictures that come with the story: none unless the rights are full.

    Those that an update has left out are the last of `entry.pictures`, and not among them.
    """
    if entry.source.rights != "full":
        return []
    return [one for one in entry.pictures if not one.get("former")]


def lack_alt_text(entry: WireEntry) -> list[int]:
    """Return the places of the entry's pictures that have no alt text and are not decorative."""
    return [
        place
        for place, picture in enumerate(pictures_of(entry))
        if not picture.get("fault") and not picture.get("alt") and not picture.get("decorative")
    ]


def awaited_pictures(entry: WireEntry) -> list[dict[str, str]]:
    """Return the pictures of `entry` that were neither fetched nor refused."""
    return [one for one in pictures_of(entry) if not one.get("hash") and not one.get("fault")]


def awaits_pictures(entry: WireEntry) -> bool:
    """Return True if a picture of `entry` was neither fetched nor refused."""
    return bool(awaited_pictures(entry))


def is_lacking(entry: WireEntry) -> bool:
    """Return True if an editor has to add something before it can be published."""
    return needs_teaser(entry) or bool(lack_alt_text(entry))


def original_of(entry: WireEntry, headline: str = "", teaser: str = "") -> Original:
    """Return what a story takes over from `entry`; an editor's headline and teaser come first."""
    source, body = entry.source, Body("")
    lead = _lead(entry)
    if source.rights == "full":
        body = stored_body(with_kept_pictures(entry, entry.body, lead))
    return Original(
        headline=headline or entry.headline,
        standfirst=teaser or _standfirst(entry, body.html),
        byline=entry.author or source.name,
        source_name=source.name,
        source_url=entry.url if is_web_address(entry.url) else "",
        rights=source.rights,
        language=_language(source.language or entry.language),
        body=body,
        tags=tuple(source.tags),
        read_more=tuple(entry.read_more) if source.rights == "full" else (),
        lead_picture=lead,
    )


def published_at(entry: WireEntry) -> datetime:
    """Return the original's date if it is sensible, else now."""
    now = clock.now()
    return entry.published_at if EARLIEST <= entry.published_at <= now else now


def _language(given: str) -> str:
    return given if LANGUAGE.fullmatch(given) else "en"


def _standfirst(entry: WireEntry, body: str) -> str:
    """Return the original's summary, unless its text begins with it or the rights forbid it."""
    if entry.source.rights == "link":
        return ""
    summary = plain(entry.summary, LONGEST_STANDFIRST)
    return "" if words_of(body).startswith(summary.removesuffix(" …")) else summary


def _lead(entry: WireEntry) -> Picture | None:
    """Return the first picture of the library that came with `entry`, or None."""
    hashes = (one.get("hash", "") for one in pictures_of(entry) if not one.get("decorative"))
    return next(filter(None, map(_kept, hashes)), None)


def _kept(key: str) -> Picture | None:
    return find_kept(Picture, key) if key else None


def with_kept_pictures(entry: WireEntry, html: str, lead: Picture | None = None) -> str:
    """Return `html` with the library's pictures in place of the original's; others are left out.

    The lead picture is shown above the text, and so left out of it.
    """
    known = {one["url"]: one for one in pictures_of(entry) if one.get("hash")}
    nodes = rewritten(parse(html).children, lambda element: _shown(element, known))
    place = next((n for n, node in enumerate(nodes) if lead and _shows(node, lead)), None)
    return write(nodes if place is None else nodes[:place] + nodes[place + 1 :])


def readable(html: str) -> Markup:
    """Return the cleaned `html` of an entry for the desk, without anything to be fetched."""
    return Markup(READER.clean(html))  # noqa: S704 - sanitised


def _shown(element: Element, known: dict[str, dict[str, str]]) -> list[Node]:
    """Return `element`, or the library's figure in its place; inner elements come first."""
    if element.tag == "img":
        picture = known.get(element.attributes.get("src", ""))
        return [_figure(picture)] if picture else []
    if element.tag in ("audio", "source"):
        return []
    if element.tag == "picture":
        return element.children
    if element.tag == "figure" and "link" not in element.classes():
        return list(element.all("figure"))
    return [element]


def _figure(picture: dict[str, str]) -> Element:
    words = {name: plain(picture.get(name, ""), 500) for name in ("alt", "caption", "credit")}
    parts: list[Node] = [
        Element("img", {"src": f"/media/{picture['hash']}-{SHOWN_WIDTH}.jpg", "alt": words["alt"]})
    ]
    if words["caption"] or words["credit"]:
        credit = Element("span", {"class": "credit"}, [words["credit"]])
        parts.append(Element("figcaption", {}, [words["caption"], " ", credit]))
    kind = "picture decorative" if picture.get("decorative") else "picture"
    return Element("figure", {"class": kind}, parts)


def _shows(node: Node, picture: Picture) -> bool:
    image = node.first("img") if isinstance(node, Element) else None
    return image is not None and picture.hash in image.attributes.get("src", "")
