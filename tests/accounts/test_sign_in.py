"""Signing in and out: who gets in, what the refusals tell, where the way leads."""

from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import update

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from tests.accounts.conftest import TOKEN
from tests.staff import PASSWORD

EDDA, NOOR = "edda@station.example", "noor@station.example"
HERE = "http://127.0.0.1:8000/account/sign-in"
START = "/account/start"  # which leads to the desk, or elsewhere by role
REFUSED = "Wrong email address or password."


def change(app, email, **values):
    with app.app_context():
        db.session.execute(update(User).where(User.email == email).values(**values))
        db.session.commit()


def test_staff_sign_in_and_out(somebody, trail):
    edda = somebody()
    answer = edda.sign_in(" Edda@Station.example ")
    assert (answer.status_code, answer.headers["Location"]) == (302, START)
    answer = edda.get(START)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert "Edda Ink" in edda.get("/desk/").text
    answer = edda.post("/account/sign-out", page="/account/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/sign-in")
    assert not edda.is_in()
    assert trail() == [("signed in", EDDA, EDDA), ("signed out", EDDA, EDDA)]


def test_the_way_leads_back_to_where_one_was(somebody):
    answer = somebody().sign_in(EDDA, path="/account/sign-in?next=/account/?a=1")
    assert answer.headers["Location"] == "/account/?a=1"


@pytest.mark.parametrize(
    "elsewhere",
    ["//evil.example", "\\\\evil.example", "/\\evil.example", "http:evil.example",
     "///evil.example",
     "https://evil.example/", "javascript:alert(1)", " //evil.example", "\t//evil.example",
     "http://127.0.0.1@evil.example/", "%2f%2fevil.example", "http:///evil.example"],
)  # fmt: skip
def test_the_way_leads_nowhere_else(somebody, elsewhere):
    for query, field in ({"next": elsewhere}, {}), ({}, {"next": elsewhere}):
        edda = somebody()
        token = TOKEN.search(edda.client.get("/account/sign-in", query_string=query).text)[1]
        fields = {"csrf_token": token, "email": EDDA, "password": PASSWORD, **field}
        answer = edda.client.post("/account/sign-in", query_string=query, data=fields)
        assert answer.status_code == 302
        # what a browser makes of it, which takes "\\" for "/" and skips blanks
        where = urljoin(HERE, answer.headers["Location"].replace("\\", "/").strip())
        assert urlsplit(where)[:2] == urlsplit(HERE)[:2]


def test_known_and_unknown_are_refused_alike(somebody, app):
    change(app, NOOR, active=False)

    def refused(email, password):
        answer = somebody().sign_in(email, password)
        page = TOKEN.sub("", answer.text.split("<form", 1)[1])
        return answer.status_code, page.replace(email, "…")

    wrong = refused(EDDA, "not a lantern at all")
    assert wrong[0] == 422
    assert REFUSED in wrong[1]
    assert refused("nobody@station.example", "not a lantern at all") == wrong
    assert refused(NOOR, PASSWORD) == wrong


def test_known_and_unknown_cost_the_same(somebody, app):
    counted = []
    for email in (EDDA, "nobody@station.example"):
        person = somebody()
        person.get("/account/sign-in")
        context = app.extensions["security"].pwd_context
        with counting(context) as hashed:
            assert person.sign_in(email, "not a lantern at all").status_code == 422
        counted.append(len(hashed))
    assert counted == [1, 1]


class counting:
    """Lists the calls of a password context that hash."""

    def __init__(self, context):
        self.context = context

    def __enter__(self):
        self.calls = calls = []
        for name in ("hash", "verify"):
            method = getattr(self.context, name)
            noting = lambda *a, _m=method, **k: (calls.append(1), _m(*a, **k))[1]  # noqa: E731
            setattr(self.context, name, noting)
        return calls

    def __exit__(self, *_):
        del self.context.hash, self.context.verify


@pytest.mark.parametrize(
    "fields",
    [{}, {"email": EDDA}, {"email": EDDA, "password": ""},
     {"email": "x" * 5000, "password": "y"}, {"email": "\0@x.example", "password": "a\0b"},
     {"email": EDDA, "password": "y" * 100_000},
     {"email": "no address", "password": "ﷺ" * 200}, {"email": EDDA, "password": "ﷺ" * 200}],
)  # fmt: skip
def test_bad_input_is_a_page(somebody, fields):
    answer = somebody().post("/account/sign-in", **fields)
    assert answer.status_code == 422
    assert REFUSED in answer.text or "too long" in answer.text


def test_a_deactivated_user_is_out_at_once(somebody, app):
    edda = somebody()
    edda.sign_in(EDDA)
    assert edda.is_in()
    change(app, EDDA, active=False)
    assert not edda.is_in()
    assert edda.sign_in(EDDA).status_code == 422


def test_a_change_of_roles_acts_at_once(somebody, app):
    edda = somebody()
    edda.sign_in(EDDA)
    assert edda.get("/desk/").status_code == 200
    with app.app_context():
        db.session.query(User).filter_by(email=EDDA).one().roles = []
        db.session.commit()
    assert edda.get("/desk/").status_code == 403


def test_without_a_token_or_from_elsewhere_nothing_happens(somebody, trail):
    edda = somebody()
    right = {"email": EDDA, "password": PASSWORD}
    assert edda.client.post("/account/sign-in", data=right).status_code == 400
    edda.get("/account/sign-in")
    answer = edda.client.post(
        "/account/sign-in", data=right, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 400
    edda.sign_in(EDDA)
    assert edda.client.post("/account/sign-out").status_code == 400
    assert edda.get("/account/sign-out").status_code == 405
    assert edda.is_in()
    assert [entry[0] for entry in trail()] == ["signed in"]


def test_nothing_of_the_session_before_is_left(somebody):
    edda = somebody()
    edda.get("/account/sign-in")
    with edda.client.session_transaction("/account/") as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    edda.sign_in(EDDA)
    with edda.client.session_transaction("/account/") as session:
        assert "planted" not in session
        assert session.get("csrf_token") != before


def test_a_stolen_session_dies_with_the_sign_out(somebody):
    edda, thief = somebody(), somebody()
    edda.sign_in(EDDA)
    cookie = edda.client.get_cookie("session").value
    thief.client.set_cookie("session", cookie)
    assert thief.is_in()
    edda.post("/account/sign-out", page="/account/")
    thief.client.set_cookie("session", cookie)
    assert not thief.is_in()


def test_remember_me_opens_nothing(somebody):
    edda = somebody()
    edda.post("/account/sign-in", email=EDDA, password=PASSWORD, remember="y")
    assert edda.is_in()
    assert edda.client.get_cookie("remember_token") is None
