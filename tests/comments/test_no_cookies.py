"""Readers get no cookie, whatever they read or send."""

import pytest

from tests.comments.readers import FISHMONGER, KEEPER


def sends_no_cookie(answer):
    names = {name.strip().lower() for name in answer.headers.get("Vary", "").split(",")}
    return "Set-Cookie" not in answer.headers and not names & {"cookie", "*"}


@pytest.mark.parametrize(
    "path",
    ["/", "/news/", "{}", "{}?c=1", "{}?page=9", "{}/reply", "{}/reply?to=1", "{}/reply?to=9",
     "{}/reply?waiting=x", "{}/comments", "{}/comments/feed.xml", "/news/none/reply"],
)  # fmt: skip
def test_no_page_sets_a_cookie(client, story, write, path):
    write(story)
    answer = client.get(path.format(story), headers={"Cookie": "session=x"})
    assert sends_no_cookie(answer)


@pytest.mark.parametrize(
    ("fields", "age", "code"),
    [
        ({}, 3, 303),
        ({"subject": "x"}, 3, 303),
        ({"token": "x"}, 3, 400),
        ({}, 1, 422),
        ({"email": "x"}, 3, 422),
        ({"parent": "9"}, 3, 422),
    ],
)
def test_no_answer_to_a_reply_sets_a_cookie(story, fill, post, traveller, fields, age, code):
    data = fill(story) | fields
    traveller.shift(age)
    answer = post(story, data)
    assert (answer.status_code, sends_no_cookie(answer)) == (code, True)


def test_no_refusal_of_a_second_reply_sets_a_cookie(story, send):
    send(story)
    for text, code in (("Again.", 429), (None, 409)):
        answer = send(story, **({"text": text} if text else {}))
        assert (answer.status_code, sends_no_cookie(answer)) == (code, True)


def test_neither_does_a_closed_story_nor_one_that_is_gone(story, fill, post, close):
    data = fill(story)
    close(story)
    assert sends_no_cookie(post(story, data))
    assert sends_no_cookie(post("/news/none", data))


def test_a_readers_whole_visit_leaves_nothing_behind(app, story, write, fill, traveller):
    write(story, reader=KEEPER)
    visitor = app.test_client()
    for address in ("/", "/news/", story, f"{story}/reply"):
        assert visitor.get(address).status_code == 200
    data = fill(story)
    traveller.shift(3)
    answer = visitor.post(f"{story}/comments", data=data)
    assert visitor.get(answer.location).status_code == 200
    assert visitor._cookies == {}
    assert FISHMONGER.name in visitor.get(answer.location).text
