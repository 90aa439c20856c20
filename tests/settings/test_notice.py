"""The site notice: shown on every page until its end."""

import json
from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from blueprints.accounts.models import AuditEntry
from blueprints.core.extensions import db
from blueprints.core.station import StationSettings
from tests.news.helpers import Page

DESK = "/desk/notice/"
NOON = datetime(2026, 3, 28, 12, 30, tzinfo=UTC)  # the night brings Lisbon's summer time
WORDS = "The transmitter is down."
PUBLIC = ("/", "/news/", "/pages/about", "/nowhere")


def put_up(browser, text=WORDS, **told):
    return browser.post(DESK, data={"text": text, "end": "1h"} | told)


def shown(client, address="/"):
    return Page(client.get(address).text).texts("p", class_="notice-bar")


def kept(app):
    with app.app_context():
        row = db.session.scalar(select(StationSettings.kept))
        return json.loads(row)["notice"] if row else None


@pytest.fixture
def lisbon(app):
    app.config["RADIO_TIMEZONE"] = "Europe/Lisbon"
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def test_a_notice_is_on_every_page_for_everybody_until_its_end(client, as_staff, lisbon):
    editor = as_staff("editor")
    answer = put_up(editor, url="/pages/about")
    assert (answer.status_code, answer.headers["Location"]) == (303, DESK)
    for address in PUBLIC:
        assert shown(client, address) == [WORDS]
    answer = client.get("/")
    assert answer.headers["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in answer.headers
    assert answer.data == editor.get("/").data
    link, _ = Page(answer.text).inside("p", class_="notice-bar").one("a")
    assert link["href"] == "/pages/about"
    assert WORDS in editor.get("/desk/").text
    lisbon.shift(3599)
    assert shown(client) == [WORDS]
    lisbon.shift(1)
    assert shown(client) == []
    assert WORDS not in editor.get("/desk/").text
    assert WORDS not in editor.get(DESK).text


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ({"end": "1h"}, "2026-03-28T13:30:00.000Z"),
        ({"end": "3h"}, "2026-03-28T15:30:00.000Z"),
        ({"end": "midnight"}, "2026-03-29T00:00:00.000Z"),
        ({"end": "noon"}, "2026-03-29T11:00:00.000Z"),
        ({"end": "", "until": "2026-03-29T18:00"}, "2026-03-29T17:00:00.000Z"),
    ],
)
def test_its_end_is_read_by_the_stations_clocks(app, as_staff, lisbon, told, until):
    assert put_up(as_staff("admin"), **told).status_code == 303
    assert kept(app)["until"] == until


def test_it_is_ended_at_once_and_the_trail_knows_who_did_what(app, client, as_staff):
    editor = as_staff("editor")
    put_up(editor)
    answer = editor.post(f"{DESK}?_method=delete")
    assert (answer.status_code, answer.headers["Location"]) == (303, DESK)
    assert shown(client) == []
    editor.post(f"{DESK}?_method=delete")
    with app.app_context():
        trail = db.session.execute(select(AuditEntry.act, AuditEntry.who)).all()
    assert [tuple(entry) for entry in trail] == [
        ("notice shown", "edda@station.example"),
        ("notice removed", "edda@station.example"),
    ]


def test_a_notice_that_is_sent_twice_is_shown_once(app, client, as_staff, lisbon):
    editor = as_staff("editor")
    put_up(editor)
    lisbon.shift(2)
    assert put_up(editor).status_code == 303
    assert shown(client) == [WORDS]
    put_up(editor, end="3h")
    with app.app_context():
        assert db.session.scalars(select(AuditEntry.act)).all() == ["notice shown"] * 2


WRONG = {
    "no words": {"text": " \x00 "},
    "too long": {"text": "x" * 301},
    "a script for a link": {"url": "javascript:alert(1)"},
    "another host's path": {"url": "//evil.example/"},
    "no end": {"end": ""},
    "an unknown end": {"end": "never"},
    "no date": {"end": "", "until": "soon\x00"},
    "a time with a zone": {"end": "", "until": "2026-12-01T10:00Z"},
    "the past": {"end": "", "until": "2020-01-01T00:00"},
    "the end of time": {"end": "", "until": "9999-12-31T23:59"},
    "before time": {"end": "", "until": "0001-01-01T00:00"},
}


@pytest.mark.parametrize("told", WRONG.values(), ids=WRONG)
def test_what_cannot_be_shown_is_given_back_as_typed(app, as_staff, told):
    answer = put_up(as_staff("editor"), **told)
    assert answer.status_code == 422
    page = Page(answer.text)
    wrong = [found for tag in ("input", "textarea") for found in page.all(tag, aria_invalid="true")]
    assert wrong
    _, typed = page.one("textarea", name="text")
    assert typed == ("" if "\x00" in told.get("text", "") else told.get("text", WORDS))
    assert kept(app) is None


def test_it_is_text(client, as_staff):
    put_up(as_staff("editor"), text="<img src=x onerror=alert(1)>\r\nhi")
    assert shown(client) == ["<img src=x onerror=alert(1)> hi"]
    assert "<img src=x" not in client.get("/").text


@pytest.mark.parametrize(("key", "status"), [("dj", 403), ("nobody", 403), (None, 401)])
def test_it_is_for_editors(app, client, as_staff, key, status):
    browser = as_staff(key) if key else client
    assert put_up(browser).status_code == status
    assert browser.post(f"{DESK}?_method=delete").status_code == status
    assert browser.get(DESK).status_code == (status if key else 302)
    assert kept(app) is None


def test_a_forged_form_is_refused(app, as_staff):
    editor = as_staff("editor")
    app.config["WTF_CSRF_ENABLED"] = True
    assert put_up(editor).status_code == 400
    assert kept(app) is None
