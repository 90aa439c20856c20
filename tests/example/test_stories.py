"""The example stories: what the seed may rely on, and the few tags that they are written in."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from blueprints.example.pictures import NAMES
from blueprints.example.stories import STORIES, ExamplePicture, ExampleStory

ALLOWED = {
    **{tag: set() for tag in ("p", "h2", "ul", "ol", "li", "strong", "em", "cite")},
    **{"blockquote": {"class"}, "a": {"href"}, "q": {"lang", "dir"}},
}
MARKER = re.compile(r"<!-- picture: ([a-z-]+) -->")

every_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)


class Reader(HTMLParser):
    """Refuses what the stories may not use, and keeps their words and pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        assert tag != "blockquote" or dict(attrs) == {"class": "pull"}
        assert tag != "a" or str(dict(attrs)["href"]).startswith("https://")
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        assert self.open or not data.strip(), f"words outside a paragraph: {data}"
        self.words += data.split()

    def handle_comment(self, data: str) -> None:
        assert not self.open, "a picture stands between paragraphs"


def pictures_of(story: ExampleStory) -> tuple[ExamplePicture, ...]:
    return (*story.pictures, story.lead) if story.lead else story.pictures


@every_story
def test_the_tags_are_allowed_and_balanced(story: ExampleStory) -> None:
    reader = Reader()
    reader.feed(story.body)
    reader.close()
    assert reader.open == []
    assert 250 <= len(reader.words) <= 600


@every_story
def test_every_picture_has_a_drawing_and_its_words(story: ExampleStory) -> None:
    for picture in pictures_of(story):
        assert picture.name in NAMES
        assert picture.alternative_text
        assert picture.caption
        assert picture.credit


@every_story
def test_every_marker_has_its_picture(story: ExampleStory) -> None:
    lines = [line for line in story.body.splitlines() if "<!--" in line]
    assert all(MARKER.fullmatch(line) for line in lines), "a marker has a line of its own"
    assert MARKER.findall(story.body) == [picture.name for picture in story.pictures]


@every_story
def test_a_slug_is_safe_in_an_address(story: ExampleStory) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", story.slug)


@every_story
def test_a_story_says_what_it_is_about(story: ExampleStory) -> None:
    assert story.headline
    assert story.standfirst
    assert story.tags
    assert len(set(story.tags)) == len(story.tags)


def test_slugs_and_headlines_are_unique() -> None:
    assert len({story.slug for story in STORIES}) == len(STORIES)
    assert len({story.headline for story in STORIES}) == len(STORIES)


def test_the_newest_story_comes_first() -> None:
    ages = [story.hours_ago for story in STORIES]
    assert ages == sorted(ages)
    assert ages[0] > 0


def test_no_picture_is_used_twice_and_none_is_left_over() -> None:
    used = [picture.name for story in STORIES for picture in pictures_of(story)]
    assert sorted(used) == sorted(NAMES)


def test_exactly_one_story_comes_from_elsewhere() -> None:
    (story,) = (story for story in STORIES if story.source_url)
    address = urlsplit(story.source_url)
    assert (address.scheme, bool(address.hostname)) == ("https", True)
    assert story.source_name
    assert story.rights == "full"


def test_the_stories_show_what_a_story_can_hold() -> None:
    assert sum("<h2>" in story.body for story in STORIES) >= 2
    assert sum("<ul>" in story.body or "<ol>" in story.body for story in STORIES) >= 2
    assert sum(story.lead is None for story in STORIES) == 1
    assert sum('<q lang="ar" dir="rtl">' in story.body for story in STORIES) == 1
