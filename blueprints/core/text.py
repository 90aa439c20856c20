"""Plain text and HTML from people and machines, made safe to show."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import groupby
from typing import Literal
from urllib.parse import urlsplit

import nh3
from markupsafe import Markup, escape

TAGS = {
    "p", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "strong", "em", "q", "cite",
    "figure", "figcaption", "picture", "source", "img", "span", "audio", "details", "summary",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "blockquote": {"class"},
    "figure": {"class"},
    "span": {"class"},
    "source": {"type", "srcset", "sizes"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"},
    "audio": {"src", "controls", "preload"},
}
CLASSES = {
    "blockquote": {"pull"},
    "figure": {"picture", "decorative", "clip", "link"},
    "span": {"credit"},
}
OWN_PATH = r"/(?![/\\])[^\x00-\x20\\,]*"
ADDRESS = re.compile(rf"(?i:https?://[^\x00-\x20/\\])[^\x00-\x1f]*|{OWN_PATH}")
WEB_ADDRESS = re.compile(r"(?<!\w)https?://\w[^\s<>\"]*", re.IGNORECASE)
EMPTY_LINES = re.compile(r"\n\s*\n")
LINK = Markup('<a href="{0}" rel="ugc nofollow noopener">{0}</a>')
PUNCTUATION = ".,:;!?\"'"
OWN_PICTURES = re.compile(rf"{OWN_PATH}( [0-9.]+[wx])?(, {OWN_PATH}( [0-9.]+[wx])?)*")
MOST_MARKS = 30
GRAPHEME_JOINER = "\u034f"
LATIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ŋ": "ng",
        "ß": "ss",
    }
)
APOSTROPHES = str.maketrans("", "", f"'’ʼ`{GRAPHEME_JOINER}")
LONGEST_SLUG = 120
UNSEEN = re.compile("M.|Z.|C[cfs]")  # categories of Unicode
BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a pattern that are invisible
CLOSED_BY = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


def clean_html(text: str, base: str = "") -> str:
    """Return `text` with only the tags, attributes and schemes that a story may have.

    `base` is put before each path of the site's own, for feeds.
    """
    return _cleaner(base).clean(text)


@lru_cache(maxsize=4)
def _cleaner(base: str) -> nh3.Cleaner:
    """The sanitiser for `base`: making one takes as long as cleaning a story."""

    def kept(_tag: str, attribute: str, value: str) -> str | None:
        if not _is_address_kept(attribute, value):
            return None
        if attribute == "srcset":
            return re.sub(r"(^|, )/", rf"\1{base}/", value)
        return f"{base}{value}" if attribute in ("href", "src") and value[0] == "/" else value

    return nh3.Cleaner(
        tags=TAGS,
        attributes={tag: names - {"class"} for tag, names in ATTRIBUTES.items()},
        attribute_filter=kept,
        allowed_classes=CLASSES,
        url_schemes={"http", "https"},
        link_rel="noopener",
    )


def _is_address_kept(attribute: str, value: str) -> bool:
    """Return False for an address that is neither absolute nor a path of the site's own."""
    form = {"href": ADDRESS, "src": ADDRESS, "srcset": OWN_PICTURES}.get(attribute)
    return form is None or form.fullmatch(value) is not None


def is_own_path(address: str) -> bool:
    """Return True if `address` is a path of the site's own and cannot be taken for another host."""
    return re.fullmatch(OWN_PATH, address) is not None


def composed(text: str, form: Literal["NFC", "NFKC"] = "NFC") -> str:
    """Return `text` in a normal form of Unicode, in linear time.

    Sorting a long row of marks is quadratic, so it is split as UAX 15 has it (Stream-Safe Text).
    """
    if text.isascii():
        return text
    rows = groupby(text, lambda letter: unicodedata.combining(letter) > 0)
    safe = ("".join(_parted(row) if is_mark else row) for is_mark, row in rows)
    return unicodedata.normalize(form, "".join(safe))


def _parted(marks: Iterable[str]) -> Iterator[str]:
    for place, mark in enumerate(marks):
        if place and place % MOST_MARKS == 0:
            yield GRAPHEME_JOINER
        yield mark


def one_line(text: str | None) -> str:
    """Return `text` in one line: NFC, no control characters, single spaces; nothing is cut off."""
    return plain(text or "", 3 * len(text or ""))


def tidy(text: str | None) -> str:
    """Return `text` as typed, NFC, with newlines as line ends and no other control characters."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return composed("".join(kept)).strip()


def paragraphs(text: str) -> Markup:
    """Return plain text as HTML: paragraphs at empty lines, and links made from http addresses."""
    blocks = [block.strip() for block in EMPTY_LINES.split(linked(text))]
    shown = [f"<p>{block}</p>" for block in blocks if block]
    return Markup("".join(shown).replace("\n", "<br>"))  # noqa: S704 - linked() escapes


def linked(text: str) -> str:
    """Return `text` as HTML, in which each absolute http or https address is a link."""
    if "://" not in text:
        return str(escape(text))
    parts, end = [], 0
    for match in WEB_ADDRESS.finditer(text):
        address = _without_punctuation(match[0])
        parts += [escape(text[end : match.start()]), LINK.format(address)]
        end = match.start() + len(address)
    return "".join([*parts, escape(text[end:])])


def _without_punctuation(address: str) -> str:
    """Return an address in a sentence without the sentence's own full stop or bracket."""
    spare, end = address.count(")") - address.count("("), len(address)
    while address[end - 1] in PUNCTUATION or (address[end - 1] == ")" and spare > 0):
        spare -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def excerpt(text: str, limit: int = 140) -> str:
    """Return the beginning of `text` in one line, cut between words, with an ellipsis where cut."""
    line = plain(text, 3 * len(text))
    if len(line) <= limit:
        return line
    return f"{line[:limit].rsplit(' ', 1)[0].rstrip(',;:.')} …"


def plain(text: str, limit: int = 300) -> str:
    """Return `text` in one line: NFC, no control characters, single spaces, at most `limit` long.

    It is "" when nothing of it is visible; marks of direction that nothing closes are removed.
    """
    start = text[: limit * 8]
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in start)
    line = _without_open_direction(" ".join(composed(shown).split())[:limit].rstrip())
    return line if has_visible(line) else ""


def has_visible(text: str) -> bool:
    """Return True if `text` has more than marks, spaces and format characters."""
    return any(not UNSEEN.fullmatch(unicodedata.category(c)) and c not in BLANKS for c in text)


def _without_open_direction(text: str) -> str:
    """Return `text` without marks of direction if one of them is never closed (Unicode UAX 9)."""
    if text.isascii():
        return text
    waiting = []
    for letter in text:
        if letter in CLOSED_BY:
            waiting.append(CLOSED_BY[letter])
        elif waiting and letter == waiting[-1]:
            waiting.pop()
    return text.translate(DIRECTIONS) if waiting else text


def slug_of(text: str, most: int = LONGEST_SLUG) -> str:
    """Return `text` as a slug: lower-case letters and digits of any script, hyphens between.

    Latin letters lose their marks ("Übermut" → "ubermut"), other scripts keep theirs. It is cut
    between words at `most` characters; "" when there is no letter and no digit.
    """
    letters = composed(text[: most * 8], "NFKC").lower().translate(LATIN)
    words = re.sub("(?<=[a-z])[\u0300-\u036f]+", "", "".join(map(_slug_letter, letters))).split()
    while len(slug := "-".join(words)) > most and len(words) > 1:
        words.pop()
    return slug[:most]


def _slug_letter(letter: str) -> str:
    plainly = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    if plainly.isalnum():
        return plainly
    if letter in "'’":
        return ""
    is_kept = unicodedata.category(letter)[0] in "LN" or unicodedata.combining(letter)
    return letter if is_kept or unicodedata.category(letter) in ("Mc", "Mn") else " "


def is_web_address(address: str) -> bool:
    """Return True if `address` is absolute, http or https, and unambiguous."""
    if re.search(r"[\s\"'<>\\^`{|}]", address):
        return False
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return False
    has_host = re.fullmatch(r"[\w.-]+", parts.hostname or "") is not None
    return parts.scheme in ("http", "https") and has_host and "@" not in parts.netloc


def csv_cell(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula: an apostrophe comes first."""
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) else text


def words_of(html: str) -> str:
    """Return the text of `html`, without markup, in one line: for searching."""
    return one_line(unescape(nh3.clean(html.replace("<", " <"), tags=set())))


def same_name(name: str) -> str:
    """Return the key that spellings of one name share: NFKC, casefolded, single spaces."""
    return " ".join(composed(name, "NFKC").casefold().split())


def direction(language: str) -> str:
    """Return "rtl" for a language written from right to left, else "ltr"."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


def folded(text: str) -> str:
    """Return `text` for searching: without case, accents and apostrophes, in single spaces."""
    letters = unicodedata.normalize("NFKD", composed(text, "NFKC").casefold()).casefold()
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.translate(LATIN).translate(APOSTROPHES).split())
