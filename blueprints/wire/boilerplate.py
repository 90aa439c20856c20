"""Sentences that publishing software puts round a text: footers, and links to read more."""

import re
from collections.abc import Iterator

from blueprints.core.text import folded
from blueprints.editor.markup import Element, Node, rewritten
from blueprints.wire.addresses import canonical, host_of

SUBJECT = "|".join((
    r"th(?:e|is) (?:post|article|entry|story|content|piece|column|review|interview)",
    r"(?:der|dieser) (?:beitrag|artikel)",
    r"(?:la|esta) (?:entrada|publicación|noticia)|(?:el|este) (?:artículo|post|cargo)",
    r"(?:o|este) (?:post|conteúdo|artigo)|a (?:publicação|notícia|matéria)",
    r"(?:l|cet) ?[’'‘]?article|le (?:billet|post)",
    r"l ?[’'‘]articolo|questo articolo|il post|het (?:bericht|artikel)|dit (?:bericht|artikel)",
    r"indlægget|innlegget|inlägget|artikeln|(?:ten )?(?:artykuł|wpis|post)",
))  # fmt: skip
VERB = "|".join((
    r"(?:(?:first|originally) appeared|appeared (?:first|originally)) (?:on|in|at)(?! \d)",
    r"(?:was (?:first |originally )?|(?:first|originally) )(?:published|posted)(?: first)?"
    r" (?:(?:on|in|at|by)(?! \d)|here)",
    r"erschien (?:zuerst|als erstes|ursprünglich|zunächst) (?:auf|bei|in)(?! \d)",
    r"(?:ist|wurde) (?:zuerst |ursprünglich )?(?:auf|bei) .{0,200} (?:erschienen|veröffentlicht)",
    r"wurde (?:zuerst |ursprünglich )?veröffentlicht (?:auf|bei|von)",
    r"(?:se publicó|se ha publicado|apareció|aparece|fue publicad[oa])"
    r" (?:primero|por primera vez|originalmente) (?:en|por)(?! \d)",
    r"(?:apareceu|aparece|surgiu|foi publicad[oa]|veio) (?:primeiro|originalmente)"
    r" (?:em|no|na|por)(?! \d)",
    r"(?:est apparu|est paru|a été publié|apparaît)e? (?:en premier|d[’']abord|initialement)"
    r" (?:sur|dans)",
    r"proviene da|(?:sembra essere|è) (?:il primo|apparso per primo) su",
    r"verscheen (?:het )?eerst op|blev først udgivet på",
    r"(?:dukket først opp|ble først publisert) på",
    r"(?:dök först upp|publicerades först) på|pochodzi z serwisu|pojawił się najpierw w",
))  # fmt: skip
FOOTER = re.compile(
    rf"(?:{SUBJECT})\b.{{0,400}}?\b(?:{VERB})\b.{{0,200}}\Z", re.IGNORECASE | re.DOTALL
)
SAID_FIRST = re.compile(rf"\b(?:{VERB})\b", re.IGNORECASE)
THIS = re.compile(r"(?:this|dieser|est[ae]|cet|questo|dit|ten)\b", re.IGNORECASE)
LEAD = re.compile(
    r"\W*(?:read (?:more(?: about)?|also|next|on)|see also|related|more|continue reading"
    r"|keep reading|weiterlesen|mehr (?:dazu|lesen|zum thema)|lesen sie (?:auch|mehr)|lies auch"
    r"|leer más|lee también|lea también|seguir leyendo|sigue leyendo|leia (?:mais|também)"
    r"|saiba mais|continue lendo|continuar lendo|lire (?:la suite|aussi|plus)|à lire aussi"
    r"|en savoir plus)\b",
    re.IGNORECASE,
)
HEADING = re.compile(
    rf"(?:{LEAD.pattern}|you (?:may|might) also (?:like|enjoy)|recommended)"
    r"(?: (?:posts?|articles?|stor(?:y|ies)|news|links|reading|coverage|beiträge|artikel|artículos"
    r"|entradas|noticias|artigos|notícias))?\W*",
    re.IGNORECASE,
)
NESTS = ("blockquote", "ul", "ol", "details")
LONGEST_FOOTER, MOST_NODES = 600, 40  # letters; pieces of text, links and line ends
BETWEEN = 60  # letters beside the two links of a footer in a language that is not known
BESIDE = 150  # letters beside the links of one that has the words, but another beginning
ENDS = tuple('.!?…]»”"')
SENTENCE = re.compile(rf"(?<=[{re.escape(''.join(ENDS))}])\s+")
Links = list[dict[str, str]]


def without_footer(nodes: list[Node], address: str, headline: str = "") -> tuple[list[Node], bool]:
    """Return `nodes` without the footer at their very end, and True if there was one.

    It is known by its words and by naming the entry (its `headline`, `address` or site), or as
    little more than a link to the entry and one to its site, in whatever language.
    """
    last = _last(nodes)
    inner = last and _last(last.children) if last and last.tag in NESTS else None
    block = inner or last
    if last is None or block is None or not _cut(block, address, headline):
        return nodes, False
    if not block.text().strip():
        last.children = [child for child in last.children if child is not block]
    has_words = last.text().strip() or last.first("img")
    return nodes if has_words else [node for node in nodes if node is not last], True


def _last(nodes: list[Node]) -> Element | None:
    elements = [node for node in nodes if isinstance(node, Element)]
    return elements[-1] if elements else None


def _cut(block: Element, address: str, headline: str) -> bool:
    """Remove the footer with which `block` ends, if one of its sentences begins it."""
    for place, kept, rest in _beginnings(block.children):
        if _is_footer(Element("", {}, rest), address, headline):
            block.children = [*block.children[:place], *([kept] if kept else [])]
            while block.children and _is_break(block.children[-1]):
                block.children.pop()
            if block.children and isinstance(block.children[-1], str):
                block.children[-1] = block.children[-1].rstrip()
            return True
    return False


def _beginnings(nodes: list[Node]) -> Iterator[tuple[int, str, list[Node]]]:
    """Yield each sentence's place, what comes before it in its node, and all from it on.

    The last one comes first; what is longer than a footer is left out.
    """
    length = 0
    for place in range(len(nodes) - 1, max(-1, len(nodes) - 1 - MOST_NODES), -1):
        node, after = nodes[place], nodes[place + 1 :]
        if isinstance(node, str):
            start = max(0, len(node) - LONGEST_FOOTER)
            for gap in reversed(list(SENTENCE.finditer(node, start))):
                yield place, node[: gap.start()], [node[gap.end() :], *after]
        length += len(node if isinstance(node, str) else node.text())
        if length > LONGEST_FOOTER:
            return
        if not place or _is_end(nodes[place - 1]):
            yield place, "", [node, *after]


def _is_end(node: Node) -> bool:
    """Return True if a sentence, or a line, ends with `node`."""
    words = node.rstrip() if isinstance(node, str) else ""
    return words.endswith(ENDS) if words else _is_break(node)


def _is_break(node: Node) -> bool:
    return not node.strip() if isinstance(node, str) else node.tag == "br"


def _is_footer(block: Element, address: str, headline: str) -> bool:
    text = " ".join(block.text().split())
    if not text or len(text) > LONGEST_FOOTER or block.first("img"):
        return False
    links = [link.attributes.get("href", "") for link in block.all("a")]
    beside = len(text) - sum(len(link.text()) for link in block.all("a"))
    if address and links and canonical(links[0]) == canonical(address):
        is_back = len(links) == 2 and _is_above(links[1], address) and beside <= BETWEEN
        if is_back or (SAID_FIRST.search(text) and beside <= BESIDE):
            return True
    names = folded(headline) and folded(headline) in folded(text)
    hosts = {canonical(link).split("/")[0] for link in links}
    is_known = names or canonical(address).split("/")[0] in hosts or THIS.match(text)
    return bool(is_known and FOOTER.match(text))


def _is_above(site: str, address: str) -> bool:
    """Return True if `site` is the site of `address`, or a part of it that holds the page."""
    return canonical(address) != canonical(site) and canonical(address).startswith(
        f"{canonical(site)}/"
    )


def without_read_more(nodes: list[Node], address: str) -> tuple[list[Node], Links]:
    """Return `nodes` without links to other articles, and those as {"title", "url"}.

    A link to the entry's own `address` is not among them: the attribution has it.
    """
    found: Links = []
    kept = _without_headed_lists(rewritten(nodes, lambda one: _taken(one, found)), found)
    last = _last(kept)
    if last is not None and last.tag == "p":
        _take_trailing(last, found)
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
    titles = []
    for link in links:
        title = link.text() if link.text() in said else LEAD.sub("", link.text(), count=1)
        said = said.replace(title.strip(), "", 1)
        titles.append(title)
    if not links or re.search(r"\w", said) or element.first("img"):
        return [element]
    found += map(_named, links, titles)
    return []


def _without_headed_lists(nodes: list[Node], found: Links) -> list[Node]:
    """Return `nodes` without lists of links below a line that says no more than "Read more"."""
    kept: list[Node] = []
    for node in nodes:
        heading = _last(kept)
        links = _only_links(node) if isinstance(node, Element) else []
        if links and heading and not heading.first("a") and HEADING.fullmatch(heading.text()):
            found += [_named(link, link.text()) for link in links]
            kept = kept[: kept.index(heading)]
        else:
            kept.append(node)
    return kept


def _only_links(block: Element) -> list[Element]:
    """Return the links of a list whose items are nothing but one; [] for anything else."""
    items = [item for item in block.children if isinstance(item, Element)]
    links = [link for item in items for link in item.all("a")]
    is_bare = _letters(block.text()) == _letters("".join(link.text() for link in links))
    return links if block.tag in ("ul", "ol") and len(links) == len(items) and is_bare else []


def _letters(text: str) -> str:
    return "".join(text.split())


def _take_trailing(block: Element, found: Links) -> None:
    """Take "Continue reading" from the end of the last paragraph."""
    children = list(block.children)
    while children and isinstance(children[-1], str) and not re.search(r"\w", children[-1]):
        children.pop()
    link = children[-1] if children else None
    if not isinstance(link, Element) or link.tag != "a" or len(children) < 2:
        return
    if LEAD.match(link.text()) and len(link.text()) < 80:
        found.append(_named(link, LEAD.sub("", link.text(), count=1)))
        block.children = children[:-1]


def _named(link: Element, title: str) -> dict[str, str]:
    address = link.attributes.get("href", "")
    title = " ".join(title.split()).lstrip(":–—→ ").strip()
    has_title = re.search(r"\w", title) is not None
    return {"title": title[:300] if has_title else host_of(address), "url": address}
