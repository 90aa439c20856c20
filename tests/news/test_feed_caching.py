"""Feeds of the news: when they changed, and what of the hidden they show (nothing)."""

from datetime import timedelta

import pytest

from tests.conftest import NOON
from tests.news.feed_rules import broken_rules, titles_in
from tests.news.helpers import change_story

FEEDS = ("/news/feed.xml", "/news/tag/film/feed.xml")
SECRET = {"headline": "Secret headline", "standfirst": "Secret standfirst",
          "body": "<p>Secret body</p>", "byline": "Secret", "tags": ["film", "Secret"]}  # fmt: skip


@pytest.fixture(params=FEEDS)
def address(request):
    """The site's feed, and a tag's."""
    return request.param


@pytest.fixture
def ask_again(client):
    """Ask as a reader does who has `seen` an answer, by each validator alone: the answers."""

    def ask(address, seen):
        by_etag = {"If-None-Match": seen.headers["ETag"]}
        by_date = {"If-Modified-Since": seen.headers["Last-Modified"]}
        return client.get(address, headers=by_etag), client.get(address, headers=by_date)

    return ask


def codes(answers):
    return [answer.status_code for answer in answers]


def said(answer):
    """All of an answer but what differs from one request to the next."""
    headers = {name: text for name, text in answer.headers if name not in ("X-Request-Id", "Date")}
    return answer.status_code, headers, answer.data


def test_etag_alone_and_last_modified_alone_each_give_an_empty_304(
    client, publish, ask_again, traveller, address
):
    publish(tags=["film"])
    traveller.shift(1)
    first = client.get(address)
    for answer in ask_again(address, first):
        assert (answer.status_code, answer.data) == (304, b"")
        for name in ("ETag", "Cache-Control"):
            assert answer.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"If-None-Match": "*"}, 304),
        ({"If-None-Match": '"other"'}, 200),
        ({"If-Modified-Since": "Sun, 22 Nov 2026 12:00:00 GMT"}, 304),
        ({"If-Modified-Since": "Sun, 22 Nov 2026 11:59:59 GMT"}, 200),
        ({"If-Modified-Since": "yesterday"}, 200),
        ({"If-Modified-Since": ""}, 200),
        ({"If-None-Match": '"other"', "If-Modified-Since": "Sun, 22 Nov 2026 12:00:00 GMT"}, 200),
    ],
)
def test_what_a_reader_says_to_have_decides(client, publish, traveller, address, headers, code):
    publish(tags=["film"])
    traveller.shift(1)
    answer = client.get(address, headers=headers)
    assert (answer.status_code, bool(answer.data)) == (code, code == 200)


def test_a_feed_is_kept_by_caches_for_as_long_as_any_page(client, publish, address):
    publish(tags=["film"])
    headers = client.get(address).headers
    assert headers["Cache-Control"] == client.get("/news/").headers["Cache-Control"]
    assert "Set-Cookie" not in headers
    assert "Vary" not in headers


@pytest.mark.parametrize(
    "columns", [{"headline": "Changed"}, {"body": "<p>Changed</p>"}, {"corrections": [{
        "at": "2026-11-22T12:00:00.000Z", "note": "Changed"}]}]
)  # fmt: skip
def test_a_changed_story_is_seen_by_either_validator(
    app, client, publish, ask_again, traveller, address, columns
):
    publish(tags=["film"])
    seen = client.get(address)
    traveller.shift(60)
    change_story(app, "a-story", updated_at=NOON + timedelta(minutes=1), **columns)
    for answer in ask_again(address, seen):
        assert answer.status_code == 200
        assert "Changed" in answer.text


def test_a_scheduled_story_is_seen_by_either_validator_from_its_moment_on(
    client, publish, ask_again, traveller, address
):
    publish("shown", tags=["film"])
    publish("planned", hours_ago=-1, tags=["film"])
    traveller.shift(1)
    seen = client.get(address)
    traveller.shift(3598)
    assert codes(ask_again(address, seen)) == [304, 304]
    traveller.shift(1)
    for answer in ask_again(address, seen):
        assert titles_in(answer) == ["planned", "shown"]


def test_a_withdrawn_story_is_gone_for_either_validator(
    app, client, publish, ask_again, traveller, address
):
    publish("shown", tags=["film"])
    publish("taken-down", hours_ago=2, tags=["film"])
    seen = client.get(address)
    traveller.shift(60)
    change_story(app, "taken-down", withdrawn_at=NOON + timedelta(minutes=1))
    for answer in ask_again(address, seen):
        assert answer.status_code == 200
        assert titles_in(answer) == ["shown"]


# What readers may not see


def test_hidden_stories_are_in_no_feed(client, publish, hide, address):
    publish("shown", tags=["film"])
    hide(**SECRET)
    answer = client.get(address)
    assert titles_in(answer) == ["shown"]
    assert "ecret" not in answer.text
    assert broken_rules(answer.data, f"http://127.0.0.1:8000{address}") == []


@pytest.mark.parametrize("hours_ago", [None, -1])
def test_drafts_and_scheduled_stories_change_nothing_not_even_validators(
    app, client, publish, traveller, address, hours_ago
):
    publish("shown", tags=["film"])
    traveller.shift(60)
    before = said(client.get(address))
    publish("secret", hours_ago=hours_ago, **SECRET)
    assert said(client.get(address)) == before
    traveller.shift(60)
    change_story(app, "secret", updated_at=NOON + timedelta(minutes=2))
    assert said(client.get(address)) == before


def test_the_feed_of_a_tag_of_hidden_stories_alone_is_404(client, hide):
    hide(**SECRET)
    assert client.get("/news/tag/secret/feed.xml").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_reading_is_all_that_can_be_done(client, publish, address, method):
    publish(tags=["film"])
    assert getattr(client, method)(address).status_code == 405
