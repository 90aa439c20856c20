"""A source's rights become narrower: what only the former ones allowed goes."""

from pathlib import Path

import pytest
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.media.models import Picture
from blueprints.wire.models import WireEntry
from tests.core.loopback_server import answered
from tests.news.helpers import Page
from tests.wire.feeds import item, rss, server, station  # noqa: F401 - fixtures

INBOX = "/desk/wire/"
SOURCES = f"{INBOX}sources/"
THEIRS = {"summary": "Their summary.", "body": "<p>Their <b>whole</b> text.</p>",
          "read_more": [{"title": "Their link", "url": "https://a.example/l"}]}  # fmt: skip


@pytest.fixture
def narrow(editor):
    """`narrow(source, "link")`: change the rights of a source; return its page."""

    def change(source, rights):
        sent = {"name": "The Tide Table", "interval": "60", "rights": rights, "mode": "pending"}
        page = editor.post(f"{SOURCES}{source}", data=sent, follow_redirects=True)
        assert page.status_code == 200
        return page.text

    return change


@pytest.fixture
def full(editor, wire, picture):
    """`full(act)`: an entry with a picture, of a source with full rights, and what became of it."""

    def write(act, source=None, colour="teal", **columns):
        kept = [{"url": "https://a.example/1.jpg", "alt": "A quay", "hash": picture(colour)}]
        source = source or wire.source(rights="full")
        number = wire.entry(source, **{"headline": "Rope", "pictures": kept} | THEIRS | columns)
        if act:
            editor.post(f"{INBOX}{number}/{act}")
        return number

    return write


def shorten(editor, source):
    return editor.post(f"{SOURCES}{source}/excess?_method=delete", follow_redirects=True).text


def pictures(app):
    with app.app_context():
        return list(db.session.scalars(select(Picture)))


@pytest.mark.parametrize("act", ["", "dismissal"])
@pytest.mark.parametrize("rights", ["link", "excerpt"])
def test_what_no_story_was_made_of_follows_at_once(app, editor, wire, narrow, full, act, rights):
    number = full(act)
    page = narrow(wire.row(number).source_id, rights)
    assert "Review and shorten" not in page
    entry = wire.row(number)
    assert (entry.body, entry.pictures, entry.summary) == ("", [], "Their summary.")
    assert pictures(app) == []
    assert list((Path(app.instance_path) / "media").iterdir()) == []
    assert "whole" not in editor.get(INBOX).text


def test_stories_are_counted_and_shortened_to_a_link(app, editor, client, wire, narrow, full):
    source = wire.source(rights="full")
    full("publication", source)
    full("draft", source, "navy", headline="Sail", url="https://a.example/sail")
    page = narrow(source, "link")
    assert "2 stories and drafts show more than this source allows now." in page
    assert "whole" in client.get("/news/rope").text
    asked = editor.get(f"{SOURCES}{source}/excess").text
    assert {"Rope", "Sail"} <= {text for _, text in Page(asked).all("a")}
    assert "2 stories shortened." in shorten(editor, source)
    for story in wire.stories():
        assert (story.body, story.standfirst, story.read_more) == ("", "", [])
        assert (story.rights, story.lead_picture, story.hashes) == ("link", None, [])
    shown = client.get("/news/rope").text
    assert "Their" not in shown
    assert "The Tide Table" in shown
    assert client.get("/news/feed.xml").status_code == 200
    assert pictures(app) == []
    assert "shortened to what the source allows" in editor.get("/desk/stories/1/revisions/").text
    assert "shows more" not in editor.get(f"{SOURCES}{source}").text
    assert "0 stories shortened." in shorten(editor, source)
    assert "All stories show only" in editor.get(f"{SOURCES}{source}/excess").text


def test_an_excerpt_stays_where_it_is_allowed(editor, client, wire, narrow, full):
    number = full("publication", summary="Their whole text.")  # the text begins with it
    source = wire.row(number).source_id
    assert wire.story().standfirst == ""
    narrow(source, "excerpt")
    shorten(editor, source)
    story = wire.story()
    assert (story.body, story.standfirst, story.rights) == ("", "Their whole text.", "excerpt")
    assert "1 story or draft shows more" in narrow(source, "link")
    shorten(editor, source)
    assert (wire.story().standfirst, wire.story().rights) == ("", "link")


def test_an_editors_own_words_stay(editor, wire, narrow, full, picture):
    number = full("draft")
    source = wire.row(number).source_id
    with editor.application.app_context():
        own = db.session.scalar(select(WireEntry).where(WireEntry.id == number)).story
        own.headline, own.standfirst, own.byline = "Our headline", "Our sentence.", "Nora"
        db.session.commit()
    narrow(source, "link")
    shorten(editor, source)
    story = wire.story()
    assert (story.headline, story.standfirst) == ("Our headline", "Our sentence.")
    assert (story.byline, story.source_name) == ("Nora", "The Tide Table")


@pytest.mark.parametrize(("headline", "summary", "left"), [
    ("Their whole …", "Their whole text.", "The Tide Table"),
    ("Rope", "Rope", "The Tide Table"),
    ("Rope", "Rope is what we pull.", "Rope"),
])  # fmt: skip
def test_a_headline_that_is_their_text_goes_too(
    editor, wire, narrow, full, headline, summary, left
):
    number = full("publication", headline=headline, summary=summary)
    source = wire.row(number).source_id
    narrow(source, "link")
    shorten(editor, source)
    assert wire.story().headline == left


def test_own_stories_and_takedowns_are_left_alone(editor, wire, narrow, full):
    number = full("publication")
    source = wire.row(number).source_id
    with editor.application.app_context():
        story = db.session.get(WireEntry, number).story
        story.rights, story.body = "", "<p>Rewritten.</p>"
        db.session.commit()
    gone = full("publication", source, "navy", url="https://a.example/gone")
    editor.post(f"{INBOX}{gone}/takedown")
    assert "Review and shorten" not in narrow(source, "link")
    shorten(editor, source)
    assert wire.stories()[0].body == "<p>Rewritten.</p>"


def test_an_update_brings_no_more_than_is_allowed_now(editor, client, wire, narrow):
    source = wire.source(rights="excerpt")
    number = wire.entry(source, "Rope", summary="Their summary.")
    editor.post(f"{INBOX}{number}/publication")
    assert "Their summary." in client.get("/news/rope").text
    changed = {"headline": "Rope again", "summary": "Their summary.", "body": "", "pictures": []}
    wire.change(number, update=changed, update_at=clock.now())
    narrow(source, "link")
    editor.post(f"{INBOX}{number}/update")
    shown = client.get("/news/rope").text
    assert "Rope again" in shown
    assert "Their summary." not in shown


def test_a_fetch_under_the_former_rights_brings_nothing(station, server, narrow):  # noqa: F811
    feed = answered(rss(item("Storm", content="<p>Gale.</p>")))

    def meanwhile():
        narrow(1, "link")
        yield from feed

    station.add(rights="full", licence="CC BY 4.0")
    server.says["/feed"] = meanwhile()
    assert "rights" in station.fetch(1).words
    assert station.entries() == []
    server.says["/feed"] = feed
    assert station.fetch().words == "1 new entry."  # it is due at once
    assert [entry.body for entry in station.entries()] == [""]


def test_the_next_fetch_finds_no_change(station, server, editor, narrow):  # noqa: F811
    server.says["/feed"] = answered(rss(
        item("Storm", content="<p>Gale.</p><img src='/a.jpg' alt='A'>"),
        item("Calm", number=2, content="<p>Nothing.</p>"),
    ))  # fmt: skip
    station.add(rights="full")
    station.fetch(1)
    editor.post(f"{INBOX}1/draft")
    narrow(1, "excerpt")
    assert station.fetch(1).words == "0 new entries."
    assert [entry.update_at for entry in station.entries()] == [None, None]
