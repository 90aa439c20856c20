"""Leaving a reply: each row of the table of refusals, and that an earlier one wins."""

from dataclasses import replace

import pytest

from blueprints.comments import tokens
from blueprints.core import clock
from tests.comments.readers import (
    EXTRA,
    FISHMONGER,
    KEEPER,
    TYPED,
    error_beside,
    fields_of,
    kept_in,
)

EVIL = {"Origin": "https://evil.example"}


@pytest.fixture
def refused(post, rows):
    """Sends what must be refused with `code`, and looks that nothing was written."""

    def send_in_vain(code, address, data, *args, typed=TYPED, **request):
        before = [(row.id, row.state, row.changed_at) for row in rows()]
        answer = post(address, data, *args, **request)
        assert answer.status_code == code
        assert [(row.id, row.state, row.changed_at) for row in rows()] == before
        assert "no-store" in answer.headers["Cache-Control"]
        if code in (400, 409, 422, 429):
            assert answer.headers["Cache-Control"] == "private, no-store"
            shown = fields_of(answer)
            assert {name: shown[name] for name in typed} == {
                name: data.get(name, "") for name in typed
            }
        return answer

    return send_in_vain


# Row 1


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("slug", ["a-story", "none"])
def test_what_is_not_sent_by_post_is_405(story, fill, refused, traveller, method, slug):
    data = fill(story)
    traveller.shift(3)
    answer = refused(405, f"/news/{slug}", data, method=method)
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


# Row 2


@pytest.mark.parametrize("slug", ["none", "a-draft", "a-plan", "%00", "x" * 5000])
def test_a_story_that_is_not_there_is_404(story, publish_hidden, fill, refused, traveller, slug):
    data = fill(story)
    traveller.shift(3)
    answer = refused(404, f"/news/{slug}", data)
    assert kept_in(answer) == data["text"]
    assert not [word for word in publish_hidden[2:] if word in answer.text]


def test_a_withdrawn_story_is_404(story, fill, refused, traveller, change_story):
    data = fill(story)
    traveller.shift(3)
    change_story(story, withdrawn_at=clock.now())
    assert kept_in(refused(404, story, data)) == data["text"]


# Row 3


def test_a_closed_discussion_is_403_in_words(story, fill, refused, traveller, close):
    data = fill(story, text='<b>Late</b>,\n\nbut "here" & there')
    traveller.shift(3)
    close(story)
    answer = refused(403, story, data)
    assert "Replies to this story are closed." in answer.text
    assert kept_in(answer) == data["text"]


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
    assert "did not come from our own form" in answer.text


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
    assert "send it once more" in answer.text
    assert fields_of(answer)["token"] != data["token"]
    traveller.shift(3)
    assert post(story, fields_of(answer)).status_code == 303


@pytest.mark.parametrize("age", [3, 3600, 24 * 3600])
def test_a_form_sent_in_time_is_taken(story, send, age):
    assert send(story, after=age).status_code == 303


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
     "a@exämple.org", "a@example.org,b@example.org", "mailto:a@example.org", "a@[127.0.0.1]"],
)  # fmt: skip
def test_an_email_that_is_none_by_its_syntax_is_422(story, fill, refused, traveller, email):
    data = fill(story, email=email)
    traveller.shift(3)
    assert "no address of mail" in error_beside(refused(422, story, data), "email")


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
    assert "What you answer is not there any more" in answer.text
    assert post(story, fields_of(answer)).status_code == 303


@pytest.mark.parametrize("state", ["held", "spam", "erased"])
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
    assert "You have said exactly this already." in answer.text
    assert first.replace("&", "&amp;") in answer.text
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
    assert "Send it once more in 9 seconds." in answer.text
