"""Comparison of two revisions of a story, field by field and word by word."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from blueprints.editor.markup import Element, Node, parse

WORDS = re.compile(r"\s+|\w+|[^\w\s]")
MOST_WORDS = 3000
BETWEEN = {"tags": ", ", "artists": "\n"}  # names without an order
MARKS = {"h2": "## ", "h3": "### ", "li": "• ", "blockquote": "> "}
Change = tuple[str, str, str]  # the kind (equal, insert, delete), and the words


@dataclass(frozen=True)
class Difference:
    """A field in two revisions; `changed` is both in one, with <del> and <ins>."""

    name: str
    label: str
    before: str
    after: str
    changed: Markup

    @property
    def differs(self) -> bool:
        """Return True if the two are different."""
        return self.before != self.after


def compared(
    before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, Any]
) -> list[Difference]:
    """Return the fields of two revisions that are not empty in both, in the form's order."""
    found = []
    for name, label in labels.items():
        if name in before and name in after:
            old, new = (_readable(name, fields[name]) for fields in (before, after))
            if old or new:
                found.append(Difference(name, str(label), old, new, changes(old, new)))
    return found


def _readable(name: str, value: Any) -> str:
    """Return a field's value as text, however it is stored."""
    if name == "body":
        return readable_body(value or "")
    if isinstance(value, bool):
        return _("yes") if value else ""
    if name in BETWEEN:
        names = value if isinstance(value, list) else (value or "").split(BETWEEN[name].strip(" "))
        return BETWEEN[name].join(sorted(filter(None, map(str.strip, names)), key=str.casefold))
    if isinstance(value, list):
        lines = [" | ".join(item.values()) if isinstance(item, dict) else str(item)
                 for item in value]  # fmt: skip
        return ("\n" if any(isinstance(item, dict) for item in value) else ", ").join(lines)
    return str(value or "").replace("\r\n", "\n").strip()


def readable_body(html: str) -> str:
    """Return the words of a text, one block a line, with marks for pictures, clips and links."""
    lines = (" ".join(line.split()) for line in _lines(parse(html).children))
    return "\n".join(line for line in lines if line)


def _lines(nodes: list[Node]) -> Iterator[str]:
    line = ""
    for node in nodes:
        if isinstance(node, Element) and (node.is_block() or node.tag in ("img", "audio")):
            yield line
            line = ""
            yield from _lines_of(node)
        else:
            line += node if isinstance(node, str) else _inline(node)
    yield line


def _lines_of(element: Element) -> Iterator[str]:
    if element.tag == "img":
        yield f"[{_('Picture')}: {element.attributes.get('alt', '')}]"
        return
    if element.tag == "audio":
        yield f"[{_('Clip')}]"
        return
    mark = MARKS.get(element.tag, "")
    for line in _lines(element.children):
        if line.strip():
            yield mark + line.strip()


def _inline(element: Element) -> str:
    words = "".join(c if isinstance(c, str) else _inline(c) for c in element.children)
    if element.tag == "br":
        return " / "
    if element.tag == "a":
        return f"{words} ({element.attributes.get('href', '')})"
    return {"strong": "**{}**", "em": "*{}*"}.get(element.tag, "{}").format(words)


def changes(before: str, after: str) -> Markup:
    """Return `after` with deletions in <del> and insertions in <ins>."""
    lines = _steps(before.splitlines(True), after.splitlines(True), autojunk=True)
    result = Markup()
    for kind, old, new in lines:
        if kind == "equal":
            result += new
            continue
        olds, news = WORDS.findall(old), WORDS.findall(new)
        few = len(olds) + len(news) <= MOST_WORDS
        steps = _steps(olds, news) if few else [("replace", old, new)]
        for inner, out, come in steps:
            result += _marked(inner, out, come)
    return result


def _steps(before: list[str], after: list[str], autojunk: bool = False) -> Iterator[Change]:
    """Yield the steps from one list to the other; with `autojunk` fast for thousands."""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk).get_opcodes():
        yield kind, "".join(before[a:b]), "".join(after[c:d])


def _marked(kind: str, out: str, come: str) -> Markup:
    if kind == "equal":
        return Markup().join([come])
    removed = Markup('<del><span class="sr">[{}] </span>{}</del>').format(_("removed"), out)
    added = Markup('<ins><span class="sr">[{}] </span>{}</ins>').format(_("added"), come)
    return (removed if out else Markup()) + (added if come else Markup())
