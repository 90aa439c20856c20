"""Feeds of the news: whatever was written is text, and nothing that XML forbids gets in."""

import html
from pathlib import Path

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.media.storage import keep
from blueprints.news.models import Tag
from tests.news.feed_rules import broken_rules, channel_of, items_of, parsed, text_of

SITE = "http://127.0.0.1:8000"
FEED = "/news/feed.xml"
HOSTILE = {
    "a script": ("<script>alert(1)</script>", None),
    "entities": ("Rock &amp; roll &lt;b&gt; & AT&T &#60;", None),
    "the end of CDATA": ("a ]]> b <![CDATA[ c", None),
    "a comment and a DTD": ("<!-- a --> <!DOCTYPE x> <?xml?>", None),
    "an end of the element": ("</title></item></channel></rss>", None),
    "quotes": ("""" onload="x' y='""", None),
    "a template": ("{{ config }} {% raw %} %(name)s 100%", None),
    "control characters": ("a\x01b\x08c\x0bd\x0ce\x1ff", "abcdef"),
    "U+FFFE and U+FFFF": ("a\ufffeb\uffffc", "abc"),
    "emoji": ("🌧️ 👩‍🚒 \U0010ffff", None),
    "Arabic": ("سبع عشرة لقطة \u200fفي المطر", None),
}


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE)
def hostile(request):
    """Return what somebody typed, and how it is to be read."""
    typed, read = request.param
    return typed, typed if read is None else read


@pytest.fixture
def only(client):
    """The feed holds to the rules; its only item."""

    def get(address=FEED):
        answer = client.get(address)
        assert broken_rules(answer.data, SITE + address) == []
        parsed(answer)
        (item,) = items_of(answer)
        return item

    return get


def test_a_headline_is_text(publish, only, hostile):
    typed, read = hostile
    publish(headline=typed)
    assert text_of(only(), "title") == read


@pytest.mark.parametrize(
    ("column", "element"), [("byline", "dc:creator"), ("source_name", "source")]
)
def test_names_are_text(publish, only, hostile, column, element):
    typed, read = hostile
    publish(source_url="https://sheet.example/a", **{column: typed})
    assert text_of(only(), element) == read


def test_a_tag_is_text_in_its_category_and_in_the_title_of_its_feed(
    app, client, publish, only, hostile
):
    typed, read = hostile
    publish(tags=[f"film {typed}"])
    with app.app_context():
        slug = db.session.scalar(select(Tag.slug))
    address = f"/news/tag/{slug}/feed.xml"
    assert text_of(only(address), "category") == f"film {read}"
    assert text_of(channel_of(client.get(address)), "title") == f"Aerial 87.9: film {read}"


def test_a_standfirst_is_text_within_html(publish, only, hostile):
    typed, read = hostile
    publish(standfirst=typed)
    assert html.unescape(text_of(only(), "description")) == read


def test_the_words_of_a_picture_are_text(app, publish, only, hostile):
    typed, read = hostile
    keep(Path(app.instance_path) / "media" / f"{'0' * 20}-960.jpg", b"jpeg")
    publish(picture={"hash": "0" * 20, "alternative_text": typed, "credit": typed})
    media = only().find("{*}content[@url]")
    assert [words.text for words in media] == [read, read]


@pytest.mark.parametrize("name", [typed for typed, read in HOSTILE.values() if read is None])
def test_the_name_of_the_station_is_text(make_app, publish, name):
    publish()
    settings = {"RADIO_STATION_NAME": name, "RADIO_STATION_TAGLINE": name}
    answer = make_app(**settings).test_client().get(FEED)
    assert broken_rules(answer.data, SITE + FEED) == []
    assert text_of(channel_of(answer), "title") == name
    described = html.unescape(text_of(channel_of(answer), "description"))
    assert described == f"News from {name}. {name}"


def test_links_and_corrections_and_the_source_are_text_within_html(publish, only):
    script = "<script>alert(1)</script>"
    publish(read_more=[{"title": script, "url": "https://sheet.example/a"}],
            corrections=[{"at": "2025-11-22T11:00:00.000Z", "note": script}],
            source_name=script)  # fmt: skip
    content = text_of(only(), "content:encoded")
    assert content.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3


@pytest.mark.parametrize(
    "body",
    [
        "<p>kept</p><script>alert(1)</script>",
        '<p onclick="alert(1)" style="x" id="y">kept</p>',
        '<p>kept <a href="javascript:alert(1)">x</a></p>',
        '<p>kept <a href="JavaScript\\x3Aalert(1)">x</a></p>',
        '<p>kept <a href="data:text/html,x">x</a></p>',
        '<p>kept <a href="//evil.example/alert">x</a></p>',
        '<p>kept</p><iframe src="https://evil.example/alert"></iframe>',
        '<p>kept</p><img src="x" onerror="alert(1)">',
        '<form action="https://evil.example/alert"><p>kept</p></form>',
        "<p>kept ]]&gt; <b>]]></b></p>",
        "<p>kept\x00\x0b\ufffe</p>",
        "<p>kept",
    ],
)
def test_the_content_is_clean_whatever_the_story_holds(publish, only, body):
    publish(body=body)
    content = text_of(only(), "content:encoded")
    assert "kept" in content
    assert "alert" not in content
