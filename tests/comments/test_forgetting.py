"""What is not kept for ever: flask work forgets spam after a month; what else stays."""

import pytest

from tests.comments.conftest import run
from tests.comments.readers import EXTRA, numbers_in

DAY = 24 * 3600


@pytest.mark.parametrize(("days", "state"), [(29.9, "spam"), (30.1, "deleted"), (400, "deleted")])
def test_spam_is_erased_after_thirty_days(app, story, write, rows, days, state):
    write(story, "Buy!", state="spam", why="word", website="https://b.example/", ago=days * DAY)
    assert run(app, "work", "--once").exit_code == 0
    (row,) = rows()
    kept = (row.name, row.email, row.website, row.text)
    assert row.state == state
    assert all(kept) if state == "spam" else not any(kept)


def test_erased_spam_can_be_told_from_other_erased_spam(app, story, write_many, rows):
    write_many(story, 3, state="spam", ago=31 * DAY)
    assert run(app, "work", "--once").exit_code == 0
    assert run(app, "work", "--once").exit_code == 0
    assert len({row.fingerprint for row in rows()}) == 3


@pytest.mark.parametrize("state", ["approved", "pending"])
def test_nothing_else_is_erased(app, story, write, rows, state):
    write(story, "An old opinion.", state=state, ago=400 * DAY)
    run(app, "work", "--once")
    assert (rows()[0].state, rows()[0].text) == (state, "An old opinion.")


def test_answers_to_spam_outlive_it(app, client, story, write):
    spam = write(story, "Buy!", state="spam", why="moderator", ago=31 * DAY)
    answer = write(story, "No.", to=spam, reader=EXTRA, ago=30 * DAY)
    run(app, "work", "--once")
    assert numbers_in(client.get(story)) == [spam, answer]


def test_what_was_taken_for_spam_can_be_found_and_published(comments, app, client, story, write):
    write(story, "Waits.", state="pending", why="first")
    spam = write(story, "Was meant well.", state="spam", why="links")
    listed = comments("pending", "--spam").output
    assert "Was meant well." in listed
    assert "Waits." not in listed
    comments("approve", str(spam))
    assert numbers_in(client.get(story)) == [spam]


def test_a_moderator_reads_the_whole_of_it(comments, story, write):
    text = "A long way. " * 100 + "\n\nhttps://at-the-end.example/"
    write(story, text, state="pending", why="first", website="https://home.example/")
    listed = comments("pending").output
    assert "https://at-the-end.example/" in listed
    assert "https://home.example/" in listed
