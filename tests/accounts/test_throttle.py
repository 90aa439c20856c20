"""How often one may try, from one address and at one account; the owner always gets in."""

import pytest
import time_machine

EDDA = "edda@station.example"
WRONG = "not a lantern at all"


@pytest.fixture
def at(somebody):
    """`at("192.0.2.7")`: somebody at a browser there."""

    def go(address):
        person = somebody()
        person.client.environ_base["REMOTE_ADDR"] = address
        return person

    return go


def test_too_many_from_one_address(at):
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False) as time:
        here = at("192.0.2.7")
        answers = [here.sign_in(f"p{n}@x.example", WRONG) for n in range(11)]
        assert [answer.status_code for answer in answers] == [422] * 10 + [429]
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 61
        assert "You’re going too fast" in answers[-1].text
        assert here.get("/account/sign-in").status_code == 200
        assert at("192.0.2.8").sign_in(EDDA).status_code == 302
        time.shift(61)
        assert here.sign_in(EDDA).status_code == 302


@pytest.mark.parametrize("email", [EDDA, "unknown@station.example"])
def test_too_many_at_one_account_and_its_owner_gets_in(at, email):
    owner = at("198.51.100.1")
    first = 0
    if email == EDDA:
        first = 1  # this place was not known before
        assert owner.sign_in(EDDA).status_code == 302
        owner.post("/account/sign-out", page="/account/")
    answers = [at(f"192.0.2.{n}").sign_in(email, WRONG) for n in range(first, 11)]
    assert [answer.status_code for answer in answers] == [422] * (10 - first) + [429]
    if email == EDDA:  # the usual place still opens, with the right password and in any letters
        assert owner.sign_in(EDDA, WRONG).status_code == 422
        assert owner.sign_in("EDDA@station.example").status_code == 302


def test_a_household_of_ipv6_is_one_address(at):
    codes = [
        at(f"2001:db8::{n:x}").sign_in(f"p{n}@x.example", WRONG).status_code for n in range(11)
    ]
    assert codes[-1] == 429
    assert at("2001:db8:0:1::1").sign_in(EDDA).status_code == 302


@pytest.mark.parametrize("email", [EDDA, "unknown@station.example"])
def test_mails_of_resets_are_few(at, mails, email):
    codes = [
        at(f"192.0.2.{n}").post("/account/forgotten", email=email).status_code for n in range(4)
    ]
    assert codes == [200, 200, 200, 429]
    assert len(mails()) == (3 if email == EDDA else 0)


def test_an_address_that_a_stranger_claims_is_not_believed(at):
    here = at("192.0.2.7")
    for n in range(11):
        here.client.environ_base["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{n}"
        answer = here.sign_in(f"p{n}@x.example", WRONG)
    assert answer.status_code == 429
