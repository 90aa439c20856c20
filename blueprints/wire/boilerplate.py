"""Sentences that publishing software puts round a text: footers, and links to read more."""

import re

from blueprints.editor.markup import Element, Node, rewritten
from blueprints.wire.addresses import canonical, host_of, is_home

SUBJECT = "|".join((
    r"th(?:e|is) (?:post|article|entry|story|content)",
    r"(?:der|dieser) (?:beitrag|artikel)",
    r"(?:la|esta) (?:entrada|publicación|noticia)|(?:el|este) (?:artículo|post|cargo)",
    r"(?:o|este) (?:post|conteúdo|artigo)|a (?:publicação|notícia|matéria)",
    r"(?:l|cet) ?[’'‘]?article|le (?:billet|post)",
))  # fmt: skip
VERB = "|".join((
    r"(?:first appeared|appeared first) (?:on|in|at)",
    r"was (?:first |originally )?published(?: first)? (?:on|in|at|by)",
    r"erschien (?:zuerst|als erstes|ursprünglich|zunächst) (?:auf|bei|in)",
    r"(?:ist|wurde) (?:zuerst |ursprünglich )?(?:auf|bei) .{0,200} (?:erschienen|veröffentlicht)",
    r"(?:se publicó|se ha publicado|apareció|aparece|fue publicad[oa])"
    r" (?:primero|por primera vez|originalmente) (?:en|por)",
    r"(?:apareceu|aparece|surgiu|foi publicad[oa]|veio) (?:primeiro|originalmente)"
    r" (?:em|no|na|por)",
    r"(?:est apparu|est paru|a été publié|apparaît)e? (?:en premier|d[’']abord|initialement)"
    r" (?:sur|dans)",
))  # fmt: skip
FOOTER = re.compile(
    rf"(?:{SUBJECT})\b.{{0,400}}?\b(?:{VERB})\b.{{0,200}}\Z", re.IGNORECASE | re.DOTALL
)
LEAD = re.compile(
    r"\W*(?:read (?:more|also|next|on)|see also|related|more|continue reading|keep reading"
    r"|weiterlesen|mehr (?:dazu|lesen|zum thema)|lesen sie (?:auch|mehr)|lies auch|leer más"
    r"|lee también|lea también|seguir leyendo|sigue leyendo|leia (?:mais|também)|saiba mais"
    r"|continue lendo|continuar lendo|lire (?:la suite|aussi|plus)|à lire aussi|en savoir plus)\b",
    re.IGNORECASE,
)
LONGEST_FOOTER = 600  # letters
BETWEEN = 60  # letters beside the two links of a footer in a language that is not known
Links = list[dict[str, str]]


def without_footer(nodes: list[Node], address: str) -> tuple[list[Node], bool]:
    """Return `nodes` without the footer at their very end, and True if there was one.

    It is known by its words in five languages, or as a line that is little more than a link to
    the entry's own `address` and one to its site.
    """
    last = _last(nodes)
    if last is None:
        return nodes, False
    if last.tag == "p" and _without_last_line(last, address):
        return nodes, True
    inner = _last(last.children) if last.tag in ("blockquote", "ul", "ol", "details") else None
    if _is_footer(inner or last, address):
        if inner is not None and len(last.text().split()) > len(inner.text().split()):
            last.children = [child for child in last.children if child is not inner]
            return nodes, True
        return [node for node in nodes if node is not last], True
    return nodes, False


def _is_footer(block: Element, address: str) -> bool:
    text = " ".join(block.text().split())
    return len(text) <= LONGEST_FOOTER and bool(FOOTER.match(text) or _links_back(block, address))


def _last(nodes: list[Node]) -> Element | None:
    elements = [node for node in nodes if isinstance(node, Element)]
    return elements[-1] if elements else None


def _links_back(block: Element, address: str) -> bool:
    links = list(block.all("a"))
    if len(links) != 2 or block.first("img") or not address:
        return False
    entry, site = (link.attributes.get("href", "") for link in links)
    is_back = canonical(entry) == canonical(address) and is_home(site)
    said = len(block.text()) - sum(len(link.text()) for link in links)
    return is_back and host_of(site) == host_of(entry) and said <= BETWEEN


def _without_last_line(block: Element, address: str) -> bool:
    """Remove a footer that is the last line of a paragraph; return True if it was there."""
    breaks = [n for n, c in enumerate(block.children) if isinstance(c, Element) and c.tag == "br"]
    for place in breaks[-1:]:
        if _is_footer(Element("", {}, block.children[place:]), address):
            block.children = block.children[:place]
            return True
    return False


def without_read_more(nodes: list[Node], address: str) -> tuple[list[Node], Links]:
    """Return `nodes` without links to other articles, and those as {"title", "url"}.

    A link to the entry's own `address` is not among them: the attribution has it.
    """
    found: Links = []
    last = _last(nodes)
    if last is not None and last.tag == "p":
        _take_trailing(last, found)
    kept = rewritten(nodes, lambda element: _taken(element, found))
    others: dict[str, dict[str, str]] = {}
    for one in found:
        others.setdefault(canonical(one["url"]), one)
    others.pop(canonical(address), None)
    return kept, list(others.values())


def _taken(element: Element, found: Links) -> list[Node]:
    if element.tag in ("ul", "ol") and not element.text().strip():
        return []
    if element.tag not in ("p", "li", "h3", "blockquote") or not LEAD.match(element.text()):
        return [element]
    links = list(element.all("a"))
    said = LEAD.sub("", element.text(), count=1)
    for link in links:
        said = said.replace(LEAD.sub("", link.text(), count=1).strip(), "", 1)
    if not links or re.search(r"\w", said) or element.first("img"):
        return [element]
    found += [_named(link) for link in links]
    return []


def _take_trailing(block: Element, found: Links) -> None:
    """Take "Continue reading" from the end of the last paragraph."""
    children = list(block.children)
    while children and isinstance(children[-1], str) and not re.search(r"\w", children[-1]):
        children.pop()
    link = children[-1] if children else None
    if not isinstance(link, Element) or link.tag != "a" or len(children) < 2:
        return
    if LEAD.match(link.text()) and len(link.text()) < 80:
        found.append(_named(link))
        block.children = children[:-1]


def _named(link: Element) -> dict[str, str]:
    address = link.attributes.get("href", "")
    title = " ".join(LEAD.sub("", link.text(), count=1).split()).lstrip(":–—→ ").strip()
    has_title = re.search(r"\w", title) is not None
    return {"title": title[:300] if has_title else host_of(address), "url": address}
