"""/news/: all public stories, newest first, twenty a page; and what the front page takes."""

from datetime import timedelta

import pytest

from blueprints.core import clock

HTML = """<script>alert(1)</script>"'&"""


def headlines(page):
    return page.texts("h2")


def test_a_new_station_says_that_there_are_no_stories_yet(look):
    page = look("/news/")
    assert page.texts("h1") == ["News"]
    assert "No stories yet." in page.texts("main")[0]
    assert page.all("article") == []
    assert page.all("nav", aria_label="Pages") == []


def test_stories_stand_newest_first(look, publish):
    publish("older", hours_ago=2)
    publish("oldest", hours_ago=24 * 365)
    publish("newest", hours_ago=0)
    assert headlines(look("/news/")) == ["newest", "older", "oldest"]


def test_of_stories_of_one_moment_the_last_written_stands_first(look, publish):
    moment = clock.now() - timedelta(hours=1)
    for slug in ("first", "second", "third"):
        publish(slug, publish_at=moment)
    assert headlines(look("/news/")) == ["third", "second", "first"]


def test_a_story_in_the_list_leads_to_itself(look, publish):
    publish("a-story", headline="A story", standfirst="What it says.", byline="Ada")
    page = look("/news/")
    assert ("/news/a-story", "A story") in [(a["href"], text) for a, text in page.all("a")]
    card = page.one("article", class_="card")[1]
    assert "What it says." in card
    assert "By Ada" in card


def test_a_story_with_a_picture_shows_it(look, publish):
    publish(picture={"hash": "0123456789abcdef0123", "alternative_text": "The quay"})
    image, _ = look("/news/").one("img", alt="The quay")
    assert image["src"].startswith("/media/0123456789abcdef0123-")
    assert (image["width"], image["height"]) == ("960", "640")


def test_the_list_is_canonical_at_the_public_address(look):
    assert look("/news/").one("link", rel="canonical")[0]["href"] == "http://127.0.0.1:8000/news/"


# Pages


@pytest.mark.parametrize(("total", "pages"), [(20, [20]), (21, [20, 1]), (45, [20, 20, 5])])
def test_there_are_twenty_stories_a_page(look, client, publish, total, pages):
    for number in range(total):
        publish(f"story-{number:02}", hours_ago=number + 1)
    seen = []
    for number, amount in enumerate(pages, 1):
        shown = headlines(look(f"/news/?page={number}"))
        assert len(shown) == amount
        seen += shown
    assert seen == [f"story-{number:02}" for number in range(total)]
    assert client.get(f"/news/?page={len(pages) + 1}").status_code == 404


def test_pages_lead_to_their_neighbours(look, publish):
    for number in range(45):
        publish(f"story-{number}", hours_ago=number + 1)
    first, second, third = (look(f"/news/?page={number}") for number in (1, 2, 3))
    assert first.all("a", rel="prev") == []
    assert first.one("a", rel="next")[0]["href"] == "/news/?page=2"
    assert second.one("a", rel="prev")[0]["href"] == "/news/"
    assert second.one("a", rel="next")[0]["href"] == "/news/?page=3"
    assert third.one("a", rel="prev")[0]["href"] == "/news/?page=2"
    assert third.all("a", rel="next") == []
    canonical = [page.one("link", rel="canonical")[0]["href"] for page in (first, second)]
    assert canonical == ["http://127.0.0.1:8000/news/", "http://127.0.0.1:8000/news/?page=2"]
    assert first.texts("title") != second.texts("title")


def test_a_page_that_there_is_not_is_404(client, publish, wrong_page):
    publish()
    assert client.get(f"/news/?{wrong_page}").status_code == 404


@pytest.mark.parametrize("query", ["page=1", "page=1&page=abc", "limit=100000", "PAGE=0", "x=%00"])
def test_other_parameters_change_nothing(look, publish, query):
    for number in range(21):
        publish(f"story-{number}")
    assert len(headlines(look(f"/news/?{query}"))) == 20


# Text is text


@pytest.mark.parametrize("address", ["/", "/news/", "/news/tag/x"])
@pytest.mark.parametrize("where", ["headline", "standfirst", "byline", "source_name"])
def test_html_in_a_story_is_shown_as_text(client, look, publish, address, where):
    publish(tags=["x"], **{where: HTML})
    assert "<script>alert" not in client.get(address).text
    assert HTML in look(address).texts("article", class_="card")[0]


@pytest.mark.parametrize("address", ["/", "/news/", "/news/tag/x"])
def test_html_in_a_pictures_alternative_text_is_text(client, look, publish, address):
    publish(tags=["x"], picture={"alternative_text": HTML, "caption": HTML, "credit": HTML})
    assert "<script>alert" not in client.get(address).text
    assert look(address).all("img", alt=HTML)


@pytest.mark.parametrize("address", ["/", "/news/", "/news/tag/x"])
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("de", "ltr")])
def test_a_story_in_the_list_says_its_language(look, publish, address, language, direction):
    publish(tags=["x"], language=language, headline="مرحبا")
    page = look(address)
    assert page.one("article", lang=language, dir=direction)
    assert page.one("html", lang="en", dir="ltr")


def test_a_syndicated_story_in_the_list_says_where_it_is_from(look, publish):
    publish(source_name="The Sheet", source_url="https://sheet.example/a")
    card = look("/news/").texts("article")[0]
    assert card.count("First published by The Sheet") == 1
    assert "By the newsroom" not in card


# The front page


def test_the_front_page_leads_with_the_newest_story_that_has_a_picture(look, publish):
    publish("newest", hours_ago=1)
    publish("pictured", hours_ago=2, picture={"alternative_text": "The quay"})
    publish("older", hours_ago=3, picture={})
    page = look("/")
    assert "pictured" in page.texts("section", aria_label="Lead story")[0]
    links = [a["href"] for a, text in page.all("a") if a["href"].startswith("/news/") and text]
    assert links.count("/news/pictured") == 1
    assert {"/news/newest", "/news/older"} <= set(links)


def test_the_front_page_of_a_new_station_is_whole(look):
    page = look("/")
    assert page.texts("h1") == ["Aerial 87.9"]
    assert page.one("link", rel="canonical")[0]["href"] == "http://127.0.0.1:8000/"


def test_the_front_page_shows_a_story_once(look, publish):
    for number in range(30):
        publish(f"story-{number:02}", hours_ago=number + 1, picture={} if number % 2 else None)
    page = look("/")
    links = [a["href"] for a, text in page.all("a") if a["href"].startswith("/news/s") and text]
    assert len(links) == len(set(links)) == 6
    assert set(links) == {f"/news/story-{number:02}" for number in range(6)}
