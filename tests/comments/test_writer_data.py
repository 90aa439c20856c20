"""/desk/comments/writers: the data of one writer, for moderators."""

import pytest

from tests.comments.readers import EXTRA, FISHMONGER

PATH = "/desk/comments/writers"


@pytest.fixture
def editor(traveller, as_staff):
    """An editor's browser, while the clock stands."""
    return as_staff("editor")


def test_a_writer_is_found_by_email_address(editor, story, write):
    write(story, "Mine.")
    write(story, "Another’s.", reader=EXTRA)
    page = editor.post(PATH, data={"email": f" {FISHMONGER.email.upper()} "}).text
    assert "Mine." in page
    assert "Another’s." not in page


def test_a_comment_leads_to_its_writer(editor, story, write):
    write(story, "Mine.")
    number = write(story, "Mine too.", state="spam", why="word")
    page = editor.get(f"{PATH}?comment={number}").text
    assert "Mine." in page
    assert FISHMONGER.email in page


@pytest.mark.parametrize("email", ["nobody@example.org", "x" * 200, "", "%"])
def test_nobody_is_found(editor, story, write, email):
    write(story, "Mine.")
    answer = editor.post(PATH, data={"email": email})
    assert answer.status_code == 200
    assert "Mine." not in answer.text


@pytest.mark.parametrize("number", ["0", "9", "x", "9" * 30, ""])
def test_an_unknown_comment_leads_to_the_search(editor, story, number):
    assert editor.get(f"{PATH}?comment={number}").status_code == 200


def test_it_is_downloaded(editor, story, write):
    write(story, "Mine.")
    answer = editor.post(f"{PATH}/export", data={"email": FISHMONGER.email})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert [comment["text"] for comment in answer.json["comments"]] == ["Mine."]
    assert editor.post(f"{PATH}/export").status_code == 422


def test_it_is_deleted_after_a_question(editor, story, write, rows, ledger):
    write(story, "Mine.")
    number = write(story, "Another’s.", reader=EXTRA)
    question = editor.post(f"{PATH}/deletion", data={"email": FISHMONGER.email})
    assert "Delete this writer’s data permanently?" in question.text
    assert rows()[0].text == "Mine."
    answer = editor.post(f"{PATH}/deletion", data={"email": FISHMONGER.email, "sure": "y"})
    assert answer.status_code == 303
    assert "1 record deleted permanently." in editor.get(PATH).text
    assert [(row.id, row.text) for row in rows()] == [(1, ""), (number, "Another’s.")]
    assert ledger() == [("delete", 1, "edda@station.example")]
