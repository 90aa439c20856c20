"""/pages/<slug>: the station's own pages; /about and /privacy, which every station has."""

import pytest

from blueprints.core import clock
from blueprints.core.extensions import db
from blueprints.pages.models import StationPage
from tests.accounts.same_for_all import READERS, check_same
from tests.settings.test_comments_form import DEFAULTS

HTML = """<script>alert(1)</script>"'&"""


@pytest.fixture
def write_page(app):
    """Write a page of the station's."""

    def write(slug, **columns):
        with app.app_context():
            db.session.add(StationPage(slug=slug, updated_at=clock.now(), **columns))
            db.session.commit()

    return write


def test_a_page_is_shown_whole(look, write_page):
    write_page("team", title="Who we are", body="<h2>Mornings</h2><p>It is <em>us</em>.</p>")
    page = look("/pages/team")
    assert page.texts("h1") == ["Who we are"]
    assert page.texts("title") == ["Who we are · Aerial 87.9"]
    assert page.inside("div", class_="story").texts("h2") == ["Mornings"]
    canonical = page.one("link", rel="canonical")[0]["href"]
    assert canonical == "http://127.0.0.1:8000/pages/team"


@pytest.mark.parametrize(
    ("slug", "title", "words"),
    [
        ("about", "About Aerial 87.9", "You can leave a reply under each story"),
        ("privacy", "Privacy", "delete them after 24 hours"),
    ],
)
def test_a_new_station_has_its_pages(look, slug, title, words):
    page = look(f"/pages/{slug}")
    assert page.texts("h1") == [title]
    assert words in page.texts("main")[0]
    assert page.one("article", lang="en", dir="ltr")


@pytest.mark.parametrize("slug", ["about", "privacy"])
def test_short_addresses_lead_to_the_pages(client, slug):
    answer = client.get(f"/{slug}")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"/pages/{slug}")


@pytest.mark.parametrize("slug", ["about", "privacy"])
def test_what_an_editor_wrote_is_over_the_built_in_text(look, write_page, slug):
    write_page(slug, title="Ours", body="<p>Our own words.</p>")
    page = look(f"/pages/{slug}")
    assert page.texts("h1") == ["Ours"]
    assert page.texts("div", class_="story") == ["Our own words."]


@pytest.mark.parametrize("address", ["/", "/news/", "/pages/about", "/nowhere"])
def test_every_page_leads_to_the_stations_own(client, address):
    text = client.get(address).text
    assert 'href="/pages/privacy"' in text
    assert 'href="/pages/about"' in text


def test_privacy_says_in_plain_words_what_is_kept_how_long_and_how_it_is_deleted(look):
    words = look("/pages/privacy").texts("main")[0]
    for said in ("no cookie", "name", "email address", "24 hours", "30 days", "on air", "deleted"):
        assert said in words


@pytest.mark.parametrize(
    ("settings", "words", "shown"),
    [
        ({"RADIO_CONTACT_EMAIL": "studio@radio.example"}, "studio@radio.example", True),
        ({}, "Our address:", False),
        ({"RADIO_COMMENT_WEBSITE": "yes"}, "If you enter a website", True),
        ({}, "If you enter a website", False),
    ],
)
def test_privacy_follows_the_settings(make_app, settings, words, shown):
    text = make_app(**settings).test_client().get("/pages/privacy").text
    assert (words in text) is shown


@pytest.mark.parametrize(
    ("language", "direction"), [("ar", "rtl"), ("he-IL", "rtl"), ("de", "ltr")]
)
def test_a_page_says_its_language_and_direction(look, write_page, language, direction):
    write_page("about", title="مرحبا", body="<p>نص</p>", language=language)
    page = look("/pages/about")
    assert page.texts("article", lang=language, dir=direction) == ["مرحبا نص"]
    assert page.one("html", lang="en", dir="ltr")


@pytest.mark.parametrize("slug", ["team", "about"])
def test_html_in_a_title_is_shown_as_text(client, look, write_page, slug):
    write_page(slug, title=HTML)
    assert "<script>alert" not in client.get(f"/pages/{slug}").text
    page = look(f"/pages/{slug}")
    assert page.texts("h1") == [HTML]
    assert page.texts("title") == [f"{HTML} · Aerial 87.9"]


def test_html_in_the_stations_name_is_shown_as_text(make_app):
    text = make_app(RADIO_STATION_NAME=HTML).test_client().get("/pages/about").text
    assert "<script>alert" not in text
    assert "About &lt;script&gt;" in text
    assert "&amp;amp;" not in text


@pytest.mark.parametrize(
    "slug", ["none", "About", "about/", "about%00", "%FF", "..%2Fcore%2Fbase", "../base", "page",
             "built_in", "privacy.html", "", "x" * 10_000]
)  # fmt: skip
def test_an_unknown_page_is_404(client, slug):
    assert client.get(f"/pages/{slug}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_reading_is_all_that_can_be_done(client, method):
    assert getattr(client, method)("/pages/about").status_code == 405


def test_a_page_costs_three_queries(client, count_queries):
    client.get("/pages/about")  # the schedule is kept
    with count_queries() as queries:
        client.get("/pages/about")
    assert len(queries) == 3


@pytest.mark.parametrize("key", READERS)
def test_a_page_is_the_same_for_all(client, as_staff, write_page, key):
    write_page("team", title="Who we are", body="<p>Us.</p>")
    staff = as_staff(key)
    check_same(staff, client, "/pages/team")
    check_same(staff, client, "/about", 302)


def test_privacy_follows_the_desk(as_staff, client):
    as_staff("admin").post("/desk/settings/comments", data=DEFAULTS | {"comment_website": "y"})
    assert "If you enter a website" in client.get("/pages/privacy").text


def test_the_site_notice_is_on_every_page(as_staff, look):
    as_staff("editor").post("/desk/notice/", data={"text": "The mast is down.", "end": "1h"})
    assert look("/pages/about").texts("p", class_="notice-bar") == ["The mast is down."]
