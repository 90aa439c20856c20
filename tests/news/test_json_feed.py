"""/news/feed.json and /news/tag/<slug>/feed.json: JSON Feed 1.1, with what RSS says."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.station import keep_settings
from blueprints.media.models import Clip
from blueprints.news.models import Story
from tests.conftest import NOON
from tests.news.feed_rules import items_of, text_of
from tests.news.helpers import change_story
from tests.news.json_feed_rules import broken_json_rules
from tests.news.test_feed import MORNING, SITE, WHOLE, put_picture  # noqa: F401 - a fixture
from tests.news.test_feed_caching import SECRET, ask_again, codes  # noqa: F401 - a fixture
from tests.news.test_feed_text import HOSTILE

FEED = "/news/feed.json"
FEEDS = (FEED, "/news/tag/film/feed.json")
SOURCE = {"source_name": "The Sheet", "source_url": "https://sheet.example/a"}


@pytest.fixture
def read(client):
    """Return the feed at an address, which must hold to the rules."""

    def get(address=FEED):
        answer = client.get(address)
        assert answer.content_type == "application/feed+json"
        assert broken_json_rules(answer.data, SITE + address) == []
        return answer.json

    return get


@pytest.fixture
def only(read):
    """Return the only item of the feed."""

    def get():
        (item,) = read()["items"]
        return item

    return get


def test_a_story_is_told_whole(client, publish, only, put_picture):  # noqa: F811 - the fixture
    picture = put_picture()
    publish("rain", **WHOLE | {"updated_at": MORNING + timedelta(hours=1)}, picture=picture)
    item = only()
    (rss,) = items_of(client.get("/news/feed.xml"))
    assert item.pop("content_html").strip() == text_of(rss, "content:encoded").strip()
    assert item == {
        "id": text_of(rss, "guid"),
        "url": f"{SITE}/news/rain",
        "title": "Seventeen takes in the rain",
        "summary": "Forty extras, one rain machine.",
        "image": rss.find("enclosure").get("url"),
        "date_published": "2025-11-22T09:14:00.000Z",
        "date_modified": "2025-11-22T10:14:00.000Z",
        "authors": [{"name": "Ada"}],
        "tags": ["Film", "Tide Tables"],
        "language": "en",
    }


def test_addresses_inside_the_content_are_absolute(publish, only):
    publish(**WHOLE)
    assert f'<a href="{SITE}/news/lorry"' in only()["content_html"]


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ({"byline": "Ada, Bert"}, ["Ada", "Bert"]),
        (SOURCE, ["The Sheet"]),
        ({}, ["The newsroom of Aerial 87.9"]),
    ],
)
def test_authors_are_the_byline_the_source_or_the_newsroom(publish, only, told, names):
    publish(**told)
    assert [author["name"] for author in only()["authors"]] == names


@pytest.mark.parametrize(
    ("rights", "url", "original"),
    [
        ("link", SOURCE["source_url"], SOURCE["source_url"]),
        ("link", "javascript:alert(1)", None),
        ("excerpt", SOURCE["source_url"], None),
        ("full", SOURCE["source_url"], None),
        ("", SOURCE["source_url"], None),
    ],
)
def test_a_story_that_only_links_names_its_original(publish, only, rights, url, original):
    publish(**SOURCE | {"rights": rights, "source_url": url})
    assert only().get("external_url") == original


@pytest.mark.parametrize("rights", ["link", "excerpt", "full"])
def test_anothers_story_has_as_much_content_as_is_stored_and_its_source(
    client, publish, only, rights
):
    publish(**SOURCE, rights=rights, body="<p>As much as may be shown.</p>")
    content = only()["content_html"]
    assert "<p>As much as may be shown.</p>" in content
    assert '<a href="https://sheet.example/a" rel="noopener">The Sheet</a>' in content
    (rss,) = items_of(client.get("/news/feed.xml"))
    assert text_of(rss, "content:encoded").strip() == content.strip()


def test_clips_are_attachments(app, publish, only):
    publish()
    with app.app_context():
        clip = Clip(hash="0" * 20, ending="mp3", bytes=12345, seconds=61.2345, title="Low tide",
                    uploaded_at=clock.now())  # fmt: skip
        story = db.session.scalar(select(Story))
        story.clips.append(clip)
        db.session.commit()
    assert only()["attachments"] == [
        {"url": f"{SITE}/media/{'0' * 20}.mp3", "mime_type": "audio/mpeg", "title": "Low tide",
         "size_in_bytes": 12345, "duration_in_seconds": 61.234}
    ]  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_what_somebody_typed_is_text(publish, only, typed):
    text, shown = typed
    publish(headline=text, standfirst=text, byline="Ada", tags=[f"film {text}"])
    item = only()
    assert (item["title"], item["summary"]) == (shown or text,) * 2
    assert item["tags"] == [f"film {shown or text}"]


def test_the_feed_names_the_station_its_logo_and_a_tag(app, read, publish):
    publish(tags=["Film"])
    with app.test_request_context():
        keep_settings({"logo": {"file": f"{'0' * 20}-396.webp", "width": 396, "height": 132}})
        db.session.commit()
    feed = read(FEEDS[1])
    feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Aerial 87.9: Film",
        "home_page_url": f"{SITE}/news/tag/film",
        "feed_url": SITE + FEEDS[1],
        "description": "News from Aerial 87.9. Radio from the harbour",
        "icon": f"{SITE}/media/{'0' * 20}-396.webp",
        "language": "en",
        "authors": [{"name": "Aerial 87.9", "url": f"{SITE}/"}],
    }
    assert read()["title"] == "Aerial 87.9"


def test_without_stories_there_are_no_items(client, read):
    assert read()["items"] == []
    assert client.get("/news/tag/none/feed.json").status_code == 404


def test_what_is_hidden_is_not_there(hide, publish, read):
    hide(**SECRET)
    publish("shown", tags=["film"])
    for address in FEEDS:
        assert [item["title"] for item in read(address)["items"]] == ["shown"]


@pytest.mark.parametrize("address", FEEDS)
def test_etag_alone_and_last_modified_alone_each_give_an_empty_304(
    app, client, publish, ask_again, traveller, address  # noqa: F811 - the fixture
):  # fmt: skip
    publish(tags=["film"])
    traveller.shift(1)
    first = client.get(address)
    for answer in ask_again(address, first):
        assert (answer.status_code, answer.data) == (304, b"")
    assert first.headers["Cache-Control"] == client.get("/news/").headers["Cache-Control"]
    assert "Set-Cookie" not in first.headers
    traveller.shift(60)
    change_story(app, "a-story", updated_at=NOON + timedelta(minutes=1), headline="Changed")
    assert codes(ask_again(address, first)) == [200, 200]


@pytest.mark.parametrize(("address", "most"), [(FEEDS[0], 8), (FEEDS[1], 10)])
def test_twenty_stories_cost_what_one_costs(
    app, client, publish, put_picture, count_queries, address, most  # noqa: F811 - the fixture
):  # fmt: skip
    def count():
        with count_queries() as queries:
            items = client.get(address).json["items"]
        return len(queries), len(items)

    publish("story-0", tags=["film"], picture=put_picture(), **SOURCE, rights="link")
    client.get(address)
    few, _ = count()
    for number in range(1, 22):
        publish(f"story-{number}", tags=["film", f"tag {number}"], picture={})
    many, items = count()
    assert items == 20
    assert few == many <= most
