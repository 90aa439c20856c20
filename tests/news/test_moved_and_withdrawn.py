"""Stories that stand elsewhere now, stories that were withdrawn, slugs that none may have."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy.exc import IntegrityError

from blueprints.core import clock
from tests.news.helpers import change_story

# Former slugs


@pytest.mark.parametrize(
    ("asked", "present"),
    [
        ("/news/old", "/news/present"),
        ("/news/old?page=2", "/news/present?page=2"),
        ("/news/old?c=7&x=%C3%BC%20%0D%0A", "/news/present?c=7&x=%C3%BC%20%0D%0A"),
    ],
)
def test_a_former_address_leads_to_the_present_one(client, publish, asked, present):
    publish("present", former=["old"])
    answer = client.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, present)
    assert answer.headers["Cache-Control"].startswith("public, max-age=0")


def test_every_former_address_leads_there_at_once(client, publish):
    publish("third", former=["first", "second"])
    for slug in ("first", "second"):
        assert client.get(f"/news/{slug}").headers["Location"] == "/news/third"


def test_a_story_that_took_its_first_slug_back_is_there(client, publish):
    publish("first", former=["first", "second"])
    assert client.get("/news/first").status_code == 200
    assert client.get("/news/second").headers["Location"] == "/news/first"


def test_a_new_story_at_a_former_slug_is_shown(look, publish):
    publish("present", former=["old"])
    publish("old", headline="A new story")
    assert look("/news/old").texts("h1") == ["A new story"]


def test_a_former_address_does_not_trust_the_host(client, publish):
    publish("present", former=["old"])
    answer = client.get("/news/old?next=//evil.example", headers={"Host": "evil.example"})
    assert answer.headers["Location"] == "/news/present?next=//evil.example"


@pytest.mark.parametrize("hours_ago", [None, -1], ids=["a draft", "a scheduled story"])
def test_a_former_address_of_a_hidden_story_is_404(client, publish, hours_ago):
    publish("a-secret", former=["old"], hours_ago=hours_ago)
    answer = client.get("/news/old")
    assert answer.status_code == 404
    assert "a-secret" not in answer.text


def test_a_former_address_of_a_withdrawn_story_ends_at_its_note(client, publish):
    publish("present", former=["old"], withdrawn=True)
    answer = client.get("/news/old", follow_redirects=True)
    assert (answer.status_code, answer.request.path) == (410, "/news/present")


# Withdrawn


def test_a_withdrawn_story_is_410_with_its_note(client, publish):
    address = publish(
        headline="The headline",
        standfirst="The standfirst",
        body="<p>The body</p>",
        byline="Ada",
        source_name="The Sheet",
        picture={"caption": "The caption"},
        tags=["film"],
        withdrawn=True,
        withdrawal_note="We were wrong about <the quay>.",
    )
    answer = client.get(address)
    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "no-store"
    assert "We were wrong about &lt;the quay&gt;." in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    gone = ("The headline", "The standfirst", "The body", "Ada", "The Sheet", "The caption")
    assert not [word for word in gone if word in answer.text]


def test_a_withdrawn_story_without_a_note_says_that_it_is_gone(client, publish):
    answer = client.get(publish(withdrawn=True))
    assert answer.status_code == 410
    assert "This page has been removed permanently." in answer.text


def test_the_note_is_in_the_storys_language(client, publish):
    text = client.get(publish(withdrawn=True, language="ar", withdrawal_note="سُحب")).text
    assert 'lang="ar"\n       dir="rtl">سُحب' in text


@pytest.mark.parametrize("hours_ago", [None, -1], ids=["a draft", "a scheduled story"])
def test_a_story_that_was_withdrawn_before_it_was_published_is_404(client, publish, hours_ago):
    address = publish(hours_ago=hours_ago, withdrawn=True, withdrawal_note="Never to be seen.")
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Never to be seen." not in answer.text


def test_it_stays_404_when_its_time_would_have_come(client, publish):
    address = publish("a-plan", hours_ago=-1, withdrawn=True, former=["old"])
    with time_machine.travel(clock.now() + timedelta(hours=2)):
        assert client.get(address).status_code == 404
        assert client.get("/news/old").status_code == 404


def test_a_story_disappears_as_it_is_withdrawn_and_comes_back_as_it_is_not(app, client, publish):
    address = publish(tags=["film"])
    lists = ("/", "/news/", "/news/tag/film")
    change_story(app, "a-story", withdrawn_at=clock.now())
    assert client.get(address).status_code == 410
    assert not [one for one in lists if "a-story" in client.get(one).text]
    change_story(app, "a-story", withdrawn_at=None)
    assert client.get(address).status_code == 200
    assert all("a-story" in client.get(one).text for one in lists)


# Reserved slugs


@pytest.mark.parametrize("slug", ["tag", "feed", "preview"])
def test_a_slug_that_is_reserved_cannot_be_stored(publish, slug):
    with pytest.raises(IntegrityError, match="slug_is_free"):
        publish(slug)


def test_a_story_cannot_move_to_a_reserved_slug(app, publish):
    publish("a-story")
    with pytest.raises(IntegrityError, match="slug_is_free"):
        change_story(app, "a-story", slug="feed")


def test_a_slug_is_taken_once(publish):
    publish("a-story")
    with pytest.raises(IntegrityError):
        publish("a-story")
