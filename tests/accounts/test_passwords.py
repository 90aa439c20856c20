"""Passwords: what is refused, changing one, and a new one by mail."""

import pytest

from blueprints.accounts.passwords import is_easily_guessed

EDDA = "edda@station.example"
OLD, NEW = "a lantern over the slipway", "seven gulls keep the ledger"


@pytest.mark.parametrize(
    "password",
    ["123456789012", "password1234", "qwertyuiop12", "aaaaaaaaaaaa", "P4ssw0rd!2026",
     "Aerial879Aerial", "letmeinletmein", "liverpool2024", "Пароль123456", "x" * 200],
)  # fmt: skip
def test_easily_guessed(password):
    assert is_easily_guessed(password, ["Aerial 87.9"])


@pytest.mark.parametrize("password", [OLD, NEW, "kx7Pq2vLw9Zr", "correcthorsebatterystaple"])
def test_not_easily_guessed(password):
    assert not is_easily_guessed(password, ["Aerial 87.9"])


def test_changing_it_signs_out_elsewhere(somebody, mails, trail):
    here, elsewhere = somebody(), somebody()
    here.sign_in(EDDA)
    elsewhere.sign_in(EDDA)
    fields = {"password": OLD, "new_password": NEW, "new_password_confirm": NEW}
    answer = here.post("/account/password", **fields)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    page = here.get("/account/").text
    assert "Password changed." in page
    assert page.count("this browser") == 1
    assert page.count("_method=delete") == 1  # everywhere: no other session is left
    assert not elsewhere.is_in()
    assert elsewhere.sign_in(EDDA, OLD).status_code == 422
    assert elsewhere.sign_in(EDDA, NEW).status_code == 302
    assert ("password changed", EDDA, EDDA) in trail()
    assert [(mail[0], mail[1]) for mail in mails()] == [
        (EDDA, "Aerial 87.9: Your password was changed")
    ]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"password": "wrong"}, "Wrong password. Try again."),
        ({"new_password": "short"}, "at least 12 characters"),
        ({"new_password": "password1234"}, "easy to guess"),
        ({"new_password": "edda@station.example"}, "easy to guess"),
        ({"new_password": OLD}, "Choose a password you haven’t used before."),
        ({"new_password_confirm": "something else"}, "The passwords don’t match."),
        ({"new_password": "z" * 300}, "Use a shorter password"),
        ({"password": ""}, "Enter your password"),
    ],
)
def test_a_change_that_is_refused(as_staff, fields, why):
    edda = as_staff("editor")
    sent = {"password": OLD, "new_password": NEW, **fields}
    sent.setdefault("new_password_confirm", sent["new_password"])
    answer = edda.post("/account/password", data=sent)
    assert answer.status_code == 422
    assert why in answer.text
    assert edda.get("/account/").status_code == 200


def test_a_new_one_by_mail(somebody, mails, trail, link_in):
    edda, phone = somebody(), somebody()
    phone.sign_in(EDDA)
    edda.client.environ_base["HTTP_HOST"] = "evil.example"
    edda.post("/account/forgotten", email="EDDA@station.example")
    del edda.client.environ_base["HTTP_HOST"]
    ((recipient, subject, body),) = mails()
    assert (recipient, subject) == (EDDA, "Aerial 87.9: Choose a new password")
    assert "evil" not in body
    link = link_in(body)
    for _ in range(2):  # opening it does nothing
        assert edda.get(link).status_code == 200
    assert phone.is_in()
    weak = {"password": "password1234", "password_confirm": "password1234"}
    assert edda.post(link, **weak).status_code == 422
    good = {"password": NEW, "password_confirm": NEW}
    assert edda.post(link, **good).headers["Location"] == "/account/sign-in"
    assert not phone.is_in()
    assert edda.get(link).headers["Location"] == "/account/forgotten"  # it opened once
    again = {"password": "another one of the gulls", "password_confirm": "another one of the gulls"}
    edda.post(link, page="/account/sign-in", **again)
    assert edda.sign_in(EDDA, NEW).status_code == 302
    assert [entry[0] for entry in trail()] == [
        "signed in", "password reset requested", "password reset", "signed in",
    ]  # fmt: skip


def test_a_reset_tells_nobody_who_works_here(somebody, mails, app):
    def asked(email):
        person = somebody()
        answer = person.post("/account/forgotten", email=email)
        rest = answer.text.split("csrf-token", 1)[1].split(">", 1)[1]
        before, after = rest.split('name="csrf_token"', 1)
        return answer.status_code, before, after.split(">", 1)[1].replace(email, "…")

    known = asked(EDDA)
    assert known[0] == 200
    assert "sent a link to it" in known[1]
    assert asked("nobody@station.example") == known
    assert [mail[0] for mail in mails()] == [EDDA]


@pytest.mark.parametrize("token", ["nonsense", "a" * 3000, "a.b.c", "%00"])
def test_a_reset_link_that_was_made_up(client, token):
    answer = client.get(f"/account/forgotten/{token}")
    assert answer.status_code in (302, 404)
