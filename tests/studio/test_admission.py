"""The studio's door: who gets in, where a DJ lands, and how everybody else is refused in words."""

import pytest
from sqlalchemy import select

from blueprints.accounts import sessions
from blueprints.accounts.models import Role, User
from blueprints.core.extensions import db
from tests.accounts.conftest import Person

DANA, EDDA = "dana@station.example", "edda@station.example"
SCRIPT = {"Content-Type": "application/json"}


@pytest.fixture
def person(app, cast):
    """Somebody at a new browser, who signs in by the page."""
    return Person(app)


@pytest.mark.parametrize("address", ["/studio/", "/studio/practice/"])
@pytest.mark.parametrize("key", ["dj", "other_dj", "admin"])
def test_djs_and_admins_get_in(as_staff, address, key):
    assert as_staff(key).get(address).status_code == 200


def test_a_dj_who_signs_in_lands_in_the_studio(person):
    first = person.sign_in(DANA).headers["Location"]
    assert person.get(first).headers["Location"] == "/studio/"


def test_a_dj_who_is_also_an_editor_lands_at_the_desk(app, person):
    with app.app_context():
        user = db.session.scalar(select(User).where(User.email == DANA))
        user.roles.append(db.session.scalar(select(Role).where(Role.name == "editor")))
        db.session.commit()
    first = person.sign_in(DANA).headers["Location"]
    assert person.get(first).headers["Location"] == "/desk/"


def test_a_dj_who_wanted_a_page_of_the_desk_gets_that(person):
    answer = person.sign_in(DANA, path="/account/sign-in?next=/desk/stories/")
    assert answer.headers["Location"] == "/desk/stories/"


@pytest.mark.parametrize("address", ["/studio/", "/studio/practice/"])
@pytest.mark.parametrize("key", ["editor", "nobody"])
def test_other_staff_are_told_whom_to_ask(as_staff, address, key):
    answer = as_staff(key).get(address)
    assert answer.status_code == 403
    assert "The studio is for DJs. Ask an admin for the DJ role." in answer.text


def test_a_script_of_other_staff_is_told_the_same_as_json(as_staff):
    answer = as_staff("editor").delete("/studio/practice/course", headers=SCRIPT)
    assert answer.status_code == 403
    words = {"error": "The studio is for DJs.", "todo": "Ask an admin for the DJ role."}
    assert answer.json == words


def test_anybody_is_sent_to_sign_in_and_a_script_is_told_so(app, client):
    answer = client.get("/studio/")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "/account/sign-in?next=/studio/",
    )
    app.config["WTF_CSRF_ENABLED"] = False
    for method, path in ("GET", "practice/course.json"), ("POST", "practice/course"):
        answer = client.open(f"/studio/{path}", method=method, headers=SCRIPT)
        assert answer.status_code == 401
        assert answer.json["todo"] == "Sign in again in another tab, then come back here."


def test_a_change_from_an_old_page_is_refused_in_words(person):
    assert person.client.post("/studio/practice/course").status_code == 401
    person.sign_in(DANA)
    answer = person.client.post("/studio/practice/course", headers=SCRIPT)
    assert answer.status_code == 400
    assert answer.json == {"error": "This page has expired.", "todo": "Reload it and try again."}


def test_an_admin_without_the_codes_that_are_wanted_does_not_see_the_state(app, as_staff):
    admin = as_staff("admin")
    assert admin.get("/studio/state.json").status_code == 200
    app.config["RADIO_ADMINS_NEED_CODES"] = True
    assert admin.get("/studio/").status_code == 302
    assert admin.get("/studio/state.json").status_code == 403
    assert as_staff("dj").get("/studio/state.json").status_code == 200


def test_a_role_or_a_session_that_was_just_taken_opens_nothing(app, as_staff):
    browser = as_staff("dj")
    assert browser.get("/studio/state.json").status_code == 200
    with app.app_context():
        user = db.session.scalar(select(User).where(User.name == "Dana Deck"))
        user.roles = []
        db.session.commit()
    assert browser.get("/studio/state.json").status_code == 403
    assert browser.post("/studio/desk").status_code == 403
    with app.app_context():
        sessions.end_all(db.session.scalar(select(User).where(User.name == "Dana Deck")))
        db.session.commit()
    assert browser.get("/studio/state.json").status_code == 401
