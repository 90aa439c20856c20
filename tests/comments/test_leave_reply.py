"""POST /news/<slug>/comments: replies that are taken, and what becomes of them."""

import re
from dataclasses import replace

import pytest

from blueprints.core import clock
from tests.comments.conftest import WORDS
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER, fields_of, numbers_in
from tests.news.helpers import Page

RECEIVED = "Thanks! Your reply will appear once a moderator approves it."


def test_a_reply_of_somebody_known_is_published_at_once(client, story, meet, send, rows):
    meet(FISHMONGER)
    answer = send(story)
    reply = rows()[-1]
    assert answer.status_code == 303
    assert re.fullmatch(rf"{story}\?c={reply.id}&edit=[\w.~-]+#comment-{reply.id}", answer.location)
    assert (reply.state, reply.why, reply.parent_id) == ("approved", "", None)
    assert (reply.name, reply.email, reply.text) == (FISHMONGER.name, FISHMONGER.email, WORDS)
    assert reply.created_at == reply.changed_at == clock.now()
    page = Page(client.get(answer.location).text)
    assert page.texts("div", class_="words") == [" ".join(WORDS.split()).replace(". It", ".It")]
    assert page.one("article", id=f"comment-{reply.id}")


def test_the_first_reply_of_somebody_waits(client, story, send, rows):
    answer = send(story)
    (reply,) = rows()
    assert (reply.state, reply.why) == ("pending", "first")
    assert answer.status_code == 303
    assert re.fullmatch(rf"{story}/reply\?waiting=[\w.~-]+", answer.location)
    notice = client.get(answer.location)
    assert notice.status_code == 200
    assert Page(notice.text).texts("h1") == [RECEIVED]
    assert "It still smells of cod." in notice.text
    assert numbers_in(client.get(story)) == []


def test_an_approved_reply_takes_its_writer_to_its_place(client, story, send, approve):
    waiting = send(story).location
    approve(1)
    answer = client.get(waiting)
    assert answer.status_code == 303
    assert re.fullmatch(rf"{story}\?c=1&edit=[\w.~-]+#comment-1", answer.location)
    assert numbers_in(client.get(story)) == [1]


def test_a_reply_answers_another(client, story, write, meet, send, rows):
    number = write(story, reader=KEEPER)
    meet(EXTRA)
    answer = send(story, EXTRA, to=number)
    assert answer.status_code == 303
    assert rows()[-1].parent_id == number
    assert numbers_in(client.get(story)) == [number, rows()[-1].id]


def test_a_reply_under_a_former_slug_arrives(story, fill, post, traveller, change_story, rows):
    data = fill(story)
    traveller.shift(3)
    change_story(story, slug="a-tour")
    answer = post(story, data)
    assert answer.status_code == 303
    assert answer.location.startswith("/news/a-tour/reply?waiting=")
    assert len(rows()) == 1


# Why it waits


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"text": "https://a.example/ and b.com"}, "links"),
        ({"text": "There was SOUP."}, "word"),
        ({"name": "Ada Вyline"}, "name"),
        ({"name": "Aerial 87,9"}, "name"),
        ({"name": "Somebody new"}, "first"),
        ({"email": "somebody@example.org"}, "first"),
    ],
)
def test_what_a_moderator_should_see_waits(make_app, publish, story, meet, send, rows, fields, why):
    publish("by-ada", byline="Ada Byline")
    meet(FISHMONGER)
    answer = send(story, through=make_app(RADIO_COMMENT_HOLD_WORDS="fog, soup"), **fields)
    assert "/reply?waiting=" in answer.location
    assert (rows()[-1].state, rows()[-1].why) == ("pending", why)


def test_the_name_and_the_email_are_known_together_only(story, meet, send, rows):
    meet(FISHMONGER)
    meet(EXTRA)
    send(story, replace(FISHMONGER, email=EXTRA.email))
    assert (rows()[-1].state, rows()[-1].why) == ("pending", "first")


def test_somebody_whose_only_reply_was_taken_for_spam_is_known_no_more(story, send, write, rows):
    write(story, reader=FISHMONGER, ago=90_000, state="spam")
    send(story)
    assert rows()[-1].state == "pending"


def test_capitals_in_an_email_are_no_other_reader(story, meet, send, rows):
    meet(FISHMONGER)
    send(story, email=FISHMONGER.email.upper())
    assert (rows()[-1].state, rows()[-1].email) == ("approved", FISHMONGER.email)


# Spam


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"subject": "Hello"}, "honeypot"),
        ({"text": "Come to my Casino"}, "word"),
        ({"name": "casino"}, "word"),
        ({"email": "casino@example.org"}, "word"),
        ({"text": " ".join(f"host{n}.com" for n in range(5))}, "links"),
    ],
)
def test_spam_is_kept_and_its_writer_reads_the_same_words(
    client, make_app, story, meet, send, rows, fields, why
):
    meet(FISHMONGER)
    answer = send(story, through=make_app(RADIO_COMMENT_BIN_WORDS="casino"), **fields)
    assert (rows()[-1].state, rows()[-1].why) == ("spam", why)
    assert answer.status_code == 303
    assert Page(client.get(answer.location).text).texts("h1") == [RECEIVED]


def test_a_notice_of_spam_is_told_from_a_held_ones_by_nothing(client, story, send, traveller):
    pages = []
    for reader, subject in ((FISHMONGER, ""), (replace(EXTRA, name=FISHMONGER.name), "Hello")):
        place = send(story, reader, after=3, subject=subject).location
        traveller.shift(-3)
        page = client.get(place).text.replace(place.split("=")[1], "…")
        pages.append(re.sub(r"/own/[\w.~-]+", "/own/…", page))
    assert pages[0] == pages[1]


def test_a_field_for_machines_with_nothing_but_spaces_is_empty(story, meet, send, rows):
    meet(FISHMONGER)
    send(story, subject="  ")
    assert rows()[-1].state == "approved"


# What is kept


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("name", "  The \t fishmonger\r\n", "The fishmonger"),
        ("name", "Zoe\u0308", "Zoë"),
        ("name", "A\x00B\x1b[31m", "A B [31m"),
        ("email", " Fish@Example.ORG ", "fish@example.org"),
        ("text", "one\r\ntwo\rthree\n\n\n  ", "one\ntwo\nthree"),
        ("text", "\n\n  first", "first"),
        ("text", "a\x00\x1b\x7fb\tc", "ab\tc"),
        ("text", "  cod\n    indented", "cod\n    indented"),
        ("text", "e\u0301t\u00e9", "été"),
        ("text", "🐟", "🐟"),
        ("text", "<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_a_field_is_kept_clean_and_whole(story, send, rows, field, typed, kept):
    assert send(story, **{field: typed}).status_code == 303
    assert getattr(rows()[-1], field) == kept


def test_a_website_that_is_not_asked_for_is_not_kept(story, send, rows):
    send(story, website="https://a.example/")
    assert rows()[-1].website == ""


def test_a_website_that_is_asked_for_is_kept(make_app, story, send, rows):
    send(story, through=make_app(RADIO_COMMENT_WEBSITE="yes"), website="https://a.example/?a=1&b")
    assert rows()[-1].website == "https://a.example/?a=1&b"


def test_the_email_is_shown_nowhere(client, story, meet, send, rows):
    meet(FISHMONGER)
    place = send(story).location
    waiting = send(story, KEEPER).location
    for address in ("/", "/news/", story, place, waiting, f"{story}/comments/feed.xml",
                    f"{story}/reply?to={rows()[1].id}"):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200
        assert FISHMONGER.email not in answer.text
        assert KEEPER.email not in answer.text


def test_a_form_may_be_sent_again_with_other_words(story, fill, post, traveller, rows):
    data = fill(story)
    for text in ("One.", "Two."):
        traveller.shift(15)
        assert post(story, data | {"text": text}).status_code == 303
    assert [reply.text for reply in rows()] == ["One.", "Two."]


# What the answer says of itself


@pytest.mark.parametrize("known", [True, False])
def test_the_way_onwards_is_kept_by_nobody(story, meet, send, known):
    if known:
        meet(FISHMONGER)
    answer = send(story)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_a_form_that_was_mended_can_be_sent_at_once(story, fill, post, traveller, rows):
    data = fill(story, email="nobody")
    traveller.shift(3)
    refused = post(story, data)
    assert refused.status_code == 422
    assert post(story, fields_of(refused) | {"email": FISHMONGER.email}).status_code == 303
    assert len(rows()) == 1
