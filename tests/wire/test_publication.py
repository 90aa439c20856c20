"""Publishing an entry: what is asked first, and what readers see."""

from datetime import datetime, timedelta

import pytest

from blueprints.core import clock
from blueprints.core.extensions import begin_write, db
from blueprints.wire.actions import settle
from blueprints.wire.models import WireEntry
from tests.news.helpers import Page

INBOX = "/desk/wire/"


def publication(number):
    return f"{INBOX}{number}/publication"


def test_a_link_needs_a_sentence(editor, client, wire):
    source = wire.source("The <Tide> Table", tags=["Harbour"])
    number = wire.entry(source, "Piano & ferry", summary="Their summary.", author="Ann")
    assert editor.post(publication(number)).location == publication(number)
    assert "Their summary." in editor.get(publication(number)).text
    typed = {"headline": "A piano on the ferry", "teaser": ""}
    refused = editor.post(publication(number), data=typed)
    assert refused.status_code == 422
    assert "Write one sentence" in refused.text
    assert "A piano on the ferry" in refused.text
    answer = editor.post(publication(number), data=typed | {"teaser": "It is\r\n in tune."})
    assert answer.status_code == 303
    assert "“A piano on the ferry” published." in editor.get(answer.location).text
    shown = client.get("/news/a-piano-on-the-ferry").text
    for words in ("It is in tune.", "Ann", "First published by", "The &lt;Tide&gt; Table",
                  'href="https://tides.example.org/piano?a=1&amp;b=2"', "Harbour"):  # fmt: skip
        assert words in shown, words
    assert "Their summary." not in shown


def test_an_excerpt_is_published_at_once_with_its_own_date(editor, client, wire):
    number = wire.entry(wire.source(rights="excerpt"), "Lamps", summary="Thirty-one.", hours=30,
                        body="<p>Never shown</p>")  # fmt: skip
    assert editor.post(publication(number)).location.startswith(f"{INBOX}#main")
    story = wire.story()
    assert story.publish_at == clock.now() - timedelta(hours=30)
    assert story.announced_at  # the editor gets no mail about it
    shown = client.get("/news/lamps").text
    assert "Thirty-one." in shown
    assert "Never shown" not in shown
    assert 'content="noindex"' not in shown


@pytest.mark.parametrize("moment", ["1970-01-01T00:00:00+00:00", "2099-01-01T00:00:00+00:00"])
def test_an_odd_date_becomes_now(editor, wire, moment):
    odd = datetime.fromisoformat(moment)
    number = wire.entry(wire.source(rights="excerpt"), summary="S.", published_at=odd)
    editor.post(publication(number))
    assert wire.story().publish_at == clock.now()


def test_a_full_copy_is_cleaned_again_and_not_indexed(editor, client, wire):
    body = '<p onclick="x()">Two <strong>hundred</strong> metres.</p><script>alert(1)</script>'
    number = wire.entry(wire.source(rights="full"), "Rope", summary="Bands play.", body=body)
    editor.post(publication(number))
    shown = client.get("/news/rope").text
    assert "<p>Two <strong>hundred</strong> metres.</p>" in shown
    assert "onclick" not in shown
    assert "alert(1)" not in shown
    assert '<meta name="robots" content="noindex">' in shown
    assert "Bands play." in shown
    assert "/news/rope" not in client.get("/sitemap.xml").text


def test_a_summary_that_begins_the_text_is_not_said_twice(editor, wire):
    number = wire.entry(wire.source(rights="full"), summary="Two hundred …",
                        body="<p>Two hundred metres.</p>")  # fmt: skip
    editor.post(publication(number))
    assert wire.story().standfirst == ""


def test_pictures_need_words(editor, wire):
    pictures = [{"url": f"https://a.example/{n}.jpg", "alt": "", "fault": "", "hash": "0" * 20}
                for n in range(2)]  # fmt: skip
    source = wire.source(rights="full")
    number = wire.entry(source, body="<p>Text.</p>", summary="S.", pictures=pictures)
    page = Page(editor.get(publication(number)).text)
    assert len(page.all("fieldset", class_="alt-text")) == 2
    typed = {"headline": "Rope", "alt-0": "A rope", "alt-1": ""}
    refused = editor.post(publication(number), data=typed)
    assert refused.status_code == 422
    assert Page(refused.text).one("input", id="alt-0")[0]["value"] == "A rope"
    assert "alt-1-error" in refused.text
    answer = editor.post(publication(number), data=typed | {"decorative-1": "y"})
    assert answer.status_code == 303
    kept = wire.row(number).pictures
    assert (kept[0]["alt"], kept[1]["decorative"]) == ("A rope", "y")


@pytest.fixture
def settled(app, wire):
    """`settled(rights=, mode=, …)`: the state of an entry that a fetch has just brought."""

    def take_in(rights, mode, **columns):
        number = wire.entry(wire.source(rights=rights, mode=mode), **columns)
        with app.test_request_context():
            begin_write()
            settle(db.session.get(WireEntry, number))
            db.session.commit()
        return wire.state(number)

    return take_in


def test_without_an_editor(settled, wire):
    assert settled("full", "pending", body="<p>T</p>") == "new"
    assert settled("full", "draft", body="<p>T</p>") == "drafted"
    assert wire.story().owner_id is None
    assert settled("excerpt", "publish", summary="S.") == "published"
    assert settled("link", "publish", summary="S.") == "new"
    picture = {"url": "https://a.example/1.jpg", "alt": ""}
    assert settled("full", "publish", body="<p>T</p>", pictures=[picture]) == "new"
    assert settled("full", "publish", body="<p>T</p>", pictures=[picture | {"fault": "404"}]) == (
        "published"
    )


def test_restored_or_from_before_a_change_of_mode_it_waits_for_an_editor(app, editor, wire):
    source = wire.source(rights="excerpt", mode="pending")
    before, restored = (wire.entry(source, summary="S.") for _ in range(2))
    editor.post(f"{INBOX}{restored}/dismissal")
    settings = {"name": "A", "rights": "excerpt", "mode": "publish", "interval": "60"}
    assert editor.post(f"{INBOX}sources/{source}", data=settings).status_code == 303
    editor.post(f"{INBOX}{restored}/dismissal?_method=delete")
    new = wire.entry(source, summary="S.")
    with app.test_request_context():
        begin_write()
        for number in (before, restored, new):
            settle(db.session.get(WireEntry, number))
        db.session.commit()
    assert [wire.state(number) for number in (before, restored, new)] == ["new", "new", "published"]


def test_with_link_no_word_of_theirs_is_public(editor, client, wire):
    words = {"summary": "Zebra walks by the quay …", "headline": "Zebra walks …",
             "body": "<p>Zebra</p>", "tags": ["Zebra"], "remarks": ["Zebra"],
             "read_more": [{"title": "Zebra", "url": "https://a.example/"}],
             "pictures": [{"url": "https://a.example/1.jpg", "alt": "Zebra"}]}  # fmt: skip
    number = wire.entry(wire.source(), **words)
    page = Page(editor.get(publication(number)).text)
    assert not page.one("input", id="headline")[0].get("value")  # that was the text's beginning
    editor.post(publication(number), data={"headline": "A walk", "teaser": "By the quay."})
    for address in ("/", "/news/", "/news/a-walk", "/news/feed.xml", "/news/feed.json",
                    "/sitemap.xml", "/search?q=quay"):  # fmt: skip
        assert "ebra" not in client.get(address).text, address
    assert "A walk" not in client.get("/search?q=zebra").text
    wire.change(number, update=words | {"headline": "Zebra runs …", "summary": "Zebra runs off",
                "author": "", "language": "en"}, update_at=clock.now())  # fmt: skip
    editor.post(f"{INBOX}{number}/update")
    assert "ebra" not in client.get("/news/a-walk").text


def test_a_summary_is_text(editor, client, wire):
    number = wire.entry(wire.source(rights="excerpt"), "Sums", summary="If a<b then <i>c</i> & d.")
    assert "If a&lt;b then &lt;i&gt;c&lt;/i&gt; &amp; d." in editor.get(INBOX).text
    editor.post(publication(number))
    assert wire.story().standfirst == "If a<b then <i>c</i> & d."
