"""Drafts, scheduled and withdrawn stories, which leak nowhere: their words, counts and ETags."""

from datetime import timedelta

import pytest
import time_machine

from blueprints.core import clock

PLACES = ("/", "/news/", "/news/?page=1", "/news/tag/film", "/news/shown", "/current-track.json",
          "/news/feed.xml", "/news/tag/film/feed.xml")  # fmt: skip
WORDS = ("a-secret", "Secret", "Hidden", "Rain Lorry", "secret-tag")


@pytest.fixture
def secret(publish, hide):
    """Write a story that is shown, and return what writes one like it that is hidden."""
    publish("shown", headline="Shown headline", tags=["film"], artists=["The Ferry"])

    def write():
        hide(
            headline="Secret headline",
            standfirst="Hidden standfirst",
            body="<p>Hidden body</p>",
            byline="Hidden byline",
            source_name="Hidden source",
            tags=["film", "secret-tag"],
            artists=["The Ferry", "Rain Lorry"],
            picture={"caption": "Hidden caption", "alternative_text": "Hidden words"},
            former=["a-secret-before"],
        )

    return write


@pytest.mark.parametrize("address", PLACES)
def test_hidden_stories_stand_nowhere(client, secret, address):
    secret()
    answer = client.get(address)
    assert answer.status_code == 200
    assert not [word for word in WORDS if word in answer.text]


@pytest.mark.parametrize("address", PLACES[:6])
def test_hidden_stories_change_no_etag(client, secret, address):
    before = client.get(address).headers["ETag"]
    secret()
    assert client.get(address).headers["ETag"] == before


@pytest.mark.parametrize("address", ["/news/tag/secret-tag", "/news/tag/secret-tag/feed.xml"])
def test_a_tag_of_hidden_stories_alone_is_404(client, secret, address):
    secret()
    assert client.get(address).status_code == 404


def test_hidden_stories_make_a_list_no_longer(client, publish, hide):
    for number in range(20):
        publish(f"story-{number}", tags=["film"])
    hide(tags=["film"])
    for address in ("/news/", "/news/tag/film"):
        assert client.get(f"{address}?page=2").status_code == 404
        assert 'rel="next"' not in client.get(address).text


def test_a_hidden_story_with_a_picture_does_not_lead_the_front_page(look, hide):
    hide(picture={})
    assert look("/").all("section", aria_label="Lead story") == []


def test_a_station_of_hidden_stories_alone_says_that_there_are_none(look, hide):
    hide()
    assert "No stories yet." in look("/news/").texts("main")[0]


def test_another_story_does_not_change_as_hidden_ones_are_written(client, publish, secret):
    publish("older", hours_ago=5, tags=["film"])
    before = client.get("/news/older").data
    secret()
    assert client.get("/news/older").data == before


def test_a_scheduled_story_appears_when_its_time_has_come(client, publish):
    publish("a-plan", hours_ago=-1, tags=["film"])
    addresses = ("/", "/news/", "/news/tag/film", "/news/a-plan")
    assert [client.get(a).text.count("/news/a-plan") for a in addresses] == [0, 0, 0, 0]
    with time_machine.travel(clock.now() + timedelta(minutes=61)):
        assert all("/news/a-plan" in client.get(address).text for address in addresses)
