"""The studio's settings at the desk: each field, its limits, and the streams that DJs may queue."""

import json

import pytest
from sqlalchemy import select

from blueprints.core.extensions import db
from blueprints.core.station import StationSettings, station
from tests.news.helpers import Page

DESK = "/desk/settings/studio"
STREAMS = "/desk/settings/streams"
DEFAULTS = {
    "studio_release": "30", "spin_cap": "10", "talk_cap": "30", "live_cap": "180",
    "rotation": "spaced", "explicit_from": "22:00", "explicit_until": "06:00",
    "refill_playlist": "", "refill_below": "10", "desk_grace": "10",
}  # fmt: skip


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


def test_the_form_shows_what_is_there_and_saves_nothing_that_is_the_same(admin, kept):
    page = Page(admin.get(DESK).text)
    for name, value in DEFAULTS.items():
        if name != "rotation":
            assert page.one("input", name=name)[0]["value"] == value
    chosen = [option["value"] for option, _ in page.all("option") if "selected" in option]
    assert chosen == ["spaced"]
    assert admin.post(DESK, data=DEFAULTS).status_code == 303
    assert kept() == {}


def test_what_is_changed_acts_and_is_listed(app, admin, kept):
    changed = {"studio_release": "5", "talk_cap": " 240 ", "rotation": "us",
               "explicit_from": "9:30", "refill_playlist": " Night  music ",
               "djs_set_volume": "y"}  # fmt: skip
    assert admin.post(DESK, data=DEFAULTS | changed).status_code == 303
    assert kept() == {"studio_release": 5, "talk_cap": 240, "rotation": "us",
                      "explicit_from": "09:30", "refill_playlist": "Night music",
                      "djs_set_volume": True}  # fmt: skip
    with app.app_context():
        here = station()
    assert (here.studio_release, here.rotation, here.djs_set_volume) == (5, "us", True)
    listed = " ".join(words for _, words in Page(admin.get(DESK).text).all("li"))
    assert "5 minutes Changed at the desk Default: 30 minutes" in listed
    assert "United States (17 USC 114)" in listed
    assert admin.post(f"{DESK}/rotation?_method=delete").status_code == 303
    assert "rotation" not in kept()


def test_volume_is_turned_off_again(admin, kept):
    admin.post(DESK, data=DEFAULTS | {"djs_set_volume": "y"})
    admin.post(DESK, data=DEFAULTS)
    assert kept()["djs_set_volume"] is False


WRONG = [
    *[("studio_release", value) for value in ("4", "241", "", "ten", "5.5", "9" * 5000)],
    *[("desk_grace", value) for value in ("-1", "61", "")],
    *[("spin_cap", value) for value in ("0", "61", "-1")],
    *[("talk_cap", value) for value in ("0", "241", "1e2")],
    *[("live_cap", value) for value in ("0", "721", "nan")],
    *[("refill_below", value) for value in ("0", "121")],
    *[("explicit_from", value) for value in ("", "24:00", "22", "22:60", "22:00:00", "٢٢:٠٠")],
    ("explicit_until", "6 a.m."),
    ("rotation", "strict"),
    ("refill_playlist", "../night"),
    ("refill_playlist", "x" * 201),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_what_is_wrong_is_given_back_as_typed(admin, kept, field, value):
    answer = admin.post(DESK, data=DEFAULTS | {field: value})
    assert answer.status_code == 422
    page = Page(answer.text)
    marked = [found["name"] for tag in ("input", "select")
              for found, _ in page.all(tag, aria_invalid="true")]  # fmt: skip
    assert marked == [field]
    if field != "rotation":
        assert page.one("input", name=field)[0]["value"] == value
    assert kept() == {}


def test_a_form_without_fields_is_refused(admin, kept):
    assert admin.post(DESK, data={}).status_code == 422
    assert kept() == {}


def test_streams_are_named_moved_and_removed(app, admin, kept):
    rows = {"title": ["Partner", "News", ""], "url": ["https://ice.example/a", "http://n.example/"]}
    rows["url"].append("")
    assert admin.post(STREAMS, data=rows | {"move": "down-0"}).status_code == 303
    assert [link["title"] for link in kept()["streams"]] == ["News", "Partner"]
    with app.app_context():
        assert station().streams[1].url == "https://ice.example/a"
    admin.post(STREAMS, data={"title": "", "url": ""})
    assert kept()["streams"] == []


@pytest.mark.parametrize(
    "address",
    ["/pages/about", "ftp://ice.example/", "file:///etc/passwd", "ice.example", "https://a b/",
     "https://user@ice.example/", "//ice.example"],
)  # fmt: skip
def test_only_web_addresses_are_streams(admin, kept, address):
    answer = admin.post(STREAMS, data={"title": "Partner", "url": address})
    assert answer.status_code == 422
    assert "Enter a web address, like https://stream.example.org/live." in answer.text
    assert kept() == {}


def test_there_are_up_to_twelve_streams(admin, kept):
    rows = {"title": ["A"] * 13, "url": ["https://ice.example/"] * 13}
    assert admin.post(STREAMS, data=rows).status_code == 422
    assert kept() == {}


@pytest.mark.parametrize("key", ["dj", "editor", "nobody"])
def test_they_are_for_admins(as_staff, kept, key):
    for address in (DESK, STREAMS):
        assert as_staff(key).post(address, data=DEFAULTS).status_code == 403
    assert kept() == {}
