"""Leaving a reply: the rows of the table of refusals that look at the form as a whole."""

import pytest

from blueprints.comments import tokens
from blueprints.core import clock
from tests.comments.readers import fields_of
from tests.news.helpers import Page

# Row 1


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("slug", ["a-story", "none"])
def test_what_is_not_sent_by_post_is_405(story, fill, refused, traveller, method, slug):
    data = fill(story)
    traveller.shift(3)
    answer = refused(405, f"/news/{slug}", data, method=method)
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


# Row 2


@pytest.mark.parametrize("slug", ["none", "a-draft", "a-plan", "x" * 5000])
def test_a_story_that_is_not_there_is_404(story, publish_hidden, fill, refused, traveller, slug):
    data = fill(story)
    traveller.shift(3)
    answer = refused(404, f"/news/{slug}", data)
    assert "This story is no longer available." in answer.text
    assert not [word for word in publish_hidden[2:] if word in answer.text]


def test_an_unpublished_story_is_404_and_its_form_is_good_once_it_is_back(
    story, fill, post, refused, traveller, change_story
):
    data = fill(story)
    traveller.shift(3)
    change_story(story, withdrawn_at=clock.now())
    answer = refused(404, story, data)
    change_story(story, withdrawn_at=None)
    traveller.shift(3)
    assert post(story, fields_of(answer)).status_code == 303


# Row 3


def test_a_closed_discussion_is_403_in_words(story, fill, refused, traveller, close):
    data = fill(story, text='<b>Late</b>,\n\nbut "here" & there')
    traveller.shift(3)
    close(story)
    answer = refused(403, story, data)
    assert "Replies to this story are closed." in answer.text
    assert (Page(answer.text).one("button", type="submit")[1]) == "Try again"


# Row 4


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://localhost.evil.example",
        "http://localhost@evil.example",
        "http://localhost:8001",
        "https://localhost",
        "file://",
        "http://[::",
        "localhost",
        "http://127.0.0.2",
        "http://evil.example, http://localhost",
    ],
)
def test_a_foreign_origin_is_400(story, write, fill, refused, traveller, origin):
    data = fill(story, to=write(story, ago=9000))
    traveller.shift(3)
    answer = refused(400, story, data, headers={"Origin": origin})
    assert "We couldn’t verify this form." in answer.text


def test_a_token_that_is_missing_is_400(story, fill, refused, traveller):
    data = fill(story)
    traveller.shift(3)
    del data["token"]
    refused(400, story, data)


@pytest.mark.parametrize(
    "change",
    [
        lambda token: "",
        lambda token: token[:-1],
        lambda token: token + "x",
        lambda token: "x" + token,
        lambda token: token.swapcase(),
        lambda token: token.split(".")[0],
        lambda token: "." + token.split(".")[1],
        lambda token: "..",
        lambda token: "\x00",
        lambda token: "é🐟",
        lambda token: token + "\x00",
        lambda token: "WzEsMF0." + token.split(".")[1],
        lambda token: "a" * 200_000,
    ],
)
def test_a_forged_token_is_400(story, fill, refused, traveller, change):
    data = fill(story)
    traveller.shift(3)
    refused(400, story, data | {"token": change(data["token"])})


def test_the_token_of_another_story_is_400(story, other_story, fill, refused, traveller):
    data = fill(story) | {"token": fill(other_story)["token"]}
    traveller.shift(3)
    refused(400, story, data)


def test_the_token_of_another_station_is_400(make_app, story, fill, refused, traveller):
    data = fill(story, through=make_app(RADIO_SECRET_KEY="another"))
    traveller.shift(3)
    refused(400, story, data)


def test_the_token_of_a_notice_is_400(app, story, fill, refused, traveller):
    with app.test_request_context():
        token = tokens.waiting_token(1)
    traveller.shift(3)
    refused(400, story, fill(story) | {"token": token})


def test_a_broken_form_comes_back_with_a_token_that_is_good(story, fill, post, refused, traveller):
    answer = refused(400, story, fill(story) | {"token": "broken"})
    traveller.shift(3)
    assert post(story, fields_of(answer)).status_code == 303


def test_nothing_at_all_is_400_with_an_empty_form(story, refused):
    for data in ({}, b"", b"\xff\xfe\x00", b"&&&==="):
        assert fields_of(refused(400, story, data, typed=()))["text"] == ""


# Row 5


@pytest.mark.parametrize("age", [0.01, 2.99, 24 * 3600 + 0.01, 400 * 24 * 3600, -10])
def test_a_form_sent_at_once_or_a_day_late_is_422(story, fill, post, refused, traveller, age):
    data = fill(story)
    traveller.shift(age)
    answer = refused(422, story, data)
    assert "The form expired." in answer.text
    assert fields_of(answer)["token"] != data["token"]
    traveller.shift(3)
    assert post(story, fields_of(answer)).status_code == 303


@pytest.mark.parametrize("age", [3, 3600, 24 * 3600])
def test_a_form_sent_in_time_is_taken(story, send, age):
    assert send(story, after=age).status_code == 303
