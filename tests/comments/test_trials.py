"""Trying typed rules: what would become of a sample, and of the last comments."""

import pytest

from tests.news.helpers import Page
from tests.settings.test_comments_form import DEFAULTS, DESK

SPAM = "https://a.example https://b.example https://c.example"


@pytest.fixture
def try_out(as_staff, traveller):
    """Try typed rules as an admin; return the paragraphs and points of what is said."""
    admin = as_staff("admin")

    def press(without=(), **typed):
        kept = {name: value for name, value in DEFAULTS.items() if name not in without}
        answer = admin.post(DESK, data=kept | typed | {"try": "y"})
        assert answer.status_code == 200
        said = Page(answer.text).inside("div", class_="outcome")
        return said.texts("p"), said.texts("li")

    return press


FIRST = "Would be published, unless it is the commenter’s first comment."
OUTCOMES = [
    ({"sample": "Lovely."}, FIRST),
    ({"sample": "Lovely.", "without": ["comments_hold_first"]}, "Would be published."),
    ({"sample": "Lovely.", "comments_hold_all": "y"},
     "Would be held for review: all comments are held."),
    ({"sample": "A CASINO and pills", "comment_bin_words": "casino\nPills\nbet"},
     "Would go to spam: contains “casino”, “Pills”."),
    ({"sample": "Eel soup", "comment_hold_words": "eel  soup\nsoups"},
     "Would be held for review: contains “eel soup”."),
    ({"sample": SPAM}, "Would be held for review: has 3 links."),
    ({"sample": SPAM, "comment_spam_links": "3"}, "Would go to spam: has 3 links."),
    ({"sample": "www.a.example/", "comment_hold_links": "1"},
     "Would be held for review: has 1 link."),
    ({"sample": "<i>eel</i>", "comment_hold_words": "<i>eel</i>"},
     "Would be held for review: contains “<i>eel</i>”."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "words"), OUTCOMES)
def test_a_sample_is_judged_by_what_is_typed(try_out, typed, words):
    assert try_out(**typed)[0][0] == words


def test_all_that_is_found_in_a_sample_is_listed(try_out):
    _, points = try_out(sample=f"eel, casino {SPAM}", comment_bin_words="casino\nbet",
                        comment_hold_words="eel\nherring")  # fmt: skip
    assert points == [
        "Blocked words in the sample: casino",
        "Words in the sample that hold a comment: eel",
        "Links in the sample: 3",
    ]


def test_recent_comments_are_counted_by_what_would_become_of_them(try_out, story, write):
    write(story, ago=100)  # its writer's first
    write(story, ago=90)
    write(story, ago=80, text="eel")
    write(story, ago=70, text="casino", state="pending", why="first")
    write(story, ago=60, state="spam", why="honeypot")
    write(story, ago=50, state="spam", why="blocked")
    write(story, ago=40, state="rejected")
    write(story, ago=30, state="deleted")
    write(story, ago=20, by_station=True)
    words = {"comment_bin_words": "casino", "comment_hold_words": "eel"}
    assert try_out(**words)[0][0] == "Of the last 7 comments: 2 published, 2 pending, 3 spam."
    first = "comments_hold_first"
    assert try_out(without=[first], **words)[0][0].endswith("3 published, 1 pending, 3 spam.")
    assert try_out(comments_hold_all="y", **words)[0][0].endswith("0 published, 4 pending, 3 spam.")


def test_without_comments_there_is_nothing_to_count(try_out):
    assert try_out()[0][0] == "There are no comments yet to try the rules on."


def test_trying_changes_nothing(app, try_out, story, write, rows):
    write(story, text="casino")
    before = [(row.state, row.why, row.changed_at, row.version) for row in rows()]
    try_out(comment_bin_words="casino", sample="casino")
    assert [(row.state, row.why, row.changed_at, row.version) for row in rows()] == before


def test_two_hundred_comments_are_tried_on_five_hundred_words_in_few_queries(
    try_out, story, write_many, count_queries
):
    write_many(story, 10, ago=100)
    with count_queries() as few:
        try_out()
    write_many(story, 230, text="The rain machine came by lorry, and so did the soup. " * 20)
    words = "\n".join(f"word{number}" for number in range(500))
    with count_queries() as many:
        said = try_out(comment_hold_words=words, comment_bin_words=words.replace("w", "v"))
    assert said[0][0] == "Of the last 200 comments: 200 published, 0 pending, 0 spam."
    assert len(few) == len(many) <= 8
