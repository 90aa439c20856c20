"""Sources and entries of the newswire, written into the station's database as a fetch does."""

import io
import secrets
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.media import library
from blueprints.media.images import crop_picture, store_picture
from blueprints.news.models import Story
from blueprints.wire.addresses import host_of, url_key
from blueprints.wire.models import WireEntry, WireSource

BODY = "<p>The piano is <strong>in tune</strong>.</p><p>Up to sea state four.</p>"


class Wire:
    """The newswire's rows, as the database has them."""

    def __init__(self, app):
        self.app = app

    def source(self, name="The Tide Table", rights="link", **columns):
        """Write a source; return its number."""
        url = f"https://{secrets.token_hex(4)}.example.org/feed"
        now = clock.now()
        usual = {"url": url, "url_key": url_key(url), "host": host_of(url),
                 "created_at": now - timedelta(days=1),
                 "next_at": now, "licence": "CC BY 4.0" if rights == "full" else ""}  # fmt: skip
        return self._write(WireSource(name=name, rights=rights, **usual | columns))

    def entry(self, source=None, headline="A ferry gets a piano", hours=2, **columns):
        """Write an entry of `source`, published so many hours ago; return its number."""
        key, now = secrets.token_hex(32), clock.now()
        usual = {"guid_key": key, "url_key": key, "content_key": key, "digest": key,
                 "url": "https://tides.example.org/piano?a=1&b=2", "state": "new",
                 "published_at": now - timedelta(hours=hours), "first_seen_at": now,
                 "changed_at": now, "language": "en"}  # fmt: skip
        columns = usual | {"source_id": source or self.source(), "headline": headline} | columns
        return self._write(WireEntry(**columns))

    def _write(self, row):
        with self.app.app_context():
            db.session.add(row)
            db.session.commit()
            return row.id

    def row(self, number, table=WireEntry):
        """The row, with nothing more to load."""
        with self.app.app_context():
            row = db.session.get(table, number)
            db.session.expunge_all()
            return row

    def state(self, number):
        return self.row(number).state

    def change(self, number, table=WireEntry, **columns):
        with self.app.app_context():
            row = db.session.get(table, number)
            for name, value in columns.items():
                setattr(row, name, value)
            db.session.commit()

    def stories(self):
        """Every story, oldest first, with tags and pictures."""
        with self.app.app_context():
            found = list(db.session.scalars(select(Story).order_by(Story.id)))
            for story in found:
                story.tag_names = [tag.name for tag in story.tags]
                story.hashes = [picture.hash for picture in story.pictures]
                _ = story.lead_picture
            db.session.expunge_all()
            return found

    def story(self):
        (story,) = self.stories()
        return story


@pytest.fixture
def wire(app, traveller):
    """The newswire of the station, at noon."""
    return Wire(app)


@pytest.fixture
def editor(wire, as_staff):
    """An editor's browser, at noon."""
    return as_staff("editor")


@pytest.fixture
def picture(app):
    """`picture("teal")`: the hash of a picture that came from a feed, with its files."""

    def store(colour):
        file = io.BytesIO()
        Image.new("RGB", (660, 440), colour).save(file, "PNG")
        with app.app_context():
            stored = store_picture(file.getvalue(), library.folder())
            crop = crop_picture(stored.hash, (0.5, 0.5), library.folder())
            library.add_picture(stored, crop, "a.png", None).alternative_text = "A quay"
            db.session.commit()
            return stored.hash

    return store
