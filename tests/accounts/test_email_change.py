"""Another address, confirmed at both ends."""

from datetime import timedelta

import pytest
import time_machine

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db

EDDA, NEW, EMIL = "edda@station.example", "edda@new.example", "emil@station.example"


def address_of(app, user_id):
    with app.app_context():
        return db.session.get(User, user_id).email


@pytest.fixture
def asked(somebody, mails):
    """Edda at her browser, the links of the old and of the new end."""
    edda = somebody()
    edda.sign_in(EDDA)
    answer = edda.post("/account/email", email=" Edda@New.example ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/")
    old, new = mails()
    assert (old[0], new[0]) == (EDDA, NEW)
    return edda, link_of(old[2]), link_of(new[2])


def link_of(body):
    return next(
        line.split(":8000", 1)[1] for line in body.splitlines() if "/account/email/" in line
    )


def test_a_button_pressed_again_sends_nothing_more_until_a_minute_is_over(asked, mails):
    edda, *_ = asked
    sent = len(mails())
    assert edda.post("/account/email", email=NEW).status_code == 303
    assert len(mails()) == sent
    with time_machine.travel(clock.now() + timedelta(seconds=61), tick=False):
        assert edda.post("/account/email", email=NEW).status_code == 303
    assert len(mails()) == sent + 2


@pytest.mark.parametrize("first", [0, 1])
def test_only_both_ends_change_it(asked, somebody, app, cast, mails, trail, first):
    edda, *links = asked
    elsewhere, mail_reader = somebody(), somebody()
    elsewhere.sign_in(EDDA)
    one, other = links[first], links[1 - first]
    for _ in range(2):  # opening it does nothing
        assert mail_reader.get(one).status_code == 200
        assert mail_reader.get(other).status_code == 200
    assert "One of two" in mail_reader.post(one).text
    assert address_of(app, cast["editor"]) == EDDA
    assert mail_reader.get(one).status_code == 410  # it was used
    answer = edda.post(other)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/")
    assert address_of(app, cast["editor"]) == NEW
    assert edda.is_in()
    assert not elsewhere.is_in()
    assert not mail_reader.is_in()
    assert mail_reader.get(other).status_code == 410
    assert somebody().sign_in(EDDA).status_code == 422
    assert somebody().sign_in(NEW).status_code == 302
    assert mails()[-1][:2] == (EDDA, "Your email address at Aerial 87.9 was changed")
    acts = [entry[0] for entry in trail()]
    assert acts.count("email change requested") == acts.count("email changed") == 1


def test_it_ends_after_a_day_and_by_another(asked, app, cast, client):
    edda, old, new = asked
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        assert client.get(old).status_code == 410
    edda.post("/account/email", email="other@new.example")
    assert edda.client.get(old).status_code == 410
    assert edda.client.get(new).status_code == 410
    assert edda.client.get("/account/email/nonsense").status_code == 410
    assert address_of(app, cast["editor"]) == EDDA


def test_an_address_of_somebody_else_is_not_told_and_not_taken(somebody, mails, app, cast):
    edda = somebody()
    edda.sign_in(EDDA)
    assert edda.post("/account/email", email=EMIL).status_code == 303
    ((recipient, _, body),) = mails()
    assert recipient == EDDA
    edda.post(link_of(body))
    assert address_of(app, cast["editor"]) == EDDA


@pytest.mark.parametrize(
    ("email", "why"),
    [("", "Enter an email"), ("no", "valid email"), (EDDA, "already your email address")],
)
def test_what_is_wrong_is_said(as_staff, mails, email, why):
    answer = as_staff("editor").post("/account/email", data={"email": email})
    assert answer.status_code == 422
    assert why in answer.text
    assert mails() == []
