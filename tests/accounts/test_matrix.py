"""The permission matrix: each staff route, each role, one's own record and another's."""

import re
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import select

from blueprints.accounts.models import StaffSession
from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.core.http import is_staff_path
from blueprints.media.models import Clip, Picture
from blueprints.shows.models import Episode, Presenter, Show
from tests.accounts.guards import (
    ADMIN,
    DJ,
    EDITOR,
    OPEN,
    OWN,
    OWN_SESSION,
    OWN_SHOW,
    OWN_STORY,
    OWN_UPLOAD,
    SENDER,
    STAFF,
)
from tests.accounts.table import TABLE

ROLES = ("dj", "editor", "admin", "nobody")
MAY = {
    STAFF: {"dj", "editor", "admin"},
    DJ: {"dj", "admin"},
    EDITOR: {"editor", "admin"},
    ADMIN: {"admin"},
    OWN: set(ROLES),
    SENDER: set(),
}
STORY = {"headline": "Rain", "body": "<p>Rain.</p>", "language": "en", "version": "1"}
PLACE = re.compile(r"<(?:\w+(?:\([^)]*\))?:)?(\w+)>")


def routes(app):
    """Every "METHOD /rule" of the staff's part."""
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if is_staff_path(rule.rule)
    }


def test_every_route_is_in_the_table(app):
    assert routes(app) == set(TABLE)


class Records:
    """Makes a record of the kind that a route is about, and the address of it."""

    def __init__(self, app, cast, as_staff):
        self.app, self.cast, self.as_staff = app, cast, as_staff

    def story(self, owner):
        answer = self.as_staff(owner).post("/desk/stories/", data=STORY)
        return answer.headers["Location"].rsplit("/", 1)[1]

    def upload(self, model, owner):
        usual = {"hash": secrets.token_hex(10), "uploaded_by_id": self.cast[owner],
                 "uploaded_at": clock.now()}  # fmt: skip
        more = {"width": 960, "height": 640} if model is Picture else {
            "ending": "mp3", "bytes": 1, "seconds": 1.0, "title": "Gulls"}  # fmt: skip
        with self.app.app_context():
            made = model(**usual, **more)
            db.session.add(made)
            db.session.commit()
            return str(made.id)

    def show(self, owner):
        """A show that `owner` presents, with an episode of the same number."""
        now = clock.now()
        with self.app.app_context():
            show = Show(title="Ferry", slug=secrets.token_hex(5))
            show.presenters = [Presenter(name="Dana", user_id=self.cast[owner])]
            db.session.add(show)
            db.session.flush()
            ends = now + timedelta(hours=1)
            db.session.add(Episode(id=show.id, show=show, starts_at=now, ends_at=ends))
            db.session.commit()
            return str(show.id)

    def session(self, owner):
        with self.app.app_context():
            theirs = StaffSession.user_id == self.cast[owner]
            newest = select(StaffSession.id).where(theirs).order_by(StaffSession.id.desc())
            return str(db.session.scalar(newest))

    def of(self, kind, rule, owner):
        """The number of a record of `owner`; of no record where the guard does not look at it."""
        if kind == OWN_STORY:
            return self.story(owner)
        if kind == OWN_SHOW:
            return self.show(owner)
        if kind == OWN_UPLOAD:
            return self.upload(Picture if "pictures" in rule else Clip, owner)
        return self.session(owner) if kind == OWN_SESSION else "999999"


@pytest.fixture
def ask(app, cast, as_staff):
    """`ask(route, key, owner)`: the status that `key` gets for a record of `owner`."""
    records = Records(app, cast, as_staff)

    def send(route, key, owner):
        method, rule = route.split(" ", 1)
        browser, other = as_staff(key), as_staff(owner) if owner != key else None
        number = records.of(TABLE[route], rule, owner)
        values = {"revision": "1", "token": "x", "field": "x"}
        values["key"] = f"story-{number}" if "autosaves" in rule else "name"
        path = PLACE.sub(lambda place: values.get(place[1], number), rule)
        sent = {"json": {"version": 1, "fields": {}}} if method == "PUT" else {}
        if rule.startswith("/studio/") and method != "GET":
            sent = {"json": {}}
        elif method == "POST":
            sent = {"data": STORY}
        answer = browser.open(path, method=method, **sent)
        assert answer.status_code < 500 or answer.status_code == 503, (route, key)
        assert other is None or other.get("/account/").status_code == 200
        return answer.status_code, answer.headers.get("Location", "")

    return send


@pytest.mark.parametrize("kind", [STAFF, DJ, EDITOR, ADMIN, OWN, SENDER])
def test_roles(ask, kind):
    wrong = []
    for route in (route for route in TABLE if TABLE[route] == kind):
        for key in ROLES:
            status, where = ask(route, key, key)
            is_in = status not in (401, 403) and "/account/verify?" not in where
            if is_in != (key in MAY[kind]) or (status == 302 and "sign-in" in where):
                wrong.append((route, key, status, where))
    assert wrong == []


@pytest.mark.parametrize("kind", [OWN_STORY, OWN_UPLOAD, OWN_SHOW])
def test_ones_own_record_and_anothers(ask, kind):
    wrong = []
    for route in (route for route in TABLE if TABLE[route] == kind):
        for key, owner, expected in (
            ("dj", "dj", "in"),
            ("dj", "other_dj", 404),
            ("editor", "dj", "in"),
            ("admin", "dj", "in"),
            ("nobody", "dj", 403),
        ):
            status, _ = ask(route, key, owner)
            got = status if status in (401, 403, 404) else "in"
            if got != expected:
                wrong.append((route, key, owner, status))
    assert wrong == []


@pytest.mark.parametrize("key", ROLES)
def test_a_session_is_ones_own(ask, key):
    (route,) = (route for route in TABLE if TABLE[route] == OWN_SESSION)
    assert ask(route, key, key)[0] == 303
    assert ask(route, key, "other_editor")[0] == 404


def test_what_is_open_breaks_for_nobody(ask):
    for route in (route for route in TABLE if TABLE[route] == OPEN):
        for key in ("nobody", "admin"):
            assert ask(route, key, key)[0] < 500, route
