"""Leaving a reply: the rows of the table of refusals that look at what was typed."""

import re
from dataclasses import replace

import pytest

from tests.comments.readers import EXTRA, FISHMONGER, KEEPER, TYPED, error_beside, fields_of

# Row 6


@pytest.mark.parametrize("field", ["name", "email", "text"])
@pytest.mark.parametrize("typed", ["", "   ", "\n\t\r\n", "\x00", "\u200b\u2060", "\u00a0\u3000"])
def test_a_field_without_anything_to_see_is_422(story, fill, refused, traveller, field, typed):
    data = fill(story, **{field: typed})
    traveller.shift(3)
    answer = refused(422, story, data, typed={*TYPED} - {field})
    assert error_beside(answer, field)
    assert not [error_beside(answer, name) for name in {*TYPED} - {field} - {"parent"}
                if error_beside(answer, name)]  # fmt: skip


@pytest.mark.parametrize("field", ["name", "email", "text"])
def test_a_field_that_is_missing_is_422(story, fill, refused, traveller, field):
    data = fill(story)
    del data[field]
    traveller.shift(3)
    assert error_beside(refused(422, story, data), field)


@pytest.mark.parametrize(
    "email",
    ["nobody", "@example.org", "a@", "a@b", "a@@example.org", "a b@example.org", "a@example..org",
     "a@-example.org", "a@example.org-", "a@example.org.", "<a@example.org>", "é@example.org",
     "a@exämple.org", "a@example.org,b@example.org", "mailto:a@example.org", "a@[127.0.0.1]",
     "ſ@example.org"],
)  # fmt: skip
def test_an_email_that_is_none_by_its_syntax_is_422(story, fill, refused, traveller, email):
    data = fill(story, email=email)
    traveller.shift(3)
    assert "valid email address" in error_beside(refused(422, story, data), "email")


@pytest.mark.parametrize("email", ["a@example.org", "a.b+c@sub.example.co", "o'neil@example.org",
                                   "1@2.org", "a@xn--exmple-cua.org"])  # fmt: skip
def test_an_email_is_looked_at_by_its_syntax_only(story, send, rows, email):
    assert send(story, email=email).status_code == 303
    assert rows()[-1].email == email


def test_all_that_is_wrong_is_said_at_once(story, fill, refused, traveller):
    data = fill(story, name="", email="nobody", text=" ")
    traveller.shift(3)
    answer = refused(422, story, data, typed=("name", "email"))
    assert all(error_beside(answer, name) for name in ("name", "email", "text"))


# Row 7


@pytest.mark.parametrize(
    "parent",
    ["999", "0", "-1", "2147483648", "9223372036854775808", "9" * 5000, "1.0", "1e0", "0x1", "+1",
     " 1", "1_0", "\x00", "1\x00", "١", "²", "abc", "1' OR '1'='1"],
)  # fmt: skip
def test_a_parent_that_there_is_not_is_422(story, write, fill, post, refused, traveller, parent):
    assert write(story, reader=KEEPER, ago=9000) == 1
    data = fill(story, parent=parent)
    traveller.shift(3)
    answer = refused(422, story, data, typed=("name", "email", "text"))
    assert "The reply you’re answering was removed." in answer.text
    assert post(story, fields_of(answer)).status_code == 303


@pytest.mark.parametrize("state", ["pending", "spam", "deleted"])
def test_a_parent_that_is_not_approved_is_422(story, write, fill, refused, traveller, state):
    data = fill(story, parent=str(write(story, state=state, reader=KEEPER)))
    traveller.shift(3)
    refused(422, story, data, typed=("name", "email", "text"))


def test_a_parent_of_another_story_is_422(story, other_story, write, fill, refused, traveller):
    data = fill(story, parent=str(write(other_story, reader=KEEPER)))
    traveller.shift(3)
    refused(422, story, data, typed=("name", "email", "text"))


# Row 8


@pytest.mark.parametrize("known", [True, False])
def test_the_same_again_is_409_with_the_way_to_the_first(
    client, story, fill, meet, post, refused, traveller, known
):
    if known:
        meet(FISHMONGER)
    data = fill(story)
    traveller.shift(3)
    first = post(story, data).location
    answer = refused(409, story, data)
    assert "You’ve already posted this." in answer.text
    assert re.sub("&edit=[^#]*", "", first) in answer.text  # whoever repeats it may not edit it
    assert client.get(first).status_code == 200


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, 409),
        ({"name": "  The   fishmonger "}, 409),
        ({"email": FISHMONGER.email.upper()}, 409),
        ({"text": "So it was.\r\n"}, 409),
        ({"name": "Another"}, 303),
        ({"email": "another@example.org"}, 303),
        ({"text": "So it is."}, 303),
        ({"parent": "1"}, 303),
    ],
)
def test_the_same_is_story_parent_name_email_and_text(story, write, send, traveller, fields, code):
    write(story, reader=KEEPER)
    assert send(story, text="So it was.").status_code == 303
    traveller.shift(60)
    assert send(story, **{"text": "So it was."} | fields).status_code == code


def test_the_same_under_another_story_is_not_the_same(story, other_story, send, traveller):
    for address in (story, other_story):
        traveller.shift(60)
        assert send(address).status_code == 303


def test_the_same_by_another_reader_s_machine_is_the_same(story, send):
    send(story)
    assert send(story, replace(FISHMONGER, address=EXTRA.address)).status_code == 409


# Row 9 (the numbers are in test_limits.py)


def test_another_within_15_seconds_is_429(story, write, fill, refused, traveller):
    data = fill(story, to=write(story, ago=3))
    traveller.shift(3)
    answer = refused(429, story, data)
    assert answer.headers["Retry-After"] == "9"
    assert "Try again in 9 seconds." in answer.text
