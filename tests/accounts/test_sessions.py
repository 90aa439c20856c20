"""Where one is signed in: the list, ending one, ending all, when a browser was last seen."""

import time_machine
from sqlalchemy import select

from blueprints.accounts.models import AuditEntry, StaffSession
from blueprints.core.extensions import db

EDDA, EMIL = "edda@station.example", "emil@station.example"


def rows(app):
    with app.app_context():
        return [(row.id, row.user_id, row.seen_at) for row in db.session.scalars(
            select(StaffSession).order_by(StaffSession.id))]  # fmt: skip


def test_one_sees_and_ends_ones_sessions(somebody, app, trail):
    phone, desk, other = somebody(), somebody(), somebody()
    phone.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Android 14) Firefox/140.0"
    phone.sign_in(EDDA)
    desk.sign_in(EDDA)
    other.sign_in(EMIL)
    page = desk.get("/account/").text
    assert "Firefox on Android" in page
    assert page.count("this browser") == 1
    (first, *_), _, (third, *_) = rows(app)
    path = "/account/sessions/{}?_method=delete"
    assert desk.post(path.format(third), page="/account/").status_code == 404
    assert desk.post(path.format(first), page="/account/").status_code == 303
    assert not phone.is_in()
    assert desk.is_in()
    assert other.is_in()
    assert ("session ended", EDDA, EDDA) in trail()


def test_signing_out_everywhere(somebody, app, trail):
    phone, desk, other = somebody(), somebody(), somebody()
    for browser, email in ((phone, EDDA), (desk, EDDA), (other, EMIL)):
        browser.sign_in(email)
    answer = desk.post("/account/sessions/?_method=delete", page="/account/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/sign-in")
    assert (phone.is_in(), desk.is_in(), other.is_in()) == (False, False, True)
    assert len(rows(app)) == 1
    assert ("signed out everywhere", EDDA, EDDA) in trail()


def test_a_browser_is_seen_at_most_once_a_minute(as_staff, app, count_queries):
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False) as clock:
        edda = as_staff("editor")
        clock.shift(59)
        with count_queries() as queries:
            edda.get("/account/")
        assert not [query for query in queries if query.startswith("UPDATE")]
        clock.shift(2)
        with count_queries() as queries:
            edda.get("/desk/")
        assert len([query for query in queries if query.startswith("UPDATE")]) == 1
        ((_, _, seen_at),) = rows(app)
        assert seen_at.isoformat() == "2026-11-25T10:01:01+00:00"
        clock.shift(31 * 24 * 3600)
        assert edda.get("/account/").status_code == 302


def test_few_queries(as_staff, app, cast, count_queries):
    edda = as_staff("editor")
    for _ in range(20):
        as_staff("editor")
    with count_queries() as queries:
        assert edda.get("/account/").status_code == 200
    assert len(queries) <= 12


def test_old_sessions_and_addresses_are_forgotten(somebody, app):
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False) as clock:
        somebody().sign_in(EDDA)
        clock.shift(29 * 24 * 3600)
        somebody().sign_in(EMIL)

        def forget():
            with app.app_context():
                done = app.test_cli_runner().invoke(args=["work", "--once"])
                assert done.exit_code == 0, done.output
                return [entry.address for entry in db.session.scalars(select(AuditEntry))]

        assert forget() == ["127.0.0.1"] * 2
        assert len(rows(app)) == 2
        clock.shift(2 * 24 * 3600)
        assert forget() == ["127.0.0.1"] * 2
        assert len(rows(app)) == 1
        clock.shift(150 * 24 * 3600)
        assert forget() == ["", "127.0.0.1"]
