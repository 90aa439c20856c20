"""The people of the station, for admins: roles, leaving, who was where; the audit trail."""

import pytest
import time_machine
from sqlalchemy import select

from blueprints.accounts.models import AuditEntry, User
from blueprints.core import clock
from blueprints.core.extensions import db


def roles_of(app, user_id):
    with app.app_context():
        return [role.name for role in db.session.get(User, user_id).roles]


def test_roles_are_given_and_taken_at_once(as_staff, app, cast, trail):
    admin, edda = as_staff("admin"), as_staff("editor")
    path = f"/desk/people/{cast['editor']}"
    assert "Edda Ink" in admin.get(path).text
    answer = admin.post(f"{path}/roles", data={"dj": "y", "admin": "y"})
    assert (answer.status_code, answer.headers["Location"]) == (303, path)
    assert roles_of(app, cast["editor"]) == ["admin", "dj"]
    assert edda.get("/desk/people/").status_code == 200
    admin.post(f"{path}/roles", data={})
    assert edda.get("/desk/").status_code == 403
    assert trail() == [("roles changed", "ada@station.example", "edda@station.example")] * 2
    page = admin.get(path).text
    assert "editor → dj, admin" in page


def test_who_leaves_is_out_and_may_come_back(as_staff, app, cast, somebody, trail):
    admin, edda = as_staff("admin"), as_staff("editor")
    path = f"/desk/people/{cast['editor']}"
    assert admin.post(f"{path}/deactivation").status_code == 303
    assert edda.get("/desk/").status_code == 302
    app.config["WTF_CSRF_ENABLED"] = True
    assert somebody().sign_in("edda@station.example").status_code == 422
    app.config["WTF_CSRF_ENABLED"] = False
    assert "deactivated" in admin.get("/desk/people/").text
    assert admin.delete(f"{path}/deactivation").status_code == 303
    assert edda.get("/desk/").status_code == 302  # the old session is gone for good
    app.config["WTF_CSRF_ENABLED"] = True
    assert somebody().sign_in("edda@station.example").status_code == 302
    acts = [entry[0] for entry in trail()]
    assert acts == ["deactivated", "sign-in failed", "reactivated", "signed in"]


def test_somebody_is_signed_out_everywhere(as_staff, cast, trail):
    admin, edda, emil = as_staff("admin"), as_staff("editor"), as_staff("other_editor")
    assert admin.delete(f"/desk/people/{cast['editor']}/sessions").status_code == 303
    assert edda.get("/desk/").status_code == 302
    assert emil.get("/desk/").status_code == 200
    assert trail() == [
        ("signed out everywhere", "ada@station.example", "edda@station.example"),
    ]


def test_the_last_admin_stays(as_staff, app, cast):
    admin = as_staff("admin")
    path = f"/desk/people/{cast['admin']}"
    for answer in (
        admin.post(f"{path}/roles", data={"editor": "y"}),
        admin.post(f"{path}/deactivation"),
    ):
        assert answer.status_code == 409
        assert "This is the only admin." in answer.text
    assert roles_of(app, cast["admin"]) == ["admin"]
    admin.post(f"/desk/people/{cast['editor']}/roles", data={"admin": "y"})
    answer = admin.post(f"{path}/roles", data={"editor": "y"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/")
    assert admin.get("/desk/people/").status_code == 403


@pytest.mark.parametrize("number", ["0", "999", str(10**12), "x", "-1"])
def test_a_guessed_number_is_nobody(as_staff, number):
    admin = as_staff("admin")
    assert admin.get(f"/desk/people/{number}").status_code == 404
    assert admin.post(f"/desk/people/{number}/deactivation").status_code == 404
    for page in ("people", "audit"):
        assert admin.get(f"/desk/{page}/?page={number}").status_code == 404


def test_dangerous_acts_ask_who_it_is(as_staff, cast, app):
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False) as time:
        admin = as_staff("admin")
        time.shift(3700)
        path = f"/desk/people/{cast['editor']}"
        answer = admin.get(path)
        assert answer.headers["Location"] == f"/account/verify?next={path}"
        answer = admin.post(f"{path}/deactivation")
        assert answer.headers["Location"] == f"/account/verify?next={path}"
        assert "editor" in roles_of(app, cast["editor"])
        verify = f"/account/verify?next={path}"
        assert admin.post(verify, data={"password": "wrong"}).status_code == 422
        answer = admin.post(verify, data={"password": "a lantern over the slipway"})
        assert (answer.status_code, answer.headers["Location"]) == (302, path)
        assert admin.get(path).status_code == 200


def test_the_trail_by_fifties(as_staff, app, count_queries):
    with app.app_context():
        db.session.add_all(
            AuditEntry(at=clock.now(), act="signed in", who=name, subject=name)
            for name in [f"u{n}@x.example" for n in range(120)]
        )
        db.session.commit()
    admin = as_staff("admin")
    with count_queries() as queries:
        first = admin.get("/desk/audit-log/").text
    assert len(queries) <= 12
    assert first.count("<time") == 50
    assert "u119@x.example" in first
    last = admin.get("/desk/audit-log/?page=3").text
    assert last.count("<time") == 20
    assert admin.get("/desk/audit-log/?page=4").status_code == 404
    assert admin.get("/desk/audit-log/?about=u7@x.example").text.count("<time") == 1


def test_few_queries_for_many_people(as_staff, app, count_queries):
    with app.app_context():
        dj = db.session.scalar(select(User).where(User.name == "Dana Deck")).roles
        for n in range(70):
            db.session.add(
                User(
                    email=f"p{n}@x.example",
                    name=f"P {n}",
                    fs_uniquifier=f"f{n}",
                    roles=list(dj),
                    created_at=clock.now(),
                )
            )
        db.session.commit()
    admin = as_staff("admin")
    with count_queries() as queries:
        assert "P 1<" in admin.get("/desk/people/").text
    assert len(queries) <= 12
    assert admin.get("/desk/people/?page=2").status_code == 200
