"""Text from people and machines, made safe and fit to be shown."""

import re
import unicodedata

import nh3

TAGS = {
    "p", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "strong", "em", "q", "cite",
    "figure", "figcaption", "picture", "source", "img", "span",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href"},
    "blockquote": {"class"},
    "figure": {"class"},
    "span": {"class"},
    "source": {"type", "srcset", "sizes"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading"},
}
CLASSES = {"blockquote": {"pull"}, "figure": {"picture"}, "span": {"credit"}}
OWN_PATH = r"/(?![/\\])[^\x00-\x20\\,]*"
ADDRESS = re.compile(rf"(?i:https?://[^\x00-\x20/\\])[^\x00-\x1f]*|{OWN_PATH}")
OWN_PICTURES = re.compile(rf"{OWN_PATH}( [0-9.]+[wx])?(, {OWN_PATH}( [0-9.]+[wx])?)*")
RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


def clean_html(text: str) -> str:
    """`text` with nothing left but the tags, attributes and schemes that a story may have."""
    attributes = {tag: names - {"class"} for tag, names in ATTRIBUTES.items()}
    return nh3.clean(
        text,
        tags=TAGS,
        attributes=attributes,
        attribute_filter=_address_kept,
        allowed_classes=CLASSES,
        url_schemes={"http", "https"},
        link_rel="noopener",
    )


def _address_kept(_tag: str, attribute: str, value: str) -> str | None:
    """`value` unless it is an address neither absolute nor a path of the site's own."""
    form = {"href": ADDRESS, "src": ADDRESS, "srcset": OWN_PICTURES}.get(attribute)
    return value if form is None or form.fullmatch(value) else None


def plain(text: str, limit: int = 300) -> str:
    """One line of text: NFC, no control characters, single spaces, cut at `limit` characters."""
    start = text[: limit * 8]
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in start)
    return " ".join(unicodedata.normalize("NFC", shown).split())[:limit].rstrip()


def direction(language: str) -> str:
    """ "rtl" for a language written from right to left, else "ltr"."""
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
