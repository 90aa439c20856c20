"""Invitations: by command and from the desk, the mail, the page that accepts one."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from blueprints.accounts.models import User
from blueprints.core import clock
from blueprints.core.extensions import db

NEW = "seven gulls keep the ledger"
GAIL = "gail@station.example"


@pytest.fixture
def invite(app, cast):
    """`invite(*arguments)`: the result of the command."""
    runner = app.test_cli_runner()
    return lambda *arguments: runner.invoke(args=["accounts", "invite", *arguments])


def who_is(app, email):
    """(name, roles) of the user, or None."""
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == email))
        return user and (user.name, [role.name for role in user.roles])


def test_the_command_and_the_page(invite, mails, link_in, somebody, app, trail):
    done = invite("Gail@Station.example", "--role", "editor", "--role", "dj")
    assert done.exit_code == 0
    ((recipient, subject, body),) = mails()
    assert (recipient, subject) == (GAIL, "Join the team at Aerial 87.9")
    link = link_in(body)
    assert done.output.strip().endswith(link)
    assert "instance/mail" in done.output

    gail = somebody()
    for _ in range(2):  # opening it does nothing
        assert gail.get(link).status_code == 200
    assert who_is(app, GAIL) is None
    answer = gail.post(link, name="  Gail\u202e  Tide ", password=NEW)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/start")
    assert gail.is_in()
    assert who_is(app, GAIL)[1] == ["dj", "editor"]
    assert gail.get("/desk/").status_code == 200

    assert somebody().get(link).status_code == 410  # it opened once
    assert somebody().sign_in(GAIL, NEW).status_code == 302
    assert [entry[0] for entry in trail()] == [
        "invited", "invitation accepted", "signed in", "signed in",
    ]  # fmt: skip
    assert trail()[0][1:] == ("command line", GAIL)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["edda@station.example", "--role", "dj"], 1, "already belongs to an account"),
        (["EDDA@station.example", "--role", "dj"], 1, "already belongs to an account"),
        (["nonsense", "--role", "dj"], 2, "valid email address"),
        (["gail@station.example"], 2, "--role"),
        (["gail@station.example", "--role", "owner"], 2, "owner"),
        (["--help"], 0, "Example: flask --app app accounts invite"),
    ],
)
def test_the_command_says_what_is_wrong(invite, mails, arguments, code, said):
    done = invite(*arguments)
    assert done.exit_code == code
    assert said in done.output
    assert mails() == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "\u200b \0"}, "Enter a name."),
        ({"name": "x" * 300}, "Use a shorter name"),
        ({"password": ""}, "Enter your password."),
        ({"password": "eleven char"}, "at least 12 characters"),
        ({"password": "password1234"}, "easy to guess"),
        ({"password": "Gail Tide Gail"}, "easy to guess"),
    ],
)
def test_what_is_wrong_is_said_beside_it(invite, mails, link_in, somebody, app, fields, why):
    invite(GAIL, "--role", "editor")
    link = link_in(mails()[0][2])
    answer = somebody().post(link, **{"name": "Gail Tide", "password": NEW, **fields})
    assert answer.status_code == 422
    assert why in answer.text
    assert who_is(app, GAIL) is None


def test_a_link_that_is_old_forged_withdrawn_or_replaced_opens_nothing(
    invite, mails, link_in, somebody, as_staff, app
):
    invite(GAIL, "--role", "editor")
    link = link_in(mails()[0][2])
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        assert somebody().get(link).status_code == 410
    payload, _, signature = link.rpartition(".")
    assert somebody().get(f"{payload}.{signature[::-1]}").status_code == 410
    invite(GAIL, "--role", "dj")
    assert somebody().get(link).status_code == 410
    newer = link_in(mails()[1][2])
    page = somebody()
    assert page.get(newer).status_code == 200
    admin = as_staff("admin")
    address = admin.get("/desk/people/").text.split("/desk/people/invitations/")[1].split("?")[0]
    assert admin.delete(f"/desk/people/invitations/{address}").status_code == 303
    assert page.client.post(newer, data={"name": "G", "password": NEW}).status_code == 410
    assert admin.delete(f"/desk/people/invitations/{address}").status_code == 404
    assert who_is(app, GAIL) is None


def test_from_the_desk(as_staff, mails, link_in, somebody, app):
    admin = as_staff("admin")
    sent = {"email": GAIL, "editor": "y"}
    answer = admin.post("/desk/people/invitations/", data=sent)
    assert answer.status_code == 303
    ((recipient, _, body),) = mails()
    assert recipient == GAIL
    assert "ada@station.example invited you" in body
    assert link_in(body).startswith("/account/invitations/")
    assert GAIL in admin.get("/desk/people/").text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"email": GAIL}, "at least one role"),
        ({"email": "", "dj": "y"}, "Enter an email address."),
        ({"email": "nonsense", "dj": "y"}, "valid email address"),
        ({"email": "a\r\nBcc: x@y.example", "dj": "y"}, "valid email address"),
        ({"email": "Edda@station.example", "dj": "y"}, "already belongs to an account"),
        ({"email": "x" * 300 + "@y.example", "dj": "y"}, "valid email address"),
    ],
)
def test_the_desk_says_what_is_wrong(as_staff, mails, fields, why):
    answer = as_staff("admin").post("/desk/people/invitations/", data=fields)
    assert answer.status_code == 422
    assert why in answer.text
    assert fields["email"].split("\r")[0].lower() in answer.text.lower()
    assert mails() == []
