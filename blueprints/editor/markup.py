"""HTML as a tree that can be rearranged; its output is sanitised again before it is stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

VOID = {"br", "img", "source"}
BLOCKS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "figure", "figcaption", "details",
          "summary"}  # fmt: skip


@dataclass
class Element:
    """An element, its attributes, and its children: elements and texts."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def classes(self) -> set[str]:
        """Return its classes."""
        return set(self.attributes.get("class", "").split())

    def all(self, *tags: str) -> Iterator["Element"]:
        """Yield each element with one of these tags inside, in the order of the text."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def first(self, *tags: str) -> "Element | None":
        """Return the first element with one of these tags inside, or None."""
        return next(self.all(*tags), None)

    def text(self) -> str:
        """Return the text inside, without markup."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def is_block(self) -> bool:
        """Return True if it is a block, and not part of a line."""
        return self.tag in BLOCKS


Node = Element | str


class _Reader(HTMLParser):
    """A parser that makes a tree of sanitised, and therefore well-formed, HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag in (element.tag for element in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(html: str) -> Element:
    """Return the tree of well-formed `html`, under a root without a name."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


def write(nodes: list[Node]) -> str:
    """Return `nodes` as HTML, in the sanitiser's form; Markup among them is HTML already."""
    return "".join(map(_written, nodes))


def _written(node: Node) -> str:
    if isinstance(node, Markup):
        return str(node)
    if isinstance(node, str):
        return _escaped(node)
    named = "".join(
        f' {name}="{_escaped(value).replace(chr(34), "&quot;")}"'
        for name, value in node.attributes.items()
    )
    end = "" if node.tag in VOID else f"</{node.tag}>"
    return f"<{node.tag}{named}>{write(node.children)}{end}" if node.tag else write(node.children)


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")


def rewritten(nodes: list[Node], change: Callable[[Element], list[Node]]) -> list[Node]:
    """Return `nodes` with each element, inner ones first, replaced by what `change` returns."""
    result: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            result.append(node)
            continue
        node.children = rewritten(node.children, change)
        result += change(node)
    return result
