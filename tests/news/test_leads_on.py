"""What a story leads on to: related stories, the one before, the one after; and languages."""

from datetime import UTC, datetime

import pytest

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def related(page):
    """The addresses of the related stories."""
    if not page.all("ul", class_="headlines"):
        return []
    return [a["href"] for a, _ in page.inside("ul", class_="headlines").all("a")]


def around(page):
    """The addresses of the stories (before, after)."""
    found = [page.all("a", rel=rel) for rel in ("prev", "next")]
    return tuple(links[0][0]["href"] if links else None for links in found)


# Related


def test_stories_that_share_most_tags_come_first(look, publish):
    publish("one-shared", hours_ago=1, tags=["film"])
    publish("three-shared", hours_ago=4, tags=["film", "rain", "music", "other"])
    publish("two-shared", hours_ago=2, tags=["rain", "music"])
    publish("none-shared", hours_ago=1, tags=["other"])
    page = look(publish(tags=["film", "rain", "music"]))
    assert related(page) == ["/news/three-shared", "/news/two-shared", "/news/one-shared"]


def test_of_those_that_share_as_many_the_newest_come_first(look, publish):
    for hours in (5, 2, 4, 3):
        publish(f"from-{hours}", hours_ago=hours, tags=["film"])
    page = look(publish(tags=["film"]))
    assert related(page) == ["/news/from-2", "/news/from-3", "/news/from-4"]


def test_three_are_shown_and_never_the_story_itself(look, publish):
    for number in range(9):
        publish(f"other-{number}", tags=["film", "rain"])
    assert len(related(look(publish(tags=["film", "rain"])))) == 3


@pytest.mark.parametrize("tags", [[], ["film"]])
def test_a_story_that_shares_no_tag_has_no_place_for_related_ones(look, publish, tags):
    publish("other", tags=["rain"])
    page = look(publish(tags=tags))
    assert page.all("aside", aria_label="About this story") == []
    assert "Related" not in page.texts("h2")


def test_hidden_stories_are_related_to_none(look, publish, hide):
    hide(tags=["film", "rain"])
    publish("shown", tags=["film"])
    assert related(look(publish(tags=["film", "rain"]))) == ["/news/shown"]


def test_hidden_stories_crowd_no_other_out(look, publish, hide):
    publish("shown", tags=["film"])
    for number in range(31):
        hide(f"secret-{number}", tags=["film"])
    assert related(look(publish(tags=["film"]))) == ["/news/shown"]


# Before and after


def test_a_story_leads_to_the_ones_before_and_after_it(look, publish):
    for hours in (5, 1, 3, 2, 4):
        publish(f"from-{hours}", hours_ago=hours)
    assert around(look("/news/from-3")) == ("/news/from-4", "/news/from-2")
    assert around(look("/news/from-5")) == (None, "/news/from-4")
    assert around(look("/news/from-1")) == ("/news/from-2", None)


def test_a_story_alone_leads_nowhere(look, publish):
    assert look(publish()).all("nav", aria_label="Other stories") == []


def test_stories_of_one_moment_are_all_met_in_the_order_of_the_list(look, publish):
    for slug in ("first", "second", "third", "fourth"):
        publish(slug, publish_at=NOON)
    publish("last", publish_at=NOON.replace(hour=13))
    listed = [a["href"] for a, text in look("/news/").inside("div", class_="cards").all("a")]
    assert listed == [f"/news/{slug}" for slug in ("last", "fourth", "third", "second", "first")]
    met = [listed[0]]
    while older := around(look(met[-1]))[0]:
        met.append(older)
    assert met == listed
    while newer := around(look(met[-1]))[1]:
        met.append(newer)
    assert met == listed + listed[-2::-1]


def test_hidden_stories_stand_between_no_others(look, publish, hide):
    publish("older", hours_ago=3)
    publish("newer", hours_ago=1)
    hide("a-secret")
    assert around(look("/news/older")) == (None, "/news/newer")
    assert around(look("/news/newer")) == ("/news/older", None)


# Languages


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("ar-EG", "rtl"), ("he", "rtl"), ("pt", "ltr"), ("en", "ltr")],
)
def test_a_story_says_its_language_and_direction(look, publish, language, direction):
    page = look(publish(language=language, headline="مرحبا", body="<p>نص</p>", standfirst="عن"))
    (head,) = page.all("div", class_="wrap", lang=language, dir=direction)
    assert "مرحبا عن" in head[1]
    assert page.texts("article", lang=language, dir=direction) == ["نص"]
    assert page.one("html", lang="en", dir="ltr")


def test_stories_that_are_led_to_say_their_language(look, publish):
    publish("arabic", hours_ago=2, language="ar", headline="مرحبا", tags=["film"])
    page = look(publish(tags=["film"]))
    assert page.texts("li", lang="ar", dir="rtl") == ["مرحبا"]
    assert page.texts("b", lang="ar", dir="rtl") == ["مرحبا"]


@pytest.mark.parametrize("where", ["related", "neighbour"])
def test_html_in_a_headline_that_is_led_to_is_text(client, look, publish, where):
    text = """<script>alert(1)</script>"'&"""
    publish("other", hours_ago=2, headline=text, tags=["film"])
    address = publish(tags=["film"] if where == "related" else [])
    assert "<script>alert" not in client.get(address).text
    assert text in look(address).texts("main")[0]
