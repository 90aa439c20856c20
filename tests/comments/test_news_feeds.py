"""What the feeds of the news say of opinions: how many there are, and where they are read."""

import pytest

from blueprints.comments.models import Comment
from blueprints.core.extensions import db
from tests.news.feed_rules import broken_rules, items_of, parsed
from tests.news.test_feed import FEEDS, SITE


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_with_opinions_holds_to_the_rules_of_rss(client, publish, write_many, address):
    write_many(publish("rain", tags=["Film"]), 2)
    publish("bare", tags=["Film"])
    answer = client.get(address)
    assert broken_rules(answer.data, SITE + address) == []
    said = {entry.link: (entry.comments, entry.slash_comments) for entry in parsed(answer).entries}
    rain, bare = f"{SITE}/news/rain", f"{SITE}/news/bare"
    assert said == {rain: (f"{rain}#opinions", "2"), bare: (f"{bare}#opinions", "0")}


@pytest.mark.parametrize("address", FEEDS)
def test_etag_alone_and_last_modified_alone_each_give_a_304(client, publish, write_many, address):
    write_many(publish(tags=["film"]), 1)
    seen = client.get(address)
    for name, of in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        assert client.get(address, headers={name: seen.headers[of]}).status_code == 304


@pytest.mark.parametrize("state", ["pending", "spam", "deleted"])
def test_replies_that_are_not_published_are_not_counted(app, client, publish, write_many, state):
    first, _ = write_many(publish(), 2)
    before = client.get(FEEDS[0])
    with app.app_context():
        db.session.get(Comment, first).state = state
        db.session.commit()
    after = client.get(FEEDS[0])
    assert "<slash:comments>1</slash:comments>" in after.text
    assert before.headers["ETag"] != after.headers["ETag"]


@pytest.mark.parametrize(("address", "most"), [(FEEDS[0], 8), (FEEDS[1], 10)])
def test_queries_do_not_grow(client, publish, write_many, count_queries, address, most):
    publish("story-0", tags=["Film"])
    with count_queries() as few:
        client.get(address)
    for number in range(1, 20):
        write_many(publish(f"story-{number}", tags=["Film"]), 2)
    with count_queries() as many:
        assert len(items_of(client.get(address))) == 20
    assert len(few) == len(many) <= most
