"""The example station's staff: a sign-in for each role that works, and nowhere else."""

import re
from pathlib import Path

import pytest

from blueprints.core.extensions import db
from blueprints.example.content import is_empty
from blueprints.example.staff import keep, make_staff, working_sign_ins
from tests.accounts.conftest import Person


@pytest.fixture
def sown(app):
    """The example station's staff; gives how they sign in."""
    with app.app_context():
        staff, sign_ins = make_staff()
        db.session.add_all(staff)
        db.session.commit()
        keep(sign_ins, _folder(app))
        assert working_sign_ins(_folder(app)) == sign_ins
        return working_sign_ins(_folder(app))


def _folder(app):
    return Path(app.instance_path)


def test_each_role_can_sign_in(app, sown):
    assert [sign_in.role for sign_in in sown] == ["dj", "editor", "admin"]
    assert (_folder(app) / "sign_ins.json").stat().st_mode & 0o777 == 0o600
    for sign_in in sown:
        assert re.fullmatch(r"[0-9a-f]{4}(-[0-9a-f]{4}){3}", sign_in.password)
        person = Person(app)
        assert person.sign_in(sign_in.email, sign_in.password).status_code == 302
        admins_only = person.get("/desk/people/").status_code
        assert admins_only == (200 if sign_in.role == "admin" else 403)


def test_what_works_no_more_is_not_said(app, sown):
    person, new = Person(app), "seven gulls keep the ledger"
    person.sign_in(sown[0].email, sown[0].password)
    fields = {"password": sown[0].password, "new_password": new, "new_password_confirm": new}
    assert person.post("/account/password", **fields).status_code == 302
    with app.app_context():
        assert [sign_in.role for sign_in in working_sign_ins(_folder(app))] == ["editor", "admin"]


def test_a_station_where_somebody_works_is_not_empty(app, cast):
    with app.app_context():
        assert not is_empty()  # so neither seed nor launch makes anything up
        assert working_sign_ins(_folder(app)) == []
