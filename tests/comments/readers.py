"""A fixed cast of readers, and what their browsers make of a page."""

from dataclasses import dataclass
from html.parser import HTMLParser

from tests.news.helpers import Page


@dataclass(frozen=True)
class Reader:
    """Somebody who replies, from a network of their own."""

    name: str
    email: str
    address: str


FISHMONGER = Reader("The fishmonger", "fishmonger@example.org", "192.0.2.10")
EXTRA = Reader("Extra no. 23", "extra@example.org", "198.51.100.23")
KEEPER = Reader("M. from the lock house", "lock-house@example.org", "203.0.113.5")
CAST = (FISHMONGER, EXTRA, KEEPER)

TYPED = ("name", "email", "text", "parent")


def fields_of(answer):
    """Return what stands in the fields of the form in `answer`, by their names."""
    fields = {}
    for tag, attributes, text, *_ in Page(answer.text).elements:
        is_unticked = attributes.get("type") == "checkbox" and "checked" not in attributes
        if tag == "input" and "name" in attributes and not is_unticked:
            fields[attributes["name"]] = attributes.get("value", "")
        elif tag == "textarea" and "name" in attributes:
            fields[attributes["name"]] = text.removeprefix("\n")
    return fields


def error_beside(answer, name):
    """Return what is said beside a field of the form, or None."""
    page = Page(answer.text)
    said = page.texts("span", class_="error", id=f"{name}-error")
    fields = page.all("input", name=name) + page.all("textarea", name=name)
    if [field.get("aria-invalid") for field, _ in fields] != (["true"] if said else [None]):
        raise AssertionError(f"{name} does not say whether it is wrong")
    return said[0] if said else None


class _Outline(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self._lists, self._level, self.found = 0, 0, []
        start = html.index('<section id="opinions"')
        self.feed(html[start : html.index("</section>", start)])

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "ol":
            self._lists += 1
        elif tag == "li":
            self._level = int(attributes["class"].removeprefix("level-"))
        elif tag == "article":
            number = int(attributes["id"].removeprefix("comment-"))
            self.found.append((self._lists, self._level, number))

    def handle_endtag(self, tag):
        if tag == "ol":
            self._lists -= 1


def outline(answer):
    """(lists it stands within, its level, its number) of each opinion in `answer`, as read."""
    return _Outline(answer.text).found


def numbers_in(answer):
    """The numbers of the opinions in `answer`, as read."""
    return [number for _, _, number in outline(answer)]


def said(answer):
    """All of an answer but what differs from one request to the next."""
    headers = {name: text for name, text in answer.headers if name not in ("X-Request-Id", "Date")}
    return answer.status_code, headers, answer.data
