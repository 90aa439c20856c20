"""HTML from elsewhere on its way into a story: addresses, trackers, embeds, lazy pictures."""

import re
from html import unescape

import nh3

from blueprints.core.text import one_line
from blueprints.editor.markup import Element, Node, parse
from blueprints.editor.paste import ATTRIBUTES, READ
from blueprints.wire.addresses import absolute, host_of, untracked

EMBEDS = {"iframe", "embed", "video"}
DROPPED = {"script", "style", "form", "button", "select", "textarea", "noscript", "svg", "math",
           "template", "title", "head", "map", "canvas"}  # fmt: skip
LAZY = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
KEPT = ATTRIBUTES | {
    "img": {"src", "alt", "width", "height", *LAZY},
    "iframe": {"src", "title", "data-src"},
    "embed": {"src"},
    "video": {"src", "poster"},
}
TRACKERS = re.compile(
    r"//(?:[\w.-]+\.)?(?:feedburner\.com/~(?:r|ff|a|f)?|feeds\.wordpress\.com/1\.0"
    r"|stats\.wordpress\.com|pixel\.wp\.com|doubleclick\.net|feedsportal\.com|met\.vgwort\.de"
    r"|google-analytics\.com|scorecardresearch\.com|quantserve\.com|imrworldwide\.com|ioam\.de"
    r"|statcounter\.com|facebook\.com/tr\b|rss-tracker\.)|//(?:pixel|track(?:er|ing)?|beacon"
    r"|stats?)\.[\w.-]+/|/(?:1x1|pixel|spacer|blank|clear|counter)\.(?:gif|png)|/tracking-pixel",
    re.IGNORECASE,
)
EMOJI = re.compile(r"/images/core/emoji/|/twemoji/", re.IGNORECASE)
HIDDEN = re.compile(r"display:none|visibility:hidden|(?<![-\w])(?:width|height):[01](?:px)?(?:;|$)")
TINY = re.compile(r"[0-2](?:px)?")
TAG = re.compile(r"<(/?)([a-z][^\s/<>]*)", re.IGNORECASE)
NEVER_OPEN = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
              "source", "track", "wbr",  # the next ones end by themselves
              "p", "li", "dd", "dt", "td", "th", "tr", "tbody", "thead", "option"}  # fmt: skip
MOST_TAGS, MOST_TAGS_IN_FEED = 20_000, 200_000
DEEPEST = 100  # elements in one another; more take a parser time by their square
CODE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)


def is_deep(html: str) -> bool:
    """Return True for HTML so deep that a parser may need seconds or minutes for it."""
    still_open: list[str] = []
    for tag in TAG.finditer(html):
        name = tag[2].lower()
        if name in NEVER_OPEN:
            continue
        if not tag[1]:
            still_open.append(name)
        elif still_open and still_open[-1] == name:  # any other end may end nothing
            still_open.pop()
        if len(still_open) > DEEPEST:
            return True
    return False


def bare_text(html: str) -> str:
    """Return the words of `html` in one line, in linear time, without a parser."""
    return one_line(unescape(MARKUP.sub(" ", CODE.sub(" ", html))))


def tree_of(html: str) -> list[Node]:
    """Return `html` as a tree without scripts, styles, forms and comments.

    Raises RecursionError where it is used, if it is very deep.
    """
    safe = nh3.clean(
        html, tags=READ | EMBEDS, clean_content_tags=DROPPED, attributes=KEPT, link_rel=None,
        url_schemes={"http", "https"}, strip_comments=True,
    )  # fmt: skip
    return parse(safe).children


class Reader:
    """A reader of the entry at `base`: `cleaned` is for rewritten(); `removed` are codes."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.removed: set[str] = set()

    def address(self, given: str) -> str:
        """Return an address as seen from the entry, without trackers; "" if it is none."""
        found = absolute(given, self._base)
        if found and untracked(given) != given:
            self.removed.add("tracking")
        return found

    def cleaned(self, element: Element) -> list[Node]:
        """Return `element` with absolute addresses, or what it becomes."""
        if element.tag in ("blockquote", "figure", "span"):
            element.attributes.pop("class", None)  # it would mean something of ours
        if element.tag == "img":
            return self._image(element)
        if element.tag in ("td", "th"):  # a parser drops them later, without their table
            return [*element.children, " "]
        if element.tag == "tr":
            element.tag = "p"
        if element.tag in EMBEDS or element.tag == "audio":
            return self._embed(element)
        if element.tag == "a":
            return self._link(element)
        cards = [one for one in element.all("figure") if "link" in one.classes()]
        if element.tag == "figure" and cards:
            return list(cards)
        return [element]

    def _image(self, image: Element) -> list[Node]:
        given = image.attributes
        sources = [given.get(name, "") for name in LAZY] + [given.get("src", "")]
        source = next((one for one in sources if one and not one.startswith("data:")), "")
        if EMOJI.search(source) or {"wp-smiley", "emoji"} & set(image.classes()):
            return [given.get("alt", "")]
        if self._is_pixel(given, source):
            self.removed.add("pixel")
            return []
        address = self.address(source) if source else ""
        return [Element("img", {"src": address, "alt": given.get("alt", "")})] if address else []

    def _is_pixel(self, given: dict[str, str], source: str) -> bool:
        style = given.get("style", "").replace(" ", "").lower()
        sizes = [given[name] for name in ("width", "height") if name in given]
        is_tiny = any(TINY.fullmatch(size.strip()) for size in sizes)
        return is_tiny or bool(HIDDEN.search(style) or TRACKERS.search(source))

    def _link(self, link: Element) -> list[Node]:
        given = link.attributes.get("href", "")
        if TRACKERS.search(given):
            self.removed.add("pixel")
            return []
        address = self.address(given) if not given.startswith("#") else ""
        if not address:
            return link.children
        link.attributes = {"href": address}
        return [link]

    def _embed(self, embed: Element) -> list[Node]:
        """Return a card with a link in place of what would be loaded from elsewhere."""
        given = embed.attributes
        source = given.get("src") or given.get("data-src") or self._source_in(embed)
        address = self.address(source) if source else ""
        if not address or TRACKERS.search(address):
            return []
        self.removed.add("embed")
        title = given.get("title") or host_of(address).removeprefix("www.")
        anchor = Element("a", {"href": address}, [title])
        return [Element("figure", {"class": "link"}, [anchor])]

    def _source_in(self, embed: Element) -> str:
        source = embed.first("source")
        return source.attributes.get("src", "") if source else ""
