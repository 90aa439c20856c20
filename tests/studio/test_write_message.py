"""The page on which listeners write to the studio: what is kept, what is refused and how."""

import pytest

from blueprints.comments.models import BlockedWriter
from blueprints.comments.senders import email_hash
from blueprints.core import clock
from blueprints.core.extensions import db
from tests.comments.readers import error_beside, fields_of
from tests.news.helpers import Page
from tests.studio.listeners import MESSAGE, Listener, kept

TYPED = ("name", "email", "text")


@pytest.fixture
def listener(app, traveller):
    """A listener at home."""
    return Listener(app, traveller)


def test_a_message_is_kept_and_its_writer_thanked(app, listener):
    answer = listener.send(email="Bo@Example.ORG")
    assert answer.status_code == 303
    thanks = listener.client.get(answer.location)
    assert "Thanks! Your message was sent to the studio." in thanks.text
    assert "We’ll email you" in thanks.text
    assert thanks.headers["Cache-Control"] == "private, no-store"
    [message] = kept(app)
    assert (message.state, message.why, message.name, message.email, message.text) == (
        "new", "", "Bo from the lock", "bo@example.org", "Hello!\n\nPlay Tide.",
    )  # fmt: skip
    assert len(message.address_hash) == 64


def test_a_name_is_all_that_is_needed_beside_the_text(app, listener):
    answer = listener.send(email="")
    assert "We’ll email you" not in listener.client.get(answer.location).text
    assert [message.email for message in kept(app)] == [""]


def test_the_form_is_private_and_sets_no_cookie(listener):
    answer = listener.client.get("/messages/")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers


def test_pages_lead_to_the_form(listener):
    for address in ("/", "/news/"):
        page = Page(listener.client.get(address).text)
        assert "Message the studio" in page.texts("a", href="/messages/")


def test_thanks_cannot_be_forged(listener):
    assert listener.client.get("/messages/?sent=x").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("text", "\u200b", "Write something before sending."),
        ("text", "€" * 2667, "Too long. Shorten this by 1 character."),
        ("name", "", "Enter a name. A nickname is fine."),
        ("name", "n" * 246, "Too long. Shorten this by 1 character."),
        ("email", "bo@lock", "Enter a valid email address, like name@example.org."),
    ],
)
def test_a_bad_field_is_named_and_nothing_typed_is_lost(app, listener, field, value, words):
    answer = listener.send(**{field: value})
    assert answer.status_code == 422
    assert error_beside(answer, field) == words
    for name in TYPED:
        assert fields_of(answer)[name] == (MESSAGE | {field: value})[name]
    assert kept(app) == []


def refused(app, answer, code, words):
    """Check a refusal that keeps what was typed."""
    assert answer.status_code == code
    assert words in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert {name: fields_of(answer)[name] for name in TYPED} == MESSAGE


def test_a_form_is_neither_forged_nor_foreign_nor_untimely(app, listener):
    refused(app, listener.send(token="x"), 400, "We couldn’t verify this form.")
    foreign = {"Origin": "https://elsewhere.example"}
    refused(app, listener.send(headers=foreign), 400, "We couldn’t verify this form.")
    refused(app, listener.send(after=2.9), 422, "The form expired.")
    refused(app, listener.send(after=86_401), 422, "The form expired.")
    assert kept(app) == []


def test_a_form_that_is_too_long_to_read_is_413(app, listener):
    data = listener.open() | MESSAGE | {"text": "x" * 600_000}
    answer = listener.post(data)
    assert answer.status_code in (413, 422)
    assert fields_of(answer)["name"] == MESSAGE["name"]
    assert kept(app) == []


def test_other_methods_are_not_allowed(listener):
    assert listener.client.put("/messages/").status_code == 405


def test_the_same_again_is_409_before_it_is_429_and_fine_tomorrow(app, listener, traveller):
    assert listener.send().status_code == 303
    refused(app, listener.send(), 409, "You’ve already sent this message today.")
    traveller.shift(86_400)
    assert listener.send().status_code == 303


def test_who_writes_too_quickly_waits(app, traveller, listener):
    assert listener.send(email="").status_code == 303
    answer = listener.send(text="Once more!", email="")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "12")
    assert "Try again in 12 seconds." in answer.text
    elsewhere = Listener(app, traveller, "203.0.113.5")
    assert elsewhere.send(text="From elsewhere").status_code == 303
    same_email = Listener(app, traveller, "198.51.100.7")
    assert same_email.send(text="Same email").status_code == 429


@pytest.mark.parametrize(
    ("settings", "fields", "state", "why"),
    [
        ({}, {"subject": "x"}, "spam", "honeypot"),
        ({"RADIO_COMMENT_BIN_WORDS": "casino"}, {"text": "My Casino"}, "spam", "word"),
        ({"RADIO_COMMENT_HOLD_WORDS": "boss"}, {"text": "Hi boss"}, "new", "word"),
        ({}, {"text": "a.com/ b.com/ c.com/ d.com/ e.com/"}, "spam", "links"),
        ({}, {"text": "a.com/ b.com/"}, "new", "links"),
        ({}, {"name": "Aerial 87.9"}, "new", "name"),
    ],
)
def test_spam_and_flags(make_app, traveller, settings, fields, state, why):
    app = make_app(RADIO_STATION_NAME="Aerial 87.9", **settings)
    answer = Listener(app, traveller).send(**fields)
    assert answer.status_code == 303  # whoever wrote it sees the same thanks
    assert [(message.state, message.why) for message in kept(app)] == [(state, why)]


def test_a_blocked_writer_sees_the_same_thanks(app, traveller, listener):
    with app.app_context():
        key = email_hash("bo@example.org")
        db.session.add(BlockedWriter(key=key, by="dana@station.example", at=clock.now()))
        db.session.commit()
    assert listener.send().status_code == 303
    assert [(message.state, message.why) for message in kept(app)] == [("spam", "blocked")]


def test_markup_is_text(app, listener):
    answer = listener.send(name="<b>Bo</b>", text="", email="x")
    assert "<b>Bo</b>" not in answer.text
    assert fields_of(answer)["name"] == "<b>Bo</b>"
