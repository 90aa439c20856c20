"""/news/feed.xml and /news/tag/<slug>/feed.xml: what they say."""

import io
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update

from blueprints.core.extensions import db
from blueprints.media.images import store_picture
from blueprints.news.models import Story
from tests.news.feed_rules import broken_rules, channel_of, items_of, parsed, text_of, titles_in
from tests.news.helpers import change_story

SITE = "http://127.0.0.1:8000"
FEEDS = ("/news/feed.xml", "/news/tag/film/feed.xml")
MORNING = datetime(2025, 11, 22, 9, 14, tzinfo=UTC)
WHOLE = {
    "headline": "Seventeen takes in the rain",
    "standfirst": "Forty extras, one rain machine.",
    "byline": "Ada",
    "body": '<p>The rain came from a <a href="/news/lorry">lorry</a>.</p>',
    "publish_at": MORNING,
    "updated_at": MORNING,
    "tags": ["Film", "Tide Tables"],
}


@pytest.fixture
def item(client):
    """The only item of the site's feed."""

    def get():
        (only,) = items_of(client.get("/news/feed.xml"))
        return only

    return get


@pytest.fixture
def put_picture(app):
    """Put a real picture of that size into the library; return its columns."""

    def store(width=1600, height=1000):
        buffer = io.BytesIO()
        Image.linear_gradient("L").resize((width, height)).save(buffer, "PNG")
        kept = store_picture(buffer.getvalue(), Path(app.instance_path) / "media")
        return {"hash": kept.hash, "width": kept.width, "height": kept.height}

    return store


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_holds_to_the_rules_of_rss(client, publish, put_picture, address):
    read_more = [{"title": "The diary", "url": "https://sheet.example/diary"}]
    corrections = [{"at": "2025-11-22T11:00:00.000Z", "note": "The boot is size 46."}]
    more = {"read_more": read_more, "corrections": corrections}
    publish("whole", picture=put_picture(), **WHOLE | more)
    publish("bare", tags=["Film"])
    publish("arabic", tags=["Film"], language="ar", headline="مرحبا", body="<p>نص</p>")
    source = {"source_name": "The Sheet", "source_url": "https://sheet.example/a"}
    publish("another's", tags=["Film"], **source)
    answer = client.get(address)
    assert len(items_of(answer)) == 4
    assert broken_rules(answer.data, SITE + address) == []


def test_a_feed_without_stories_holds_to_them_too(client):
    assert broken_rules(client.get(FEEDS[0]).data, SITE + FEEDS[0]) == []


def test_a_reader_of_feeds_finds_everything(client, publish, put_picture):
    picture = {"alternative_text": "The quay", "credit": "Photo: Ada"}
    publish("rain", picture=put_picture() | picture, **WHOLE)
    feed = parsed(client.get(FEEDS[0]))
    assert feed.feed.title == "Aerial 87.9"
    assert feed.feed.link == f"{SITE}/news/"
    assert feed.feed.language == "en"
    (entry,) = feed.entries
    assert entry.title == "Seventeen takes in the rain"
    assert entry.link == f"{SITE}/news/rain"
    assert entry.author == "Ada"
    assert entry.summary == "Forty extras, one rain machine."
    assert entry.published_parsed[:6] == (2025, 11, 22, 9, 14, 0)
    assert [tag.term for tag in entry.tags] == ["Film", "Tide Tables"]
    assert f'href="{SITE}/news/lorry"' in entry.content[0].value
    assert [enclosure.type for enclosure in entry.enclosures] == ["image/jpeg"]
    assert entry.media_content[0]["url"] == entry.enclosures[0].href
    assert entry.media_credit[0]["content"] == "Photo: Ada"


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_says_that_it_is_one(client, publish, address):
    publish(tags=["Film"])
    for answer in (client.get(address), client.head(address)):
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"


@pytest.mark.parametrize("address", FEEDS)
def test_every_address_is_the_public_one_and_never_the_hosts(make_app, publish, address):
    publish(tags=["Film"], picture={}, body='<p><a href="/about">x</a></p>')
    client = make_app(RADIO_URL="https://radio.example").test_client()
    hosts = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    answer = client.get(address, headers=hosts)
    assert broken_rules(answer.data, f"https://radio.example{address}") == []
    found = re.findall(r"https?://[^/\"<&]+", answer.text.partition("<channel>")[2])
    assert set(found) == {"https://radio.example"}
    assert "evil" not in answer.text


@pytest.mark.parametrize("address", FEEDS)
def test_the_newest_twenty_stories_the_newest_first(client, publish, address):
    for number in range(21):
        publish(f"story-{number:02}", hours_ago=number + 1, tags=["Film"])
    assert titles_in(client.get(address)) == [f"story-{number:02}" for number in range(20)]


def test_the_feed_of_a_tag_has_its_stories_and_no_others(client, publish):
    publish("shown", tags=["Film"])
    publish("other", tags=["Music"])
    answer = client.get("/news/tag/film/feed.xml")
    assert titles_in(answer) == ["shown"]
    assert text_of(channel_of(answer), "title") == "Aerial 87.9: Film"
    assert text_of(channel_of(answer), "link") == f"{SITE}/news/tag/film"


@pytest.mark.parametrize("slug", ["none", "Film", "film%00", "%FF", "'", "x" * 10_000])
def test_the_feed_of_an_unknown_tag_is_404(client, publish, slug):
    publish(tags=["Film"])
    assert client.get(f"/news/tag/{slug}/feed.xml").status_code == 404


def test_a_feed_says_when_the_news_last_changed(client, publish):
    publish(**WHOLE | {"updated_at": MORNING.replace(hour=11)})
    changed = text_of(channel_of(client.get(FEEDS[0])), "lastBuildDate")
    assert changed == "Sat, 22 Nov 2025 11:14:00 +0000"


# A story in it


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu"])
def test_dates_are_those_of_rfc_822(make_app, publish, zone):
    publish(**WHOLE)
    (item,) = items_of(make_app(RADIO_TIMEZONE=zone).test_client().get(FEEDS[0]))
    assert parsedate_to_datetime(text_of(item, "pubDate")) == MORNING
    assert text_of(item, "pubDate") == "Sat, 22 Nov 2025 09:14:00 +0000"


@pytest.mark.parametrize("standfirst", ["Forty extras.", ""])
def test_the_description_stands_before_the_content(publish, item, standfirst):
    publish(standfirst=standfirst, body="<p>Words.</p>")
    names = [part.tag.rpartition("}")[2] for part in item()]
    assert names.index("description") < names.index("encoded")


def test_addresses_in_the_content_are_absolute(publish, item):
    publish(body='<p><a href="/about">x</a> <a href="https://a.example/">y</a></p>'
                 '<figure class="picture"><picture><source type="image/webp" '
                 'srcset="/media/a-320.webp 320w, /media/a-640.webp 640w">'
                 '<img src="/media/a-320.jpg" alt="z"></picture></figure>')  # fmt: skip
    content = text_of(item(), "content:encoded")
    assert f'href="{SITE}/about"' in content
    assert 'href="https://a.example/"' in content
    assert f'srcset="{SITE}/media/a-320.webp 320w, {SITE}/media/a-640.webp 640w"' in content
    assert f'src="{SITE}/media/a-320.jpg"' in content


def test_a_guid_survives_a_new_slug(app, publish, item):
    publish("old")
    before = item()
    with app.app_context():
        db.session.execute(update(Story).values(slug="new"))
        db.session.commit()
    after = item()
    assert text_of(before, "link") == f"{SITE}/news/old"
    assert text_of(after, "link") == f"{SITE}/news/new"
    assert text_of(after, "guid") == text_of(before, "guid")
    assert after.find("guid").attrib == {"isPermaLink": "false"}


def test_a_correction_makes_a_story_updated_and_not_new(app, client, publish, item):
    publish("rain", **WHOLE)
    before = item()
    corrections = [{"at": "2025-11-22T11:00:00.000Z", "note": "The boot is size 46."}]
    change_story(app, "rain", corrections=corrections, updated_at=MORNING.replace(hour=11))
    after = item()
    for name in ("guid", "pubDate", "link", "title"):
        assert text_of(after, name) == text_of(before, name)
    assert text_of(before, "atom:updated") is None
    assert text_of(after, "atom:updated") == "2025-11-22T11:14:00.000Z"
    assert "The boot is size 46." in text_of(after, "content:encoded")
    assert parsed(client.get(FEEDS[0])).entries[0].updated_parsed[:5] == (2025, 11, 22, 11, 14)


@pytest.mark.parametrize(
    ("columns", "creator"),
    [
        ({"byline": "Ada", "source_name": "The Sheet"}, "Ada"),
        ({"source_name": "The Sheet"}, "The Sheet"),
        ({}, "The newsroom of Aerial 87.9"),
    ],
)
def test_a_story_has_a_creator(publish, item, columns, creator):
    publish(**columns)
    assert text_of(item(), "dc:creator") == creator


@pytest.mark.parametrize(
    ("name", "address", "source"),
    [
        ("The Sheet", "https://sheet.example/a?b&c", ["https://sheet.example/a?b&c"]),
        ("The Sheet", "", []),
        ("The Sheet", "javascript:alert(1)", []),
        ("The Sheet", "//sheet.example", []),
        ("", "https://sheet.example/", []),
    ],
)
def test_a_syndicated_story_names_its_source(publish, item, name, address, source):
    publish(source_name=name, source_url=address)
    found = item().findall("source")
    assert [one.get("url") for one in found] == source
    assert [one.text for one in found] == [name] * len(source)


# Its picture


@pytest.mark.parametrize("size", [(100, 60), (800, 500), (1600, 1067), (2000, 3)])
def test_a_picture_is_enclosed_with_its_true_length_and_size(
    client, publish, item, put_picture, size
):
    publish(picture=put_picture(*size) | {"alternative_text": "The quay"})
    enclosure, media = item().find("enclosure"), item().find("{*}content[@url]")
    served = client.get(enclosure.get("url").removeprefix(SITE))
    assert served.status_code == 200
    assert (enclosure.get("length"), enclosure.get("type")) == (str(len(served.data)), "image/jpeg")
    assert (media.get("url"), media.get("fileSize")) == tuple(
        enclosure.get(name) for name in ("url", "length")
    )
    with Image.open(io.BytesIO(served.data)) as image:
        assert (image.width, image.height) == (int(media.get("width")), int(media.get("height")))
    assert text_of(media, "media:description") == "The quay"


def test_a_picture_without_words_has_no_empty_ones(publish, item, put_picture):
    publish(picture=put_picture())
    assert list(item().find("{*}content[@url]")) == []


def test_a_picture_whose_file_is_missing_is_left_out(client, publish, item):
    publish(picture={})
    assert item().find("enclosure") is None
    assert item().find("{*}content[@url]") is None
    assert broken_rules(client.get(FEEDS[0]).data, SITE + FEEDS[0]) == []


# How much it costs


@pytest.mark.parametrize(("address", "most"), [(FEEDS[0], 8), (FEEDS[1], 10)])
def test_queries_are_few_and_do_not_grow(client, publish, count_queries, address, most):
    publish("story-0", tags=["Film"], picture={})
    with count_queries() as few:
        client.get(address)
    for number in range(1, 20):
        publish(f"story-{number}", tags=["Film", f"tag {number}"], picture={})
    with count_queries() as many:
        assert len(items_of(client.get(address))) == 20
    assert len(few) == len(many) <= most
