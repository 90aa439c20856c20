"""Bytes of a feed as text, and its newest whole entries, before any parser reads it.

A parser takes seconds for what is long and forgives what is broken by guessing, so both are
settled here by one pass of a regular expression.
"""

import codecs
import re
from dataclasses import dataclass

from blueprints.wire.feed import FeedError
from blueprints.wire.feed_dates import moment_of

MOST_ENTRIES, MOST_TAGS = 500, 20  # tags of each entry
LONGEST_ENTRY, LONGEST_HEAD = 400_000, 100_000  # letters
MOST_MARKS, MOST_MARKS_IN_ALL = 40_000, 300_000  # < and &: each costs a parser some microseconds
MARKS = ((codecs.BOM_UTF8, "utf-8"),
         (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
         (b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))  # fmt: skip
DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""")
CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,500}\?>")
NOT_CHARSETS = {"punycode", "idna", "unicode-escape", "raw-unicode-escape", "undefined"}  # Python's
DOCTYPE = re.compile(r"[^\[<>]*(?:\[[^\]]*\]\s*)?>")
ASIDE = r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
ROOT = re.compile(
    rf"{ASIDE}|<\?.*?(?:\?>|\Z)|<!|<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)", re.DOTALL
)
BORDER = re.compile(
    rf"{ASIDE}|<(/?)((?:[A-Za-z_][\w.-]*:)?(?:item|entry))(?=[\s/>])[^<>]*?(/?)>", re.DOTALL
)
DATE = re.compile(
    r"<(?:\w+:)?(pubDate|published|updated|date|issued|modified)\b[^<>]*>([^<]{4,80})<"
)
HTML = re.compile(
    r"\s*+(?:(?><!--.*?-->)\s*+)*+(?:<!doctype\s+html|<html|<head|<body)", re.I | re.DOTALL
)


@dataclass(frozen=True)
class Trimmed:
    """A feed's text with only its newest whole entries; how many there were; remarks (codes)."""

    text: str
    total: int
    remarks: tuple[str, ...]


def decoded(body: bytes, content_type: str) -> tuple[str, tuple[str, ...]]:
    """Return `body` as text, and remarks (codes): what is valid UTF-8 is taken for it.

    Otherwise the charset is that of its declaration, of `content_type`, or Windows-1252.
    """
    for mark, name in MARKS:
        if body.startswith(mark):
            return body.decode(name, "replace").lstrip("\ufeff"), ()
    inside, outside = DECLARED.search(body[:1000]), CHARSET.search(content_type)
    given = [inside[1].decode()] if inside else []
    given += [outside[1]] if outside else []
    named = [name for name in given if _codec(name) not in NOT_CHARSETS]
    if b"\0" not in body[:1000]:  # what says UTF-16 in single bytes is something else
        named = [name for name in named if not _codec(name).startswith(("utf-16", "utf-32"))]
    tried = [*named, "utf-8"] if body.isascii() else ["utf-8", *named]
    for name in tried:
        try:
            text = body.decode(name)
        except (LookupError, ValueError):
            continue
        is_named = not named or _codec(name) == _codec(named[0]) or body.isascii()
        return text, () if is_named else ("charset",)
    return body.decode("windows-1252", "replace"), ("charset",)


def _codec(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name


def trimmed(text: str) -> Trimmed:
    """Return an XML feed without declaration and DOCTYPE, and with at most MOST_ENTRIES entries.

    Raises FeedError: html, empty, dtd, unknown, unreadable.
    """
    text = DECLARATION.sub("", text, count=1).replace("\0", "").strip()
    if not text:
        raise FeedError("empty")
    if HTML.match(text):
        raise FeedError("html")
    first = BORDER.search(text)
    head_end = first.start() if first else len(text)
    if "<!DOCTYPE" in text and "<!ENTITY" in text:  # wherever: what is a comment can be disguised
        raise FeedError("dtd")
    if head_end > LONGEST_HEAD:
        raise FeedError("unreadable")
    text = _without_doctype(text[:head_end]) + text[head_end:]
    prefix, root = _root(text)
    return _with_newest(text, f"{prefix}{root}")


def _without_doctype(head: str) -> str:
    """Return `head` without its DOCTYPE; only the first one is looked at, as there is only one."""
    before, name, after = head.partition("<!DOCTYPE")
    end = DOCTYPE.match(after) if name else None
    return before + after[end.end() :] if end else head


def _root(text: str) -> tuple[str, str]:
    """Return prefix and name of the root. Raises FeedError."""
    for found in ROOT.finditer(text):
        if found[2]:
            if found[2].lower() not in ("rss", "rdf", "feed", "channel"):
                raise FeedError("html" if found[2].lower() in ("div", "p", "meta") else "unknown")
            return found[1] or "", found[2]
    raise FeedError("unknown")


def _with_newest(text: str, root: str) -> Trimmed:
    whole, is_open = _whole_entries(text)
    end = text.rfind(f"</{root}>", whole[-1][1] if whole else 0)
    is_cut = is_open or end < 0
    text = text if is_cut else text[: end + len(f"</{root}>")]  # caches leave comments behind it
    if not whole:
        if is_cut and not re.search(rf"<{root}[^<>]*/>\Z", text):
            raise FeedError("unreadable")
        return Trimmed(text, 0, ())
    head, tail = text[: whole[0][0]], text[whole[-1][1] :]
    if is_cut:
        is_inside = "<channel" in head and "</channel>" not in head
        tail = f"</channel></{root}>" if is_inside else f"</{root}>"
    kept = [entry for start, end in whole if not _is_too_long(entry := text[start:end])]
    found = {"half": is_cut, "long": len(kept) < len(whole), "many": len(kept) > MOST_ENTRIES}
    kept = _newest(kept) if found["many"] else kept
    if sum(map(_marks, kept)) > MOST_MARKS_IN_ALL:
        raise FeedError("costly")
    remarks = tuple(code for code, is_so in found.items() if is_so)
    return Trimmed("\n".join([head, *kept, tail]), len(whole), remarks)


def _is_too_long(entry: str) -> bool:
    return len(entry) > LONGEST_ENTRY or _marks(entry) > MOST_MARKS


def _marks(text: str) -> int:
    return text.count("<") + text.count("&")


def _whole_entries(text: str) -> tuple[list[tuple[int, int]], bool]:
    """Return where each entry begins and ends; and True if the last one does not end."""
    found: list[tuple[int, int]] = []
    name, start, depth = "", 0, 0
    for border in BORDER.finditer(text):
        if not border[2] or (name and border[2] != name):
            continue
        name = border[2]
        if border[1]:
            depth -= 1
            if depth == 0:
                found.append((start, border.end()))
            depth = max(depth, 0)
        elif not border[3]:
            start = start if depth else border.start()
            depth += 1
    return found, depth > 0


def _newest(entries: list[str]) -> list[str]:
    """Return the MOST_ENTRIES newest; the first ones if fewer than half tell when they are of."""
    dated = [(moment_of(found[2]), n) for n, e in enumerate(entries) if (found := DATE.search(e))]
    known = [(moment, -n) for moment, n in dated if moment]
    if len(known) * 2 < len(entries):
        return entries[:MOST_ENTRIES]
    newest = sorted(-n for _, n in sorted(known, reverse=True)[:MOST_ENTRIES])
    return [entries[n] for n in newest]
