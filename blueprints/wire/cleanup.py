"""Cleanup of what an entry says, as far as the rights of its source go.

Out go scripts, forms, styles, trackers and their parameters, the "appeared first on" footer (our
story has one attribution line of its own) and the links to other articles, which become a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from blueprints.core.text import clean_html, excerpt, one_line, plain
from blueprints.editor.markup import Element, Node, rewritten, write
from blueprints.editor.paste import arranged, plain_paragraphs
from blueprints.wire.addresses import absolute, canonical
from blueprints.wire.boilerplate import without_footer, without_read_more
from blueprints.wire.feed import Entry, Picture
from blueprints.wire.foreign_html import MOST_TAGS, Reader, bare_text, is_deep, tree_of

LONGEST = 250_000  # letters of HTML that are arranged; what is longer is taken as plain text
LONGEST_TEXT = 100_000
BEGINNING = 3_000  # letters of the text that are looked at again
SUMMARY = 300  # letters
CUT = re.compile(r"\s*\[(?:…|\.{3})\]\Z")  # how WordPress ends a summary
MOST_PICTURES = 20


@dataclass
class Clean:
    """An entry, cleaned. `remarks` are codes.

    `summary` is plain text of at most 300 letters; with rights "link" it is for the editor's eyes
    only, and never published. `body` is a story's HTML, and `pictures` are those in it and beside
    it, both for rights "full" only; pictures keep their outside addresses. `text` is the beginning
    of what is said, in one line.
    """

    summary: str = ""
    body: str = ""
    pictures: list[Picture] = field(default_factory=list)
    read_more: list[dict[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    text: str = ""


def cleaned(entry: Entry, rights: str, site_url: str = "") -> Clean:
    """Return what `entry` says, as far as `rights` (link, excerpt or full) go.

    Never raises, however its HTML is.
    """
    base = absolute(entry.base, site_url) or entry.url or site_url
    found = _read(entry.content_html or entry.summary_html, base, entry)
    both = entry.summary_html and entry.content_html
    summary = both and _read(entry.summary_html, base, entry).text
    found.summary = CUT.sub(" …", excerpt(summary or found.text, SUMMARY - 2))
    if rights != "full":
        found.body, found.pictures = "", []
        found.remarks = [code for code in found.remarks if code in ("deep", "too long")]
        return found
    found.pictures = [*_beside(entry, base, found), *found.pictures][:MOST_PICTURES]
    return found


def _beside(entry: Entry, base: str, found: Clean) -> Iterator[Picture]:
    """Yield the pictures that the feed names and the text does not have."""
    known = {_bare(picture.url) for picture in found.pictures}
    for picture in entry.pictures:
        address = absolute(picture.url, base)
        if address and _bare(address) not in known:
            yield replace(picture, url=address)


def _bare(address: str) -> str:
    """Return the address of a picture without what asks for one of its sizes."""
    return canonical(address).partition("?")[0]


def _read(html: str, base: str, entry: Entry) -> Clean:
    """Return the parts of some HTML; its text alone if it is too long, or too deeply nested."""
    if not html.strip():
        return Clean()
    if len(html) > LONGEST or html.count("<") > MOST_TAGS:
        return _text_of(html, "too long")
    if is_deep(html):
        return _text_of(html, "deep")
    try:
        return _arranged(html, base, entry)
    except RecursionError:
        return _text_of(html, "deep")


def _text_of(html: str, remark: str) -> Clean:
    text = bare_text(html)[:LONGEST_TEXT]
    return Clean(body=clean_html(write([Element("p", {}, [text])])), text=text, remarks=[remark])


def _arranged(html: str, base: str, entry: Entry) -> Clean:
    reader = Reader(base)
    nodes = _blocks(rewritten(tree_of(html), reader.cleaned))
    address = entry.url or base
    blocks, was_there = without_footer(nodes, address, entry.headline)
    blocks, read_more = without_read_more(blocks, address)
    pictures: list[Picture] = []
    blocks = rewritten(blocks, lambda element: _framed(element, pictures))
    blocks = ["\n" if isinstance(one, str) and not one.strip() else one for one in blocks]
    removed = [*sorted(reader.removed), *(["footer"] if was_there else [])]
    return Clean(
        body=clean_html(write(blocks)).strip(), pictures=pictures, read_more=read_more,
        remarks=removed, text=one_line(_spaced(blocks)[:BEGINNING]),
    )  # fmt: skip


def _blocks(nodes: list[Node]) -> list[Node]:
    """Return `nodes` as a story's elements; words alone as paragraphs."""
    words = [node for node in nodes if isinstance(node, str)]
    is_plain = len(words) == len(nodes)
    return list(plain_paragraphs("".join(words))) if is_plain else arranged(write(nodes))


def _spaced(nodes: list[Node]) -> str:
    """Return the text of `nodes` with a space round each block."""
    texts = []
    for node in nodes:
        text = node if isinstance(node, str) else _spaced(node.children)
        is_block = isinstance(node, Element) and (node.is_block() or node.tag == "br")
        texts.append(f" {text} " if is_block else text)
    return "".join(texts)


def _framed(element: Element, pictures: list[Picture]) -> list[Node]:
    """Return a figure as a story has it, and note its picture."""
    image = element.first("img") if element.tag == "figure" else None
    if image is None:
        return [element]
    caption = element.first("figcaption")
    words = plain(caption.text()) if caption else ""
    alt = plain(image.attributes.get("alt", ""))
    pictures.append(Picture(image.attributes.get("src", ""), alt, words))
    figure = Element("figure", {"class": "picture"}, [image])
    if words:
        figure.children.append(Element("figcaption", {}, [words]))
    return [figure]
