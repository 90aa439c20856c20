"""Opinions beyond their thread: the latest on the front page, their numbers beside stories."""

import pytest

from tests.comments.readers import EXTRA, FISHMONGER, KEEPER
from tests.news.helpers import Page

LONG = "It still smells of cod, they still owe me a bell, and I would lend it again. " * 5


@pytest.fixture
def latest(client):
    """The latest opinions on the front page, as a page of their own; None when there are none."""

    def look_at_them():
        page = Page(client.get("/").text)
        found = page.all("section", aria_labelledby="latest-opinions")
        return page.inside("section", aria_labelledby="latest-opinions") if found else None

    return look_at_them


def test_the_front_page_shows_the_latest_three_newest_first(latest, story, other_story, write):
    write(story, "First.", ago=400)
    write(story, "Second.", ago=300, reader=KEEPER)
    write(other_story, "Fourth.", ago=100, reader=EXTRA)
    third = write(story, "Third.", ago=200)
    page = latest()
    assert page.texts("p", class_="words") == ["“Fourth.”", "“Third.”", "“Second.”"]
    assert page.texts("b") == [EXTRA.name, FISHMONGER.name, KEEPER.name]
    assert page.one("a", href=f"{story}?c={third}#comment-{third}")
    assert page.one("a", href=other_story)[1] == "A choir of forty"


def test_without_opinions_the_front_page_has_no_place_for_them(latest, story, write):
    write(story, state="pending")
    write(story, state="spam")
    assert latest() is None


def test_a_long_opinion_is_shown_in_short(latest, story, write):
    write(story, LONG)
    assert latest().texts("p", class_="words")[0].endswith(" …”")
    assert len(latest().texts("p", class_="words")[0]) < 150


def test_an_opinion_finds_its_direction_and_its_story_keeps_its_own(latest, publish, story, write):
    arabic = publish("tide", headline="المد", language="ar")
    write(arabic, "It was cold.")
    page = latest()
    assert page.one("p", class_="words")[0]["dir"] == "auto"
    assert page.one("a", lang="ar", dir="rtl")[1] == "المد"


@pytest.mark.parametrize("path", ["/", "/news/", "/news/tag/quay"])
def test_numbers_of_opinions_stand_beside_stories(client, publish, write, write_many, path):
    one, many, none = (publish(slug, tags=["quay"]) for slug in ("one", "many", "none"))
    write(one)
    write_many(many, 60)
    for state in ("pending", "spam", "deleted"):
        for address in (one, many, none):
            write(address, state=state)
    page = Page(client.get(path).text)
    assert page.one("a", href=f"{one}#opinions")[1] == "1 reply"
    assert page.one("a", href=f"{many}#opinions")[1] == "60 replies"
    assert page.all("a", href=f"{none}#opinions") == []


@pytest.mark.parametrize("path", ["/", "/news/"])
def test_numbers_are_counted_for_all_stories_at_once(client, publish, write, count_queries, path):
    client.get(path)
    counts = []
    for batch in range(2):
        for number in range(3):
            write(publish(f"story-{batch}-{number}"))
        with count_queries() as queries:
            assert client.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_removed_opinion_leaves_the_numbers_and_the_front_page(latest, client, story, write,
                                                                 comments):  # fmt: skip
    number = write(story, "Take this away.")
    comments("spam", str(number))
    assert latest() is None
    assert "repl" not in Page(client.get("/news/").text).one("main")[1]


@pytest.mark.parametrize("address", ["/", "/news/", "/news/tag/x"])
def test_the_number_of_opinions_stands_beside_a_story(look, publish, write_many, address):
    write_many(publish("one", hours_ago=1, tags=["x"], picture={}), 1)
    write_many(publish("two", hours_ago=2, tags=["x"]), 2)
    publish("none", hours_ago=3, tags=["x"])
    counts = [(a["href"], text) for a, text in look(address).all("a") if "#opinions" in a["href"]]
    assert counts == [("/news/one#opinions", "1 reply"), ("/news/two#opinions", "2 replies")]


def test_a_story_without_opinions_says_so_beside_its_date(look, story):
    (byline,) = look(story).texts("p", class_="byline")
    assert byline.endswith(" No replies yet")
