"""Small feeds in the shapes that real ones have, and a station that fetches them."""

from xml.sax.saxutils import escape

import pytest
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.wire import fetches
from blueprints.wire.addresses import host_of, url_key
from blueprints.wire.models import WireEntry, WireEvent, WireSource
from tests.core.loopback_server import Server

LOOPBACK = "127.0.0.0/8"
DATE = "Sun, 22 Nov 2026 08:00:00 +0000"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
)


def item(title="A boat comes in", **elements):
    """An item of RSS; `description` and `content` are HTML; None leaves an element out."""
    number = elements.pop("number", 1)
    given = {"link": f"https://sheet.example/{number}", "guid": f"id-{number}", "pubDate": DATE}
    given |= {"title": title} | elements
    if "content" in given:
        given["content:encoded"] = given.pop("content")
    parts = (f"<{n}>{escape(v)}</{n}>" for n, v in given.items() if v is not None)
    return f"<item>{''.join(parts)}</item>"


def rss(*items, head="<title>The Sheet</title><link>https://sheet.example/</link>", end=True):
    """A feed of RSS 2.0, as bytes."""
    start = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {NAMESPACES}><channel>'
    return f"{start}{head}{''.join(items)}{'</channel></rss>' if end else ''}".encode()


@pytest.fixture
def server():
    """A server on loopback; `says` has the answers by path."""
    found = Server()
    yield found
    found.close()


class Station:
    """A station that may fetch from loopback, and its sources."""

    def __init__(self, app, server):
        self.app, self.server = app, server

    def add(self, path="/feed", url="", **columns):
        """Add a source that is due; return its number."""
        url = url or f"{self.server.url}{path}"
        usual = {"url": url, "url_key": url_key(url), "host": host_of(url), "name": "The Sheet"}
        with self.app.app_context():
            now = clock.now()
            source = WireSource(**usual | {"created_at": now, "next_at": now} | columns)
            db.session.add(source)
            db.session.commit()
            return source.id

    def fetch(self, number=None):
        """Fetch one source, or the one that is due; return the outcome."""
        with self.app.app_context(), self.app.test_request_context():
            return fetches.fetch_source(number) if number else fetches.fetch_next()

    def sources(self):
        """All sources, as they are kept."""
        return self._all(select(WireSource).order_by(WireSource.id))

    def source(self, number=1):
        """The source, as it is kept."""
        return next(one for one in self.sources() if one.id == number)

    def change(self, number=1, **columns):
        """Write columns of a source."""
        with self.app.app_context():
            for name, value in columns.items():
                setattr(db.session.get(WireSource, number), name, value)
            db.session.commit()

    def entries(self):
        """All entries, oldest first."""
        return self._all(select(WireEntry).order_by(WireEntry.id))

    def events(self):
        """(kind, text) of each line of health."""
        events = self._all(select(WireEvent).order_by(WireEvent.id))
        return [(event.kind, event.text) for event in events]

    def _all(self, query):
        with self.app.app_context():
            found = db.session.scalars(query).all()
            db.session.expunge_all()
        return found


@pytest.fixture
def station(make_app, server, traveller):
    """A station whose clock stands at noon."""
    return Station(make_app(RADIO_OUTBOUND_ALLOW=LOOPBACK), server)
