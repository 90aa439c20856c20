"""Conversion of typed and pasted text into the few elements that a story has.

Word processors, other web pages and the editor write the same thing in many ways, which are
recognised here. Nothing is made safe here: core.text.clean_html does that, and runs last.
"""

import re
import unicodedata
from itertools import groupby

import nh3

from blueprints.core.text import ADDRESS, TAGS
from blueprints.editor.markup import Element, Node, parse, rewritten

RENAMED = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3", "tr": "p",
           "div": "p", "pre": "p", "section": "p", "article": "p", "dt": "p", "dd": "p",
           "center": "p", "address": "p"}  # fmt: skip
READ = TAGS | set(RENAMED) | {"td", "th"}
ATTRIBUTES = {
    "*": {"lang", "dir", "class", "style"},
    "a": {"href"},
    "img": {"src", "alt"},
    "audio": {"src"},
}
A_TAG = re.compile(r"<[/!]?[a-zA-Z][^<>]*>|<!--")
EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")
PARTS = {"ul", "ol", "details"}  # allowed in a list item, not in a line
SPACES = " \n\u00a0"
INLINE = {"strong", "em", "a", "q", "cite", "span"}
WORD_LIST = re.compile(r"MsoList", re.IGNORECASE)
NUMBERED = re.compile(r"\s*(\d+|[a-z])[.)]", re.IGNORECASE)


def arranged(text: str) -> list[Node]:
    """Return `text`, HTML or plain, as a story's elements: blocks at the top, lines within them."""
    text = without_controls(text)
    if not A_TAG.search(text):
        return list(plain_paragraphs(text))
    text = re.sub(r"[ \t]*\t[ \t]*", " ", text)
    rough = nh3.clean(
        text, tags=READ, attributes=ATTRIBUTES, link_rel=None, url_schemes={"http", "https"},
        strip_comments=True,
    )  # fmt: skip
    nodes = _lists_of_words(rewritten(parse(rough).children, _known))
    nodes = _framed(_blocks(rewritten(nodes, _tidied)))
    return nodes[1:] if nodes and isinstance(nodes[0], str) else nodes


def without_controls(text: str) -> str:
    """Return `text` with newlines as line ends, and without other control characters but tabs."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if lines.isprintable():
        return lines
    return "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))


def plain_paragraphs(text: str) -> list[Element]:
    """Return plain text as paragraphs, divided by empty lines; line ends are kept."""
    found = []
    for block in EMPTY_LINES.split(text):
        lines = [" ".join(line.split()) for line in block.strip().split("\n")]
        if any(lines):
            parts: list[Node] = [lines[0]]
            for line in lines[1:]:
                parts += [Element("br"), line]
            found.append(Element("p", {}, parts))
    return found


def _known(element: Element) -> list[Node]:
    """Return the element under the name that stories use, or only its content."""
    style = element.attributes.pop("style", "").replace(" ", "").casefold()
    if element.tag in ("td", "th"):
        return [*element.children, " "]
    if "mso-list:ignore" in style:  # the bullet that a word processor drew itself
        return []
    if element.tag in ("b", "strong") and re.search(r"font-weight:(normal|[1-4]00)", style):
        return element.children
    if element.tag == "span":
        return _emphasised(element, style)
    word = WORD_LIST.search(element.attributes.get("class", "")) if element.tag == "p" else None
    element.tag = RENAMED.get(element.tag, element.tag)
    if word and "mso-list:" in style:
        element.tag = "word-list"
    if "Mso" in element.attributes.get("class", ""):
        element.attributes.pop("lang", None)
    return [element]


def _emphasised(span: Element, style: str) -> list[Node]:
    """Return the words of a span, with our own elements for what its style meant."""
    nodes = span.children
    if re.search(r"font-weight:(bold|[6-9]00)", style):
        nodes = [Element("strong", {}, nodes)]
    if "font-style:italic" in style:
        nodes = [Element("em", {}, nodes)]
    is_language = not style and {"lang", "dir"} & set(span.attributes)
    return [span] if "credit" in span.classes() or is_language else nodes


def _lists_of_words(nodes: list[Node]) -> list[Node]:
    """Return a word processor's paragraphs that only look like a list as a list."""
    result: list[Node] = []
    for is_list, row in groupby(nodes, _is_list_item):
        group = list(row)
        items = [n for n in group if isinstance(n, Element)]
        if not is_list or not items:
            result += group
            continue
        numbers = all(NUMBERED.match(item.text()) for item in items)
        result.append(
            Element("ol" if numbers else "ul", {}, [Element("li", {}, i.children) for i in items])
        )
    return result


def _is_list_item(node: Node) -> bool:
    return isinstance(node, Element) and node.tag == "word-list"


def _tidied(element: Element) -> list[Node]:
    """Return the element if it is allowed in its place and not empty."""
    tag, children = element.tag, element.children
    if tag in ("figure", "img", "audio"):
        return [element]
    if tag in ("picture", "details", "summary", "source"):
        return children
    if tag == "word-list":
        element.tag = "p"
    if tag in INLINE and any(map(_stands_alone, children)):
        return children  # an inline element around whole paragraphs
    if tag == "a" and not _leads_somewhere(element):
        return children
    if tag in ("li", "blockquote"):
        element.children = _without_lone_paragraph(_trimmed(children))
    if tag in ("p", "h2", "h3") and any(map(_stands_alone, children)):
        return _blocks(children)
    if not _says_something(element) and tag not in ("br", "figcaption", "source"):
        return [" "] if tag in INLINE and element.text() else []
    return [element]


def _leads_somewhere(link: Element) -> bool:
    link.attributes["href"] = link.attributes.get("href", "").strip()
    return ADDRESS.fullmatch(link.attributes["href"]) is not None


def _says_something(element: Element) -> bool:
    return bool(element.text().strip()) or element.first("img", "audio", "figure") is not None


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Return `nodes` without white space at either end."""
    nodes = list(nodes)
    while nodes and isinstance(nodes[0], str):
        nodes[0] = nodes[0].lstrip(SPACES)
        if nodes[0]:
            break
        del nodes[0]
    while nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip(SPACES)
        if nodes[-1]:
            break
        del nodes[-1]
    return nodes


def _without_lone_paragraph(nodes: list[Node]) -> list[Node]:
    """Remove the paragraph that the editor puts around the words of each item and quotation."""
    paragraphs = [n for n in nodes if isinstance(n, Element) and n.tag == "p"]
    others = [n for n in nodes if not (isinstance(n, Element) and n.tag in ("p", *PARTS))]
    if len(paragraphs) != 1 or any(not isinstance(n, str) or n.strip() for n in others):
        return nodes
    result: list[Node] = []
    for node in nodes:
        result += node.children if node is paragraphs[0] else [node]
    return result


def _blocks(nodes: list[Node]) -> list[Node]:
    """Return `nodes` with paragraphs around everything between the blocks."""
    result: list[Node] = []
    for is_block, row in groupby(nodes, _stands_alone):
        group = list(row)
        result += group if is_block else _paragraphs(group)
    return result


def _framed(nodes: list[Node]) -> list[Node]:
    """Return `nodes` with each picture and clip in a figure."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, Element) and node.tag in ("img", "audio"):
            kind = "picture" if node.tag == "img" else "clip"
            node = Element("figure", {"class": kind}, [node])
        elif isinstance(node, Element) and node.tag != "figure":
            node.children = _framed(node.children)
        result.append(node)
    return result


def _stands_alone(node: Node) -> bool:
    return isinstance(node, Element) and (node.is_block() or node.tag in ("img", "audio"))


def _paragraphs(line: list[Node]) -> list[Node]:
    """Return loose text in paragraphs, split at empty lines; keep white space between blocks."""
    if not any(isinstance(n, Element) or n.strip() for n in line):
        return line
    result, part = [], Element("p")
    for node in line:
        first, *others = EMPTY_LINES.split(node) if isinstance(node, str) else [node]
        part.children.append(first)
        for other in others:
            result.append(part)
            part = Element("p", {}, [other])
    paragraphs = [*result, part]
    for paragraph in paragraphs:
        paragraph.children = _trimmed(paragraph.children)
    return [p for p in paragraphs if _says_something(p)]
