"""/news/tag/<slug>: the public stories of one tag."""

import pytest

HTML = """<script>alert(1)</script>"'&"""


def test_the_stories_of_a_tag_and_no_others_newest_first(look, publish):
    publish("older", hours_ago=2, tags=["Film", "Music"])
    publish("newer", hours_ago=1, tags=["Film"])
    publish("other", tags=["Music"])
    publish("none")
    page = look("/news/tag/film")
    assert page.texts("h1") == ["Film"]
    assert page.texts("h2") == ["newer", "older"]


def test_a_tag_is_canonical_at_the_public_address(look, publish):
    publish(tags=["Film"])
    canonical = look("/news/tag/film").one("link", rel="canonical")[0]["href"]
    assert canonical == "http://127.0.0.1:8000/news/tag/film"


def test_a_story_leads_to_its_tags(look, publish):
    page = look(publish(tags=["Tide Tables", "Film"]))
    links = [(a["href"], text) for a, text in page.all("a") if "/news/tag/" in a["href"]]
    assert links == [("/news/tag/film", "Film"), ("/news/tag/tide-tables", "Tide Tables")]


def test_a_tag_has_pages(look, client, publish):
    for number in range(21):
        publish(f"story-{number:02}", hours_ago=number + 1, tags=["Film"])
        publish(f"other-{number:02}", hours_ago=number + 1)
    first, second = look("/news/tag/film"), look("/news/tag/film?page=2")
    assert first.texts("h2") == [f"story-{number:02}" for number in range(20)]
    assert second.texts("h2") == ["story-20"]
    assert first.one("a", rel="next")[0]["href"] == "/news/tag/film?page=2"
    assert second.one("a", rel="prev")[0]["href"] == "/news/tag/film"
    assert client.get("/news/tag/film?page=3").status_code == 404


@pytest.mark.parametrize(
    "slug",
    ["none", "Film", "film ", "film%00", "%00", "%FF", "%", "f%25", "_ilm", "x" * 10_000, "'"],
)
def test_an_unknown_tag_is_404(client, publish, slug):
    publish(tags=["film"])
    assert client.get(f"/news/tag/{slug}").status_code == 404


def test_the_place_of_the_tags_is_none(client):
    assert client.get("/news/tag").status_code == 404
    assert client.get("/news/tag/").status_code == 404


def test_a_page_that_there_is_not_is_404(client, publish, wrong_page):
    publish(tags=["film"])
    assert client.get(f"/news/tag/film?{wrong_page}").status_code == 404


def test_html_in_a_tag_is_shown_as_text(client, app, publish, look):
    from_tag = publish(tags=[HTML])
    address = next(a["href"] for a, text in look(from_tag).all("a") if text == HTML)
    for page in (from_tag, address, "/"):
        assert "<script>alert" not in client.get(page).text
    assert look(address).texts("h1") == [HTML]
    assert look(address).texts("title") == [f"{HTML} · Aerial 87.9"]
