"""The station on the desk: what admins change acts at once, on every page."""

import io
import json
import time
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from blueprints.accounts.models import AuditEntry
from blueprints.core.extensions import db
from blueprints.core.station import StationSettings
from tests.news.helpers import Page, write_story
from tests.player.helpers import hear, reading

DESK = "/desk/settings"
SECTIONS = ("station", "stream", "logo", "colours", "menu", "links", "footer", "comments",
            "studio", "streams")  # fmt: skip
STATION = {"name": "Harbour 99", "tagline": "Salt", "timezone": "Asia/Kathmandu",
           "contact_email": "us@harbour.example"}  # fmt: skip


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


def trail(app):
    with app.app_context():
        query = select(AuditEntry.who, AuditEntry.details).where(
            AuditEntry.act == "settings changed"
        )
        return [tuple(row) for row in db.session.execute(query)]


def picture(form="PNG", size=(600, 200), mode="RGBA"):
    file = io.BytesIO()
    Image.new(mode, size).save(file, form)
    return file.getvalue()


def send_logo(browser, data, name="logo.png"):
    return browser.post(f"{DESK}/logo", data={"file": (io.BytesIO(data), name)})


def test_every_section_opens_with_what_is_there(admin):
    assert "Harbour" not in admin.get(f"{DESK}/").text
    for key in SECTIONS:
        answer = admin.get(f"{DESK}/{key}")
        assert answer.status_code == 200, key
        assert Page(answer.text).one("a", aria_current="page")
    field, _ = Page(admin.get(f"{DESK}/station").text).one("input", name="name")
    assert field["value"] == "Aerial 87.9"


def test_name_and_zone_act_at_once_everywhere(app, client, make_app, admin, kept):
    now = time.time()
    hear(app, reading(now - 2, 10, epoch=now - 1000))
    write_story(app, "a-story")
    other_process = make_app().test_client()
    answer = admin.post(f"{DESK}/station", data=STATION)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{DESK}/station")
    assert kept() == STATION
    for browser in (client, other_process):
        page = Page(browser.get("/").text)
        assert page.texts("a", class_="wordmark") == ["Harbour 99"]
        assert page.one("a", href="mailto:us@harbour.example")
        assert 'data-zone="Asia/Kathmandu"' in browser.get("/").text
    hear(app, reading(now, 12, epoch=now - 1000))  # the watcher's next look
    assert client.get("/current-track.json").json["station"]["name"] == "Harbour 99"
    assert trail(app) == [
        ("ada@station.example",
         {"section": "station", "fields": ["contact_email", "name", "tagline", "timezone"]})
    ]  # fmt: skip


def test_only_what_was_changed_is_kept_and_goes_back_to_its_default(app, client, admin, kept):
    admin.post(f"{DESK}/station", data=STATION | {"tagline": "Radio from the harbour"})
    assert "tagline" not in kept()
    assert "Reset to default: Name" in admin.get(f"{DESK}/station").text
    answer = admin.post(f"{DESK}/station/name?_method=delete")
    assert answer.status_code == 303
    assert "name" not in kept()
    assert "Aerial" in Page(client.get("/").text).one("a", class_="wordmark")[1]
    assert trail(app)[-1][1] == {"section": "station", "back_to_default": ["name"]}
    assert admin.post(f"{DESK}/station/notice?_method=delete").status_code == 404
    before = len(trail(app))
    admin.post(
        f"{DESK}/station",
        data=STATION | {"name": "Aerial 87.9", "tagline": "Radio from the harbour"},
    )
    assert len(trail(app)) == before  # nothing was changed


def line_of(page, field):
    """Return what the list of values says of a setting: value, then where it comes from."""
    rows = [words for _, words in page.all("li") if words.startswith(field)]
    return rows[0].removeprefix(field).strip() if rows else None


def test_each_value_says_where_it_comes_from(make_app, as_staff, monkeypatch, app):
    (Path(app.instance_path) / "config.py").write_text("RADIO_STREAM_DELAY = 12\n")
    monkeypatch.setenv("RADIO_TIMEZONE", "Asia/Kathmandu")
    app.config["RADIO_SOURCES"] = make_app(RADIO_CONTACT_EMAIL="").config["RADIO_SOURCES"]
    app.config["RADIO_STREAM_DELAY"] = 12.0
    admin = as_staff("admin")
    admin.post(f"{DESK}/station", data=STATION | {"contact_email": ""})
    for address in ("", "station", "stream", "logo"):
        assert "nothing" not in admin.get(f"{DESK}/{address}").text
    page = Page(admin.get(f"{DESK}/").text)
    assert line_of(page, "Name") == (
        "Harbour 99 Changed at the desk Default: Aerial 87.9 RADIO_STATION_NAME"
    )
    assert line_of(page, "Time zone") == (
        "Asia/Kathmandu Changed at the desk Default: UTC Set in the environment RADIO_TIMEZONE"
    )
    assert line_of(page, "Stream delay") == ("12 seconds Set in config.py RADIO_STREAM_DELAY")
    assert line_of(page, "Contact email") == "Not set Set at startup RADIO_CONTACT_EMAIL"
    assert line_of(page, "Blocked words") == "Not set Default RADIO_COMMENT_BIN_WORDS"
    assert line_of(page, "Accent colour") == "#f13e18 Default"
    assert line_of(page, "Logo") == "Not set Default"


def test_the_stream_is_followed_by_the_policy_and_warned_of(make_app, as_staff, admin, client):
    admin.post(f"{DESK}/stream", data={"stream_url": "https://ice.example/a", "stream_delay": "2"})
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "media-src 'self' https://ice.example;" in policy
    admin.application.config["RADIO_URL"] = "https://radio.example"
    told = {"stream_url": "http://ice.example/a", "stream_delay": "2"}
    assert admin.post(f"{DESK}/stream", data=told).status_code == 303
    assert "Browsers will not play this stream" in admin.get(f"{DESK}/stream").text


def test_a_logo_stands_in_the_masthead_with_the_name_as_its_words(client, admin, kept):
    assert send_logo(admin, picture()).status_code == 303
    logo, _ = Page(client.get("/").text).one("img", class_="logo")
    assert (logo["alt"], logo["width"], logo["height"]) == ("Aerial 87.9", "396", "132")
    answer = client.get(logo["src"])
    assert answer.content_type == "image/webp"
    assert Image.open(io.BytesIO(answer.data)).mode == "RGBA"
    admin.post(f"{DESK}/logo/logo?_method=delete")
    assert Page(client.get("/").text).all("img", class_="logo") == []


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg onload=alert(1)>", picture()[:100], picture("BMP", mode="RGB")],
    ids=["nothing", "svg", "half a picture", "bmp"],
)
def test_what_is_no_picture_is_no_logo(admin, kept, data):
    answer = send_logo(admin, data, "../../logo.png")
    assert answer.status_code == 422
    assert 'id="file-error"' in answer.text
    assert kept() == {}


def test_colours_that_cannot_be_read_are_corrected_and_the_desk_says_so(client, admin, kept):
    bright = {"signal": "#ffee00", "deep": "#ffffff"}
    tried = admin.post(f"{DESK}/colours", data=bright | {"look": "y"})
    assert tried.status_code == 200
    assert kept() == {}
    assert admin.post(f"{DESK}/colours", data=bright).status_code == 303
    for page in (tried.text, admin.get(f"{DESK}/colours").text):
        assert "data-corrected" in page
        assert "adjusted: your colour has 1.1 : 1, and at least 4.5 : 1 is needed" in page
    assert kept() == bright
    sheet, _ = Page(client.get("/").text).all("link", rel="stylesheet")[-2]
    assert 'href="/station.css?v=' in client.get("/").text
    assert sheet
    assert 'href="/station.css?v=' in admin.get("/desk/").text


def test_menu_and_links_are_typed_moved_and_shown(client, admin, kept):
    rows = {
        "title": ["Team", "Shop", "", ""],
        "url": ["/pages/team", "https://shop.example/", "", ""],
    }
    admin.post(f"{DESK}/menu", data=rows)
    answer = admin.post(f"{DESK}/menu", data=rows | {"move": "down-0"})
    assert answer.headers["Location"] == f"{DESK}/menu?moved=1"
    nav = Page(client.get("/").text).inside("nav", aria_label="Main")
    assert nav.texts("a")[:2] == ["Home", "News"]
    assert nav.texts("a")[-2:] == ["Shop", "Team"]
    assert "autofocus" in admin.get(answer.headers["Location"]).text
    admin.post(f"{DESK}/links", data={"title": "Elsewhere", "url": "https://social.example/@us"})
    link, words = Page(client.get("/").text).one("a", href="https://social.example/@us")
    assert (words, link["rel"]) == ("Elsewhere", "me noopener")
    admin.post(f"{DESK}/menu", data={"title": ["", ""], "url": ["", ""]})
    assert kept()["menu"] == []


def test_the_footer_says_what_the_station_wants(client, admin):
    told = {"footer": "On air since 1987.\n\n<b>Thanks</b>", "support_title": "Keep us on air",
            "support_url": "https://give.example/", "imprint_title": "Imprint",
            "imprint_url": "/pages/imprint"}  # fmt: skip
    admin.post(f"{DESK}/footer", data=told)
    footer = Page(client.get("/").text).inside("footer")
    assert footer.one("a", href="https://give.example/")[1] == "Keep us on air"
    assert footer.one("a", href="/pages/imprint")[1] == "Imprint"
    assert footer.texts("p")[:2] == ["On air since 1987.", "<b>Thanks</b>"]


WRONG = [
    ("station", STATION | {"name": " "}, "name"),
    ("station", STATION | {"name": "x" * 81}, "name"),
    ("station", STATION | {"timezone": "../../etc/passwd"}, "timezone"),
    ("station", STATION | {"timezone": "Europe"}, "timezone"),
    ("station", STATION | {"timezone": "Mars/Olympus\x00"}, "timezone"),
    ("station", STATION | {"contact_email": "us"}, "contact_email"),
    ("stream", {"stream_url": "javascript:alert(1)", "stream_delay": "0"}, "stream_url"),
    ("stream", {"stream_url": "https://ok.example/", "stream_delay": "1e999"}, "stream_delay"),
    ("stream", {"stream_url": "https://ok.example/", "stream_delay": "nan"}, "stream_delay"),
    ("stream", {"stream_url": "https://ok.example:99999/", "stream_delay": ""}, "stream_url"),
    ("colours", {"signal": "red;}", "deep": "#000000"}, "signal"),
    ("colours", {"deep": "#000000"}, "signal"),
    ("menu", {"title": "A", "url": "//evil.example"}, "url"),
    ("menu", {"title": "A", "url": "javascript:alert(1)"}, "url"),
    ("menu", {"title": "", "url": "/pages/about"}, "url"),
    ("menu", {"title": ["A"] * 13, "url": ["/a"] * 13, "move": "up-99999999999"}, "url"),
    ("links", {"title": "x" * 61, "url": "/a"}, "url"),
    ("footer", {"support_title": "Give", "support_url": ""}, "support_url"),
    ("footer", {"imprint_url": "data:text/html,x", "imprint_title": "I"}, "imprint_url"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "told", "field"), WRONG)
def test_what_is_wrong_is_given_back_as_typed(admin, kept, key, told, field):
    answer = admin.post(f"{DESK}/{key}", data=told)
    assert answer.status_code == 422
    page = Page(answer.text)
    wrong = [found["name"] for tag in ("input", "textarea")
             for found, _ in page.all(tag, aria_invalid="true")]  # fmt: skip
    assert field in wrong
    for name, value in told.items():
        if isinstance(value, str) and "\x00" not in value and value.strip() and name != "move":
            assert value.strip() in [
                *(found.get("value", "") for found, _ in page.all("input", name=name)),
                *(found[2].strip() for found in page.elements
                  if found[0] == "textarea" and found[1]["name"] == name),
            ], name  # fmt: skip
    assert kept() == {}


@pytest.mark.parametrize(("key", "status"), [("editor", 403), ("dj", 403), ("nobody", 403)])
def test_settings_are_for_admins(as_staff, kept, key, status):
    browser = as_staff(key)
    assert browser.get(f"{DESK}/").status_code == status
    assert browser.get(f"{DESK}/station").status_code == status
    assert browser.post(f"{DESK}/station", data=STATION).status_code == status
    assert browser.post(f"{DESK}/station/name?_method=delete").status_code == status
    assert kept() == {}


def test_what_is_not_there_is_404(admin):
    for address in ("nothing", "station%00", "../home", "station/nothing", "x" * 5000):
        assert admin.get(f"{DESK}/{address}").status_code in (404, 405), address
        assert admin.post(f"{DESK}/{address}").status_code in (404, 405), address


def test_few_queries(admin, count_queries):
    for address in ("", *SECTIONS):
        with count_queries() as queries:
            admin.get(f"{DESK}/{address}")
        assert len(queries) <= 6


def test_a_forged_form_is_refused(app, admin, kept):
    app.config["WTF_CSRF_ENABLED"] = True
    for key in SECTIONS:
        assert admin.post(f"{DESK}/{key}", data=STATION).status_code == 400
    assert kept() == {}
