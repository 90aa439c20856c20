"""Stories written into the station's database, and a page as a browser parses it."""

import re
from datetime import timedelta
from hashlib import sha256
from html.parser import HTMLParser

from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.text import same_name
from blueprints.media.models import Picture
from blueprints.news.models import Artist, FormerSlug, Story, Tag

VOID = {"br", "hr", "img", "input", "link", "meta", "source"}


class Page(HTMLParser):
    """A page as a list of [tag, attributes, text inside, how many elements inside]."""

    def __init__(self, html):
        super().__init__()
        self._open, self.elements = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        element = [tag, dict(attributes), "", 0]
        self.elements.append(element)
        for around in self._open:
            around[3] += 1
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
        return [(found, " ".join(text.split())) for name, found, text, _ in self.elements
                if name == tag and wanted.items() <= found.items()]  # fmt: skip

    def texts(self, tag, **attributes):
        """The text of each `tag` that has these attributes."""
        return [text for _, text in self.all(tag, **attributes)]

    def one(self, tag, **attributes):
        """(attributes, text) of the only such `tag`."""
        (found,) = self.all(tag, **attributes)
        return found

    def inside(self, tag, **attributes):
        """Return what stands inside the only such `tag`, as a page of its own."""
        found, _ = self.one(tag, **attributes)
        begin = next(n for n, element in enumerate(self.elements) if element[1] is found)
        part = Page("")
        part.elements = self.elements[begin + 1 : begin + 1 + self.elements[begin][3]]
        return part


def write_story(
    app, slug, hours_ago=1, withdrawn=False, tags=(), artists=(), former=(), picture=None,
    **columns
):  # fmt: skip
    """Write a story, an hour old unless told; return its address.

    `tags` and `artists` by name, `former` slugs, `picture` by its columns.
    """
    now = clock.now()
    columns = {
        "headline": slug,
        "publish_at": None if hours_ago is None else now - timedelta(hours=hours_ago),
        "updated_at": now,
        "withdrawn_at": now if withdrawn else None,
    } | columns
    with app.app_context():
        story = Story(slug=slug, **columns)
        for name in tags:
            known = {"slug": _slug_of(name), "name": name}
            story.tags.append(_found(Tag, slug=known["slug"]) or Tag(**known))
        for name in artists:
            known = {"slug": _slug_of(name), "name": name, "key": same_name(name)}
            story.artists.append(_found(Artist, key=known["key"]) or Artist(**known))
        if picture is not None:
            usual = {"hash": sha256(slug.encode()).hexdigest()[:20], "width": 960, "height": 640}
            story.lead_picture = Picture(**usual | picture)
        db.session.add(story)
        db.session.add_all(FormerSlug(slug=one, story=story) for one in former)
        db.session.commit()
    return f"/news/{slug}"


def change_story(app, known_as, **columns):
    """Sets `columns` of the story at the slug `known_as`."""
    with app.app_context():
        story = _found(Story, slug=known_as)
        for name, value in columns.items():
            setattr(story, name, value)
        db.session.commit()


def _found(model, **values):
    return db.session.scalar(select(model).filter_by(**values))


def _slug_of(name):
    return re.sub(r"[^a-z0-9]+", "-", name.casefold())
