"""Opinions under stories that are hidden, unpublished or moved go where their story goes."""

import pytest

from tests.news.conftest import hide  # noqa: F401 - a fixture
from tests.news.test_hidden import PLACES

FEED = "/news/shown/comments/feed.xml"
WORDS = ("The fishmonger", "No. 0")


@pytest.fixture
def secret(publish, hide, write_many):  # noqa: F811 - the fixture
    """Write a story that is shown, and return what writes opinions under one that is hidden."""
    publish("shown", headline="Shown headline", tags=["film"], artists=["The Ferry"])

    def write():
        write_many(hide(tags=["film"], artists=["The Ferry"], former=["a-secret-before"]), 2)

    return write


@pytest.mark.parametrize("address", [*PLACES, FEED])
def test_opinions_under_hidden_stories_stand_nowhere(client, secret, address):
    secret()
    answer = client.get(address)
    assert answer.status_code == 200
    assert not [word for word in WORDS if word in answer.text]


@pytest.mark.parametrize("address", PLACES[:6])
def test_opinions_under_hidden_stories_change_no_etag(client, secret, address):
    before = client.get(address).headers["ETag"]
    secret()
    assert client.get(address).headers["ETag"] == before


def test_a_withdrawn_story_takes_its_opinions_along(client, publish, write_many):
    address = publish(withdrawn=True)
    write_many(address, 1)
    answer = client.get(address)
    assert answer.status_code == 410
    assert not [word for word in WORDS if word in answer.text]


@pytest.mark.parametrize("part", ["reply", "comments/feed.xml"])
def test_what_belongs_to_a_withdrawn_story_is_410_too(client, publish, part):
    assert client.get(f"{publish(withdrawn=True)}/{part}").status_code == 410


@pytest.mark.parametrize("part", ["reply", "reply?to=7", "comments/feed.xml"])
def test_a_former_address_leads_to_the_present_one(client, publish, part):
    publish("present", former=["old"])
    answer = client.get(f"/news/old/{part}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/news/present/{part}")
    assert answer.headers["Cache-Control"].startswith("public, max-age=0")


def test_a_page_of_opinions_that_there_is_not_is_404(client, publish, wrong_page):
    assert client.get(f"{publish()}?{wrong_page}").status_code == 404
