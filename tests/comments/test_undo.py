"""POST /desk/comments/undo: a moderator's acts undone within a minute, and what is left alone."""

import pytest

from tests.comments.moderators import QUEUE, mails, send, states, undo, versions
from tests.news.helpers import Page


@pytest.fixture
def editor(story, as_staff):
    """An editor's browser."""
    return as_staff("editor")


@pytest.fixture
def colleague(editor, as_staff):
    """Another editor's browser."""
    return as_staff("other_editor")


@pytest.fixture
def three(story, write_many):
    """Three pending comments."""
    return write_many(story, 3, state="pending", why="first")


@pytest.mark.parametrize("act", ["approval", "rejection", "spam"])
def test_one_act_is_undone(app, editor, three, rows, ledger, act):
    before = rows()[0]
    answer = send(editor, f"{three[0]}/{act}")
    assert answer[0] == 200
    assert undo(editor, answer) == (200, {
        "done": [three[0]], "left": [], "words": "Undone.", "batch": None, "undo_until": None,
        "errors": {},
    })  # fmt: skip
    after = rows()[0]
    assert (after.state, after.why, after.reviewed_at) == (before.state, before.why, None)
    assert (after.version, ledger()[-1][0]) == (3, "undo")
    assert undo(editor, answer)[0] == 404


def test_several_are_undone_and_what_a_colleague_changed_is_left(app, editor, colleague, three):
    answer = send(editor, "decisions", act="spam", ids=three)
    assert answer[1]["words"] == "3 comments marked as spam."
    send(colleague, f"{three[1]}/approval")
    code, said = undo(editor, answer)
    assert (code, sorted(said["done"]), said["words"]) == (200, [1, 3], "2 actions undone.")
    assert said["left"] == [{"id": 2, "words": "Emil Print approved this comment at 12:00."}]
    assert states(app) == {1: "pending", 2: "approved", 3: "pending"}


def test_without_script_there_is_a_button_for_a_minute(app, editor, three, traveller):
    answer = editor.post(f"{QUEUE}decisions", data={"act": "approval", "ids": three})
    address = answer.headers["Location"]
    page = Page(editor.get(address).text)
    assert "3 comments approved. Undo" in page.texts("p", class_="flash")[0]
    batch = page.one("input", name="batch")[0]["value"]
    assert editor.post(f"{QUEUE}undo", data={"batch": batch}).status_code == 303
    assert set(states(app).values()) == {"pending"}
    assert not Page(editor.get(address).text).all("input", name="batch")
    again = editor.post(f"{QUEUE}{three[0]}/approval").headers["Location"]
    traveller.shift(61)
    assert not Page(editor.get(again).text).all("input", name="batch")


def test_not_after_a_minute_nor_by_somebody_else(app, editor, colleague, three, traveller):
    answer = send(editor, f"{three[0]}/approval")
    assert undo(colleague, answer)[0] == 403
    assert undo(colleague, answer)[1]["words"] == "You can only undo your own actions."
    traveller.shift(71)
    code, said = undo(editor, answer)
    assert (code, "more than a minute has passed" in said["words"]) == (409, True)
    assert states(app)[three[0]] == "approved"
    for batch in ("", "x" * 32):
        assert send(editor, "undo", batch=batch)[0] == 404


def test_undoing_a_rejection_deletes_the_email(app, editor, three, traveller):
    answer = send(editor, "decisions", act="rejection", ids=three[:2], reason="Off topic")
    assert len(mails(app)) == 2
    traveller.shift(69)
    undo(editor, answer)
    assert mails(app) == []


def test_the_email_follows_the_state(app, editor, colleague, three):
    """Approved by a colleague within the minute: no email; that undone: an email again."""
    send(editor, f"{three[0]}/rejection", reason="Abusive")
    approved = send(colleague, f"{three[0]}/approval")
    assert mails(app) == []
    undo(colleague, approved)
    (mail,) = mails(app)
    assert "Reason: Abusive" in mail.body
    send(editor, f"{three[0]}/spam")
    assert mails(app) == []


def test_an_edit_is_undone(app, editor, three, rows):
    before = rows()[0]
    answer = send(editor, "1/edit", name="New", text="Mended.", **versions(app))
    assert rows()[0].text == "Mended."
    undo(editor, answer)
    after = rows()[0]
    for name in ("name", "text", "fingerprint", "state", "edited_by", "edited_at"):
        assert getattr(after, name) == getattr(before, name), name


def test_a_reply_is_undone_with_the_approval_that_came_with_it(app, editor, three, rows):
    answer = send(editor, "1/reply", text="Thank you.")
    assert states(app) == {1: "approved", 2: "pending", 3: "pending", 4: "approved"}
    undo(editor, answer)
    assert states(app) == {1: "pending", 2: "pending", 3: "pending", 4: "deleted"}
    assert rows()[-1].text == ""
    assert send(editor, "1/reply", text="Thank you.")[0] == 200


@pytest.mark.parametrize("way", ["closure", "block"])
def test_closing_and_blocking_are_undone_both_ways(editor, three, ledger, way):
    for method in ("", "?_method=delete"):
        answer = send(editor, f"1/{way}{method}")
        assert answer[0] == 200
        assert send(editor, f"1/{way}{method}")[0] == 409
        assert undo(editor, answer)[0] == 200
        assert send(editor, f"1/{way}{method}")[0] == 200
    assert len(ledger()) == 6


@pytest.mark.parametrize("method", ["", "?_method=delete"])
@pytest.mark.parametrize(("way", "words"), [
    ("closure", ("closed the comments on this story", "opened the comments on this story")),
    ("block", ("blocked this writer", "unblocked this writer")),
])  # fmt: skip
def test_what_a_colleague_did_with_the_same_is_not_undone(
    editor, colleague, three, way, words, method
):
    """A colleague reverses the act, from another comment, and does it again."""
    back = "" if method else "?_method=delete"
    if method:
        send(editor, f"1/{way}")
    answer = send(editor, f"1/{way}{method}")
    reversed_, again = send(colleague, f"2/{way}{back}"), send(colleague, f"2/{way}{method}")
    said = f"Emil Print {words[bool(method)]} at 12:00."
    code, left = undo(editor, answer)
    assert (code, left["done"], left["left"]) == (409, [], [{"id": 1, "words": said}])
    undo(colleague, again)
    undo(colleague, reversed_)
    assert undo(editor, answer)[0] == 200  # nothing of the colleague's is left


@pytest.mark.parametrize(("act", "words"), [
    ("block", "Writer blocked."), ("closure", "Comments on this story closed.")])  # fmt: skip
def test_writers_and_stories_of_several_comments(editor, three, ledger, act, words):
    answer = send(editor, "decisions", act=act, ids=three)
    assert (answer[0], answer[1]["done"], answer[1]["words"]) == (200, three, words)
    code, again = send(editor, "decisions", act=act, ids=three)
    assert (code, again["done"], len(again["left"])) == (409, [], 3)
    assert undo(editor, answer)[0] == 200
    assert [entry[0] for entry in ledger()] == [act.replace("closure", "close"), "undo"]


def test_deleted_permanently_stays_deleted(app, editor, three):
    code, said = send(editor, "1/deletion", sure="y")
    assert (code, said["batch"], states(app)[1]) == (200, None, "deleted")


def test_the_email_of_another_rejection_is_never_recalled(app, editor, three):
    """SQLite gives the number of an email that was recalled to the next one."""
    undo(editor, send(editor, f"{three[0]}/rejection"))
    send(editor, f"{three[1]}/rejection", reason="Abusive")
    send(editor, f"{three[0]}/rejection")
    send(editor, f"{three[0]}/approval")
    (mail,) = mails(app)
    assert "Reason: Abusive" in mail.body
