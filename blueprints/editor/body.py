"""The text of a story or page: as it is edited, and as it is stored and served.

While it is edited, a picture is `<figure class="picture"><img src alt><figcaption>Caption <span
class="credit">Credit</span></figcaption></figure>` ("picture decorative" with an empty alt needs no
words), a clip `<figure class="clip"><audio src></audio><figcaption>Title</figcaption></figure>`, an
embed from elsewhere `<figure class="link"><a href>Title</a></figure>`. When it is stored, the
picture has all its widths, the clip its transcript, the link its host's name.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.core.text import clean_html, is_web_address, one_line
from blueprints.editor.markup import Element, Node, parse, rewritten, write
from blueprints.editor.paste import arranged
from blueprints.media.models import Clip, Picture

PICTURE = re.compile(r"(?:https?://[^/]+)?/media/([0-9a-f]{20})-\d{1,5}\.(?:jpg|webp)")
CLIP = re.compile(r"(?:https?://[^/]+)?/media/([0-9a-f]{20})\.[a-z0-9]{2,4}")
SHOWN_WIDTH = 640


@dataclass(frozen=True)
class Fault:
    """A fault of a text, in words; a text with some faults may be saved but not published."""

    words: str
    forbids_publishing: bool = False

    def __str__(self) -> str:
        return self.words


@dataclass
class Body:
    """A text as it is stored, the pictures and clips in it, and its faults."""

    html: str
    pictures: list[Picture] = field(default_factory=list)
    clips: list[Clip] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def is_publishable(self) -> bool:
        """Return True if none of its faults forbids publishing."""
        return not any(fault.forbids_publishing for fault in self.faults)


@dataclass(frozen=True)
class PictureInText:
    """A picture of the library with its alt text, caption and credit in one text."""

    picture: Picture
    alternative_text: str
    caption: str
    credit: str
    is_decorative: bool

    @property
    def width(self) -> int:
        """Return the full width in pixels."""
        return self.picture.width

    @property
    def height(self) -> int:
        """Return the full height in pixels."""
        return self.picture.height

    def widths(self) -> list[int]:
        """Return the widths that the picture is kept in."""
        return self.picture.widths()

    def file(self, width: int, ending: str) -> str:
        """Return the name of the picture's file."""
        return self.picture.file(width, ending)


def stored_body(html: str) -> Body:
    """Return what to store of `html` (or plain text) as typed or pasted; reads the library."""
    nodes = arranged(html)
    figures = list(Element("", {}, nodes).all("img", "audio"))
    library = _Library(_hashes(figures, PICTURE), _hashes(figures, CLIP))
    kept = rewritten(nodes, library.shown)
    library.body.html = clean_html(write(kept))
    return library.body


def editable_body(html: str) -> str:
    """Return the HTML of a stored text for the editor."""
    return write(rewritten(parse(html).children, _edited))


def _hashes(elements: Iterable[Element], form: re.Pattern[str]) -> set[str]:
    sources = (form.fullmatch(element.attributes.get("src", "")) for element in elements)
    return {found[1] for found in sources if found}


class _Library:
    """The library's files for one text; puts them into it, noting use and faults in `body`."""

    def __init__(self, pictures: Collection[str], clips: Collection[str]) -> None:
        self.body = Body("")
        self._pictures = {
            picture.hash: picture
            for picture in db.session.scalars(select(Picture).where(Picture.hash.in_(pictures)))
        } if pictures else {}  # fmt: skip
        self._clips = {
            clip.hash: clip for clip in db.session.scalars(select(Clip).where(Clip.hash.in_(clips)))
        } if clips else {}  # fmt: skip

    def shown(self, element: Element) -> list[Node]:
        """Return `element` as it is served to readers."""
        return self._figure(element) if element.tag == "figure" else [element]

    def _figure(self, figure: Element) -> list[Node]:
        image, sound = figure.first("img"), figure.first("audio")
        if image is not None:
            return self._picture(figure, image)
        if sound is not None:
            return self._clip(figure, sound)
        link = figure.first("a")
        if "link" in figure.classes() and link is not None:
            return self._link(link)
        words = figure.text().strip()
        return [Element("p", {}, [words])] if words else []

    def _picture(self, figure: Element, image: Element) -> list[Node]:
        source = PICTURE.fullmatch(image.attributes.get("src", ""))
        picture = self._pictures.get(source[1]) if source else None
        if picture is None:
            self._note(
                _("A picture was left out because it is not in the library. Upload it first.")
            )
            return []
        used = _in_text(picture, figure, image)
        if not used.alternative_text and not used.is_decorative:
            words = _(
                "The picture “%(name)s” has no alt text. Add it, or mark the picture as "
                "decorative.",
                name=used.caption or picture.filename or picture.hash,
            )
            self._note(words, forbids_publishing=True)
        if picture not in self.body.pictures:
            self.body.pictures.append(picture)
        return [_markup("editor/figure.html", item=used)]

    def _clip(self, figure: Element, sound: Element) -> list[Node]:
        source = CLIP.fullmatch(sound.attributes.get("src", ""))
        clip = self._clips.get(source[1]) if source else None
        if clip is None:
            self._note(
                _("An audio clip was left out because it is not in the library. Upload it first.")
            )
            return []
        if clip not in self.body.clips:
            self.body.clips.append(clip)
        caption = figure.first("figcaption")
        title = one_line(caption.text()) if caption else ""
        return [_markup("editor/clip.html", clip=clip, title=title or clip.title)]

    def _link(self, link: Element) -> list[Node]:
        address = link.attributes.get("href", "")
        title = one_line(link.text())
        if not is_web_address(address):
            self._note(_("A link card has no address. Enter one that starts with https://."))
            return [Element("p", {}, [title])]
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        shown: list[Node] = [Element("a", {"href": address}, [title or host])]
        if title not in ("", host):
            shown.append(Element("figcaption", {}, [host]))
        return [Element("figure", {"class": "link"}, shown)]

    def _note(self, words: str, forbids_publishing: bool = False) -> None:
        fault = Fault(words, forbids_publishing)
        if fault not in self.body.faults:
            self.body.faults.append(fault)


def _in_text(picture: Picture, figure: Element, image: Element) -> PictureInText:
    """Return the picture with this text's words; missing ones are the library's."""
    if "alt" not in image.attributes:
        return PictureInText(
            picture, picture.alternative_text, picture.caption, picture.credit,
            picture.is_decorative and not picture.alternative_text,
        )  # fmt: skip
    words = one_line(image.attributes["alt"])
    caption, credit = _caption(figure.first("figcaption"))
    is_decorative = "decorative" in figure.classes() and not words
    return PictureInText(picture, words, caption, credit, is_decorative)


def _caption(element: Element | None) -> tuple[str, str]:
    """Return (caption, credit)."""
    if element is None:
        return "", ""
    spans = [span for span in element.all("span") if "credit" in span.classes()]
    credit = one_line(" ".join(span.text() for span in spans))
    rest = rewritten(element.children, lambda inner: [] if inner in spans else [inner])
    return one_line(Element("", {}, rest).text()), credit


def _markup(template: str, **values: object) -> Markup:
    return Markup(render_template(template, **values).strip())  # noqa: S704 - cleaned afterwards


def _edited(element: Element) -> list[Node]:
    """Return `element` in the editor's form."""
    if element.tag == "a":
        element.attributes.pop("rel", None)
    if element.tag != "figure":
        return [element]
    classes = element.classes()
    if "clip" in classes:
        return [_edited_clip(element)]
    if "link" in classes:
        element.children = list(element.all("a"))
        return [element]
    return [_edited_picture(element)]


def _edited_picture(figure: Element) -> Node:
    image = figure.first("img") or Element("img")
    words = image.attributes.get("alt", "")
    source = PICTURE.fullmatch(image.attributes.get("src", ""))
    address = f"/media/{source[1]}-{SHOWN_WIDTH}.jpg" if source else ""
    parts: list[Node] = [Element("img", {"src": address, "alt": words})]
    caption, credit = _caption(figure.first("figcaption"))
    if caption or credit:
        said: list[Node] = [caption]
        if credit:
            said += [" ", Element("span", {"class": "credit"}, [credit])]
        parts.append(Element("figcaption", {}, said))
    kept = [name for name in ("picture", "decorative") if name in figure.classes()]
    return Element("figure", {"class": " ".join(kept)}, parts)


def _edited_clip(figure: Element) -> Node:
    sound = figure.first("audio") or Element("audio")
    source = {"controls": "", "preload": "none", "src": sound.attributes.get("src", "")}
    parts: list[Node] = [Element("audio", source)]
    caption = figure.first("figcaption")
    if caption is not None:
        parts.append(Element("figcaption", {}, [one_line(caption.text())]))
    return Element("figure", {"class": "clip"}, parts)
