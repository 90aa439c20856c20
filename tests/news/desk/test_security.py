"""The vectors that touch what editors type: through create, edit, restore, preview and feed."""

import pytest

from blueprints.core.extensions import db
from blueprints.media.models import Picture
from tests.news.desk.test_previews import link_of
from tests.news.feed_rules import DANGEROUS, broken_rules
from tests.news.helpers import Page

HTML = """<script>alert(1)</script>"' onmouseover="alert(1)"""
BREAKOUT = "http://x.example/?'onmouseover='alert(1)'x='"
HASH = "0123456789abcdef0123"
BODY = f"""<p onclick="alert(1)">a\u2028<a href="javascript:alert(1)">b</a><a
href="{BREAKOUT}">c</a><a href="data:text/html,x">d</a><a href="javascript\\x3Aalert(1)">e</a><a
href="//evil.example">f</a></p><script>alert(1)</script><svg onload=alert(1)></svg>
<img src=x onerror=alert(1)>
<figure class="link"><a href="{BREAKOUT}">{HTML}</a></figure>
<figure class="picture evil"><img src="/media/{HASH}-640.jpg" alt='{HTML.replace("'", "&#39;")}'
onload="alert(1)"><figcaption>{HTML} <span class="credit x">{HTML}</span></figcaption></figure>"""
TYPED = {
    "headline": HTML, "standfirst": HTML, "byline": HTML, "source_name": HTML, "slug": HTML,
    "tags": f"{HTML}, b\u2028c", "artists": HTML, "language": "en", "body": BODY,
    "read_more": f"{HTML} | https://x.example/",
}  # fmt: skip


@pytest.fixture
def picture(app):
    """A picture whose words are hostile."""
    with app.app_context():
        words = {"alternative_text": HTML, "caption": HTML, "credit": HTML, "filename": HTML}
        found = Picture(hash=HASH, width=900, height=600, **words)
        db.session.add(found)
        db.session.commit()
        return str(found.id)


def check(html):
    """Nothing in a page runs, or leads where only a script would."""
    page = Page(html)
    for tag, found, text, _ in page.elements:
        assert "alert" not in text or tag != "script"
        assert not [name for name in found if name.startswith("on")], found
        for name in ("href", "src", "action", "formaction"):
            address = found.get(name, "")
            assert address.split(":")[0].lower() in ("http", "https") or address[:1] in (
                "/", "#", "?", "",
            ), address  # fmt: skip
            assert not address.startswith("//")
        assert tag not in DANGEROUS - {"form", "link", "meta", "script"}


def test_nothing_typed_runs_anywhere(editor, dj, client, picture):
    number = editor.write(**TYPED | {"lead_picture": picture})
    story = editor.story(number)
    assert story.headline == HTML
    assert story.slug == "script-alert-1-script-onmouseover-alert-1"
    assert "<script" not in story.body
    assert "evil" not in story.body
    editor.save(number, standfirst=HTML + HTML)
    editor.browser.post(f"/desk/stories/{number}/revisions/1/restoration", data={"version": "2"})
    preview = link_of(editor, number).removeprefix("http://127.0.0.1:8000")
    check(client.get(preview).text)
    address = editor.publish(number)
    editor.save(number, "/corrections", correction=HTML)
    stale = editor.save(number, version="1", headline=HTML + "x")
    for html in (
        editor.browser.get(f"/desk/stories/{number}").text,
        editor.browser.get(f"/desk/stories/{number}/revisions/?from=1&to=4").text,
        stale.text,
        client.get(address).text,
        client.get("/").text,
        client.get("/news/").text,
    ):
        check(html)
    page = Page(client.get(address).text)
    assert page.texts("h1") == [HTML]
    assert len([alt for alt, _ in page.all("img") if alt["alt"] == HTML]) == 2
    assert [a["href"] for a, _ in page.inside("article", class_="c8 story").all("a")][:2] == [
        BREAKOUT, "https://x.example/",
    ]  # fmt: skip
    feed = client.get("/news/feed.xml")
    assert broken_rules(feed.data, "http://127.0.0.1:8000/news/feed.xml") == []


def test_sources_that_are_no_web_addresses_are_refused(editor):
    for address in (
        "javascript:alert(1)", "data:text/html,x", "//evil.example", "javascript\\x3Aalert(1)",
        "/here", "http:evil.example", "https://", BREAKOUT, "https://a@evil.example", "ftp://x.example",
    ):  # fmt: skip
        for typed in ({"source_url": address}, {"read_more": f"A | {address}"}):
            answer = editor.browser.post("/desk/stories/", data={"headline": "A"} | typed)
            assert answer.status_code == 422, typed


def test_changes_from_elsewhere_are_refused(editor):
    number = editor.write()
    foreign = {"Origin": "https://evil.example"}
    for path in ("", "/submission", "/publication", "/unpublication", "/preview-links"):
        answer = editor.browser.post(f"/desk/stories/{number}{path}", headers=foreign)
        assert answer.status_code == 400
    for path in ("/submission", "/publication", "/unpublication", "/corrections"):
        assert editor.browser.get(f"/desk/stories/{number}{path}").status_code in (404, 405)
