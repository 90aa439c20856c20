"""The settings of alarms, titles, charts and reports at the desk: each field, and its limits."""

import json

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.core.station import StationSettings, station
from tests.news.helpers import Page

ALARMS, RECORD = "/desk/settings/alarms", "/desk/settings/record"
DEFAULTS = {
    ALARMS: {"alarm_emails": "", "alarm_after": "60", "alarm_queue": "10", "webhook_url": ""},
    RECORD: {"chart_weekday": "0", "report_service": "", "report_category": "B"},
}


@pytest.fixture
def admin(as_staff):
    return as_staff("admin")


@pytest.fixture
def kept(app):
    """Return what is kept over the settings."""

    def read():
        with app.app_context():
            return json.loads(db.session.scalar(select(StationSettings.kept)) or "{}")

    return read


@pytest.mark.parametrize("address", [ALARMS, RECORD])
def test_the_form_shows_what_is_there_and_saves_nothing_that_is_the_same(admin, kept, address):
    page = Page(admin.get(address).text)
    for name, value in DEFAULTS[address].items():
        found = page.all("input", name=name) or [({"value": value}, "")]
        assert found[0][0]["value"] == value
    assert admin.post(address, data=DEFAULTS[address]).status_code == 303
    assert kept() == {}


def test_what_is_changed_acts_and_is_listed(app, admin, kept):
    emails = " a@radio.example \r\n\r\nb@radio.example\r\na@radio.example"
    hook = {"alarm_emails": emails, "alarm_after": "15", "webhook_url": "https://hook.example/t"}
    assert admin.post(ALARMS, data=DEFAULTS[ALARMS] | hook).status_code == 303
    chosen = {"chart_weekday": "6", "report_service": "kfake7", "report_category": "A"}
    assert admin.post(RECORD, data=chosen).status_code == 303
    with app.app_context():
        here = station()
    assert here.alarm_emails == ("a@radio.example", "b@radio.example")
    assert (here.alarm_after, here.webhook_url) == (15, "https://hook.example/t")
    assert (here.chart_weekday, here.report_service, here.report_category) == (6, "KFAKE7", "A")
    listed = " ".join(words for _, words in Page(admin.get("/desk/settings/").text).all("li"))
    for words in ("a@radio.example, b@radio.example", "15 seconds", "Sunday", "KFAKE7",
                  "A: internet radio with music", "Desk kept after a show 10 minutes"):  # fmt: skip
        assert words in listed
    assert admin.post(f"{ALARMS}/alarm_emails?_method=delete").status_code == 303
    assert "alarm_emails" not in kept()


PRIVATE = ("127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0",  # noqa: S104 - refused, not bound
           "169.254.169.254", "100.64.0.1", "192.168.1.7", "localhost")  # fmt: skip
WRONG = [
    *[(ALARMS, "alarm_emails", value) for value in ("studio", "a@b.example\nstudio", "a@b@c",
                                                    "\n".join(f"{n}@b.example" for n in range(21)),
                                                    "x" * 260 + "@b.example")],
    *[(ALARMS, "alarm_after", value) for value in ("14", "3601", "", "1.5", "9" * 5000)],
    *[(ALARMS, "alarm_queue", value) for value in ("0", "121", "soon")],
    *[(ALARMS, "webhook_url", value) for value in ("hook", "ftp://hook.example/", "http://[::1",
                                                   "https://user@hook.example/",
                                                   "https://hook.example/" + "x" * 2000)],
    *[(ALARMS, "webhook_url", f"http://{host}/") for host in PRIVATE],
    *[(RECORD, "chart_weekday", value) for value in ("7", "-1", "", "Monday")],
    *[(RECORD, "report_service", value) for value in ("K FAKE", "KFÄKE", "K|1", "K" * 41)],
    *[(RECORD, "report_category", value) for value in ("D", "", "BB", "b")],
]  # fmt: skip


@pytest.mark.parametrize(("address", "field", "value"), WRONG)
def test_what_is_wrong_is_given_back_with_the_reason(admin, kept, address, field, value):
    answer = admin.post(address, data=DEFAULTS[address] | {field: value})
    assert answer.status_code == 422
    page = Page(answer.text)
    marked = [found["name"] for tag in ("input", "select", "textarea")
              for found, _ in page.all(tag, aria_invalid="true")]  # fmt: skip
    assert marked == [field]
    assert kept() == {}


def test_a_private_webhook_is_fine_in_a_network_that_is_allowed(make_app, as_staff, kept, app):
    app.config["RADIO_OUTBOUND_ALLOW"] = make_app(
        RADIO_OUTBOUND_ALLOW="192.168.0.0/16"
    ).config["RADIO_OUTBOUND_ALLOW"]  # fmt: skip
    hook = DEFAULTS[ALARMS] | {"webhook_url": "http://192.168.1.7/titles"}
    assert as_staff("admin").post(ALARMS, data=hook).status_code == 303
    assert kept() == {"webhook_url": "http://192.168.1.7/titles"}


@pytest.mark.parametrize("key", ["dj", "editor", "nobody"])
def test_they_are_for_admins(as_staff, key):
    for address in (ALARMS, RECORD):
        assert as_staff(key).post(address, data=DEFAULTS[address]).status_code == 403
