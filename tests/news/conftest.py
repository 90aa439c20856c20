"""Stories to read, and a reader who looks at pages as a browser parses them."""

import re
from datetime import timedelta
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Picture, Story, Tag

VOID = {"br", "hr", "img", "input", "link", "meta", "source"}


class Page(HTMLParser):
    """A page as a list of (tag, attributes, text inside)."""

    def __init__(self, html):
        super().__init__()
        self._open, self.elements = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        element = [tag, dict(attributes), ""]
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for element in self._open:
            element[2] += data

    def all(self, tag, **attributes):
        """(attributes, text) of each `tag` that has these attributes; class_, aria_label for
        class, aria-label."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [(found, " ".join(text.split())) for name, found, text in self.elements
                if name == tag and wanted.items() <= found.items()]  # fmt: skip

    def texts(self, tag, **attributes):
        """The text of each `tag` that has these attributes."""
        return [text for _, text in self.all(tag, **attributes)]

    def one(self, tag, **attributes):
        """(attributes, text) of the only such `tag`."""
        (found,) = self.all(tag, **attributes)
        return found


@pytest.fixture
def look(client):
    """Looks at an address: the page there, which must be one."""

    def get(address):
        answer = client.get(address)
        assert answer.status_code == 200, address
        return Page(answer.text)

    return get


@pytest.fixture
def publish(app):
    """Writes a story, an hour old unless told; `tags` by name, `picture` by its columns."""

    def write(slug="a-story", hours_ago=1, tags=(), picture=None, **columns):
        moment = None if hours_ago is None else clock.now() - timedelta(hours=hours_ago)
        columns = {"headline": slug, "publish_at": moment} | columns
        with app.app_context():
            story = Story(slug=slug, updated_at=clock.now(), **columns)
            for name in tags:
                slug_of_tag = re.sub(r"[^a-z0-9]+", "-", name.casefold())
                found = db.session.query(Tag).filter_by(slug=slug_of_tag).first()
                story.tags.append(found or Tag(slug=slug_of_tag, name=name))
            if picture is not None:
                usual = {
                    "hash": sha256(slug.encode()).hexdigest()[:20],
                    "width": 960,
                    "height": 640,
                }
                story.lead_picture = Picture(**usual | picture)
            db.session.add(story)
            db.session.commit()
        return f"/news/{slug}"

    return write


@pytest.fixture
def publish_hidden(publish):
    """Writes a draft and a scheduled story, both about "secret" and "film"."""
    publish("a-draft", hours_ago=None, headline="Draft headline", tags=["secret", "film"],
            standfirst="Hidden standfirst", picture={"caption": "Hidden caption"})  # fmt: skip
    publish("a-plan", hours_ago=-1, headline="Planned headline", tags=["secret", "film"],
            standfirst="Hidden standfirst", picture={"caption": "Hidden caption"})  # fmt: skip
    return ("a-draft", "a-plan", "Draft headline", "Planned headline", "Hidden", "secret")


WRONG_PAGES = {
    "zero": "page=0",
    "negative": "page=-1",
    "past the end": "page=2",
    "enormous": "page=999999999999",
    "more than enormous": "page=" + "9" * 5000,
    "empty": "page=",
    "a word": "page=abc",
    "half": "page=1.5",
    "an exponent": "page=1e0",
    "hexadecimal": "page=0x1",
    "a space": "page=%201",
    "a plus": "page=+1",
    "an encoded plus": "page=%2B1",
    "an underscore": "page=1_0",
    "a nul": "page=1%00",
    "only a nul": "page=%00",
    "a newline": "page=1%0A",
    "arabic digits": "page=%D9%A1",
    "a superscript": "page=%C2%B9",
    "full-width digits": "page=%EF%BC%91",
    "bytes that are no text": "page=%FF",
    "repeated, the first wrong": "page=0&page=1",
    "sql": "page=1%20OR%201=1",
}


@pytest.fixture(params=WRONG_PAGES.values(), ids=WRONG_PAGES)
def wrong_page(request):
    """A query string that asks for a page that there is not."""
    return request.param
