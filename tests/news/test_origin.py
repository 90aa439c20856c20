"""Whose a story is: its byline, and the one line that says where it was first published."""

import pytest

SOURCE = "https://sheet.example/a"
ADDRESSES = ("/", "/news/", "/news/tag/x")


def byline(page):
    return page.inside("p", class_="byline").texts("b")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"byline": "Ada"}, "By Ada"),
        ({}, "By the newsroom"),
        ({"source_name": "The Sheet", "source_url": SOURCE}, "The Sheet"),
        ({"source_name": "The Sheet"}, "The Sheet"),
        ({"source_name": "The Sheet", "byline": "Grace"}, "By Grace"),
        ({"source_url": SOURCE}, "By the newsroom"),
    ],
)
def test_a_story_says_whose_it_is(look, publish, told, words):
    assert byline(look(publish(**told))) == [words]


@pytest.mark.parametrize("blank", ["", " ", "\t\n", "\u00a0"])
def test_a_blank_byline_is_none(look, publish, blank):
    assert byline(look(publish("ours", byline=blank))) == ["By the newsroom"]
    assert byline(look(publish("theirs", byline=blank, source_name="The Sheet"))) == ["The Sheet"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"byline": "Ada"}, "By Ada ·"),
        ({}, "By the newsroom ·"),
        ({"source_name": "The Sheet"}, "First published by The Sheet ·"),
        ({"source_name": "The Sheet", "byline": "Grace"}, "First published by The Sheet ·"),
    ],
)
def test_a_story_in_a_list_says_whose_it_is(look, publish, address, told, words):
    publish(tags=["x"], **told)
    assert look(address).texts("small")[0].startswith(words)


@pytest.mark.parametrize("told", [{}, {"byline": "Grace"}, {"source_url": SOURCE}])
@pytest.mark.parametrize("address", [*ADDRESSES, "/news/a-story"])
def test_a_syndicated_story_is_attributed_in_one_line(look, publish, address, told):
    publish(tags=["x"], picture={}, source_name="The Sheet", **told)
    words = look(address).texts("main")[0]
    assert words.count("First published by The Sheet") == 1
    assert "By the newsroom" not in words


def test_the_attribution_leads_to_the_source(look, publish):
    page = look(publish(source_name="The Sheet", source_url=SOURCE))
    assert page.texts("p", class_="source") == ["First published by The Sheet."]
    link, text = page.one("a", href=SOURCE)
    assert (link["rel"], text) == ("noopener", "The Sheet")


def test_our_own_story_is_attributed_to_nobody_else(look, publish):
    assert look(publish()).all("p", class_="source") == []


@pytest.mark.parametrize(
    "address",
    ["", "javascript:alert(1)", "data:text/html,x", "//evil.example", "javascript\\x3Aalert(1)",
     "/here", "http:evil.example"],
)  # fmt: skip
def test_a_source_whose_address_is_none_is_named_without_a_link(look, publish, address):
    page = look(publish(source_name="The Sheet", source_url=address))
    assert page.texts("p", class_="source") == ["First published by The Sheet."]
    assert page.all("a", href=address) == []


@pytest.mark.parametrize(
    ("rights", "url", "hidden"),
    [
        ("full", SOURCE, True),
        ("full", "", True),
        ("excerpt", SOURCE, False),
        ("link", SOURCE, False),
        ("", SOURCE, False),
        ("", "", False),
    ],
)
def test_search_engines_leave_a_full_copy_to_its_source(look, publish, rights, url, hidden):
    page = look(publish(source_name="The Sheet", source_url=url, rights=rights))
    assert bool(page.all("meta", name="robots", content="noindex")) is hidden
