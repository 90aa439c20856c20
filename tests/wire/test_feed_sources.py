"""<source> in our own feed: the feed that a story came from by the newswire, else its original."""

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.news.models import Story
from blueprints.wire.models import WireEntry, WireSource
from tests.news.conftest import publish  # noqa: F401 - a fixture
from tests.news.feed_rules import broken_rules, items_of
from tests.news.test_feed import SITE

FEED = "/news/feed.xml"
THEIRS = "https://sheet.example/feed?format=rss&lang=en"
TOLD = {"source_name": "The Sheet", "source_url": "https://sheet.example/a", "rights": "excerpt"}


@pytest.fixture
def take_in(app):
    """Write a subscription, and the entry that a story was made of."""

    def write(number, key="1"):
        now = clock.now()
        with app.app_context():
            story = db.session.get(Story, number)
            source = WireSource(url=THEIRS, url_key=key, host="sheet.example", name="The Sheet",
                                created_at=now, next_at=now)  # fmt: skip
            entry = WireEntry(source=source, guid_key=key, url_key=key, content_key=key, digest=key,
                              headline="A", published_at=now, first_seen_at=now, changed_at=now,
                              state="published", story=story)  # fmt: skip
            db.session.add(entry)
            db.session.commit()

    return write


def sources_in(answer):
    assert broken_rules(answer.data, SITE + FEED) == []
    found = [item.find("source") for item in items_of(answer)]
    return [source if source is None else (source.get("url"), source.text) for source in found]


def test_a_story_that_came_by_the_wire_names_its_feed(client, publish, take_in):  # noqa: F811
    publish("ours", hours_ago=1)
    publish("by-hand", hours_ago=2, **TOLD)
    publish("by-wire", hours_ago=3, **TOLD)
    take_in(3)
    assert sources_in(client.get(FEED)) == [
        None,
        ("https://sheet.example/a", "The Sheet"),
        (THEIRS, "The Sheet"),
    ]


def test_twenty_of_them_cost_one_query_more_than_none(
    client, publish, take_in, count_queries  # noqa: F811
):  # fmt: skip
    publish("ours", hours_ago=1)
    client.get(FEED)
    with count_queries() as few:
        client.get(FEED)
    for number in range(2, 21):
        publish(f"theirs-{number}", hours_ago=number, **TOLD)
        take_in(number, key=str(number))
    with count_queries() as many:
        sources = sources_in(client.get(FEED))
    assert sources[1:] == [(THEIRS, "The Sheet")] * 19
    assert len(many) == len(few) + 1


def test_another_name_of_a_source_is_text(client, publish, take_in):  # noqa: F811
    publish("theirs", **TOLD | {"source_name": "<script>", "source_url": "javascript:alert(1)"})
    assert sources_in(client.get(FEED)) == [None]
    take_in(1)
    assert sources_in(client.get(FEED)) == [(THEIRS, "<script>")]
