"""Codes from the telephone, recovery codes, and admins who must have one."""

import re

import pytest
import time_machine
from passlib.totp import TOTP

from blueprints.accounts.models import User
from blueprints.core.extensions import db
from tests.staff import PASSWORD

EDDA = "edda@station.example"
NOON = "2026-11-25T12:00:05Z"


@pytest.fixture
def clock():
    """The time, which stands still until it is shifted."""
    with time_machine.travel(NOON, tick=False) as time:
        yield time


def code_of(key):
    """Return what the phone shows now."""
    return TOTP(key=key).generate().token


def set_up(person):
    """Sets codes up as the pages say; gives the key that the telephone keeps."""
    page = person.post("/account/codes", setup="authenticator")
    key = re.search(r'<code dir="ltr">([^<]+)<', page.text)[1].replace("-", "").replace(" ", "")
    answer = person.post("/account/code", code=code_of(key))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    return key


def make_recovery_codes(person):
    page = person.post("/account/recovery-codes")
    return re.findall(r'<code dir="ltr">([0-9a-f-]+)<', page.text)


def test_codes_are_asked_for_and_work_once(somebody, clock, trail):
    edda = somebody()
    edda.sign_in(EDDA)
    key = set_up(edda)
    clock.shift(60)
    phone, thief = somebody(), somebody()
    code = code_of(key)
    for person in (phone, thief):
        answer = person.sign_in(EDDA, path="/account/sign-in?next=/account/?a=1")
        assert answer.headers["Location"].startswith("/account/code?next=")
        assert not person.is_in()
    where = answer.headers["Location"]
    assert phone.post(where, code="000000").status_code == 422
    assert not phone.is_in()
    answer = phone.post(where, code=f"{code[:3]} {code[3:]}")
    assert answer.headers["Location"] == "/account/?a=1"
    assert phone.is_in()
    assert thief.post(where, code=code).status_code == 422  # it was used
    assert not thief.is_in()
    acts = [entry[0] for entry in trail()]
    assert acts == [
        "signed in",
        "authenticator app added",
        "sign-in failed",
        "signed in",
        "sign-in failed",
    ]


def test_a_wrong_code_keeps_the_setting_up(somebody, clock, app):
    edda = somebody()
    edda.sign_in(EDDA)
    page = edda.post("/account/codes", setup="authenticator")
    assert "<svg" in page.text
    assert "data:" not in page.text.split("<main")[1]
    assert "style=" not in page.text
    key = re.search(r'<code dir="ltr">([^<]+)<', page.text)[1].replace("-", "").replace(" ", "")
    assert edda.post("/account/code", code="12").status_code == 422
    assert edda.post("/account/code", code="ﷺ" * 5000).status_code == 422
    assert edda.post("/account/code", code=code_of(key)).status_code == 302
    with app.app_context():
        kept = db.session.query(User).filter_by(email=EDDA).one()
        assert kept.has_second_factor()
        assert key not in kept.tf_totp_secret


def test_recovery_codes_work_once_each(somebody, clock, trail, app):
    edda = somebody()
    edda.sign_in(EDDA)
    set_up(edda)
    codes = make_recovery_codes(edda)
    assert len(set(codes)) == 8
    with app.app_context():
        kept = db.session.query(User).filter_by(email=EDDA).one().mf_recovery_codes
        assert not set(codes) & set(kept)
    for code, status in (
        (codes[0], 302),
        (codes[0], 422),
        ("nonsense", 422),
        (codes[1].upper(), 302),
    ):
        person = somebody()
        person.sign_in(EDDA)
        assert person.post("/account/recovery-code", code=code).status_code == status
        assert person.is_in() == (status == 302)
    assert "6 codes left" in edda.get("/account/").text
    assert ("recovery code used", EDDA, EDDA) in trail()


def test_without_the_password_no_code_helps(somebody):
    person = somebody()
    for page in ("code", "recovery-code", "second-factor"):
        assert person.get(f"/account/{page}").headers["Location"] == "/account/sign-in"
    assert person.get("/account/codes").headers["Location"] == "/account/sign-in"
    assert person.get("/account/tf-rescue").status_code == 404


def test_codes_are_tried_a_few_times_only(somebody, clock):
    edda = somebody()
    edda.sign_in(EDDA)
    set_up(edda)
    statuses = []
    for n in range(7):
        person = somebody()
        person.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{n}"
        person.sign_in(EDDA)
        statuses.append(person.post("/account/code", code="000000").status_code)
    assert statuses == [422] * 5 + [429] * 2


def test_taking_codes_away_needs_a_fresh_sign_in(somebody, clock, trail):
    edda = somebody()
    edda.sign_in(EDDA)
    key = set_up(edda)
    clock.shift(4000)
    answer = edda.client.get("/account/codes")
    assert answer.headers["Location"] == "/account/verify?next=/account/codes"
    assert edda.post("/account/verify", password=PASSWORD).status_code == 302
    assert edda.post("/account/codes", setup="disable").status_code == 302
    assert "not set up" in edda.get("/account/").text
    assert trail()[-1][0] == "authenticator app removed"
    assert somebody().sign_in(EDDA).headers["Location"] == "/account/start"
    assert key


def test_admins_may_have_to_use_a_second_factor(as_staff, app, somebody, clock):
    app.config["RADIO_ADMINS_NEED_CODES"] = True
    admin = as_staff("admin")
    answer = admin.get("/desk/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/account/")
    assert admin.post("/desk/people/1/roles").status_code == 403
    assert "must use two-factor authentication" in admin.get("/account/").text
    assert as_staff("editor").get("/desk/").status_code == 200
    app.config["WTF_CSRF_ENABLED"] = True
    ada = somebody()
    ada.sign_in("ada@station.example")
    set_up(ada)
    assert ada.get("/desk/").status_code == 200
