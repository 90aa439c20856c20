"""The email of a rejection, edits, replies as the station, closures, blocks, the ledger."""

import re

import pytest

from blueprints.comments.tokens import decision_comment
from tests.comments import moderators
from tests.comments.moderators import QUEUE, mails, states, versions
from tests.comments.readers import EXTRA, FISHMONGER
from tests.news.helpers import Page, change_story


@pytest.fixture
def editor(story, as_staff):
    """An editor's browser."""
    return as_staff("editor")


def test_who_is_rejected_is_told_why_and_how_to_object(app, editor, story, write, traveller):
    change_story(app, "a-story", headline="Boats\r\nBcc: all@example.org")
    write(story, "Secret words.", state="pending")
    write(story, "More.", reader=EXTRA)
    reasons = {"reason": "Off\r\ntopic", "reason-2": "Abusive"}
    code, _ = moderators.send(editor, "decisions", act="rejection", ids=[1, 2], **reasons)
    assert code == 200
    first, second = mails(app)
    assert (first.recipient, first.kind) == (FISHMONGER.email, "decision")
    assert "\n" not in first.subject
    assert "Secret" not in first.subject + first.body
    assert "did not publish your reply" in first.body
    assert "Reason: Off topic" in first.body
    assert "removed your reply" in second.body
    assert "Reason: Abusive" in second.body
    assert (first.due_at - first.created_at).total_seconds() == 75
    token = re.search(r"/opinions/decision/(\S+)", first.body)[1]
    with app.app_context():
        assert decision_comment(token) == (1, True)


def test_nobody_is_told_of_spam_and_of_the_stations_own_replies(app, editor, story, write):
    write(story, state="pending")
    moderators.send(editor, "1/reply", text="We agree.")
    moderators.send(editor, "2/rejection")
    moderators.send(editor, "1/spam")
    assert mails(app) == []


def test_an_address_gets_ten_such_emails_an_hour(app, editor, story, write_many, traveller):
    """Anybody can type it: a moderator who rejects a flood sends no flood."""
    numbers = write_many(story, 13, state="pending")
    moderators.send(editor, "decisions", act="rejection", ids=numbers[:12])
    assert (len(mails(app)), set(states(app).values())) == (10, {"rejected", "pending"})
    traveller.shift(3600)
    moderators.send(editor, f"{numbers[12]}/rejection")
    assert len(mails(app)) == 11


def test_an_edit_is_marked(app, client, editor, story, write, rows, ledger, traveller):
    write(story, "Bad word.", website="https://a.example/")
    shown = Page(editor.get(f"{QUEUE}1/edit").text)
    assert shown.texts("textarea", name="text") == ["Bad word."]
    fields = {"name": "<b>Ada</b>", "website": "https://b.example/", "text": "Good ‘word’ 🎺."}
    traveller.shift(5)
    answer = editor.post(f"{QUEUE}1/edit", data=fields | versions(app) | {"back": "state=approved"})
    assert answer.headers["Location"].startswith(f"{QUEUE}?state=approved&done=")
    (row,) = rows()
    assert (row.name, row.website, row.text) == tuple(fields.values())
    assert (row.edited_by, row.state, row.email, row.version) == (
        "moderator", "approved", FISHMONGER.email, 2)  # fmt: skip
    assert ledger() == [("edit", 1, "edda@station.example")]
    page = client.get(story).text
    assert "&lt;b&gt;Ada&lt;/b&gt;" in page
    assert row.edited_at == row.changed_at


@pytest.mark.parametrize(("fields", "error"), [
    ({"name": "", "text": "x"}, "Enter a name."),
    ({"name": "x", "text": "\u200b"}, "Enter some text, or reject or delete the comment."),
    ({"name": "x" * 246, "text": "x"}, "Too long. Shorten this by 1 character."),
    ({"name": "x", "text": "x" * 65_526}, "Too long. Shorten this by 1 character."),
    ({"name": "x", "text": "x", "website": "javascript:alert(1)"},
     "Enter a web address, like https://example.org."),
])  # fmt: skip
def test_an_edit_is_checked_as_a_readers_reply_is(
    editor, story, write, rows, ledger, fields, error
):
    write(story, "As it was.")
    answer = editor.post(f"{QUEUE}1/edit", data=fields)
    assert answer.status_code == 422
    assert error in answer.text
    code, said = moderators.send(editor, "1/edit", **fields)
    assert (code, list(said["errors"].values())) == (422, [error])
    assert (rows()[0].text, ledger()) == ("As it was.", [])


def test_an_edit_to_what_stands_already_or_to_nothing_new(app, editor, story, write, ledger):
    write(story, "One.")
    write(story, "Two.")
    same = {"name": FISHMONGER.name, "text": "One."}
    with_fingerprint = {"name": FISHMONGER.name, "text": "Two.", "website": ""}
    assert editor.post(f"{QUEUE}1/edit", data=same).status_code == 303
    assert ledger() == []
    moderators.send(editor, "1/edit", **same | {"text": "Three."})
    assert moderators.send(editor, "2/edit", **same | {"text": "Three."})[0] == 409
    assert moderators.send(editor, "2/edit", **with_fingerprint)[0] == 200


def test_the_station_replies(app, client, editor, story, write, rows):
    write(story, "A question?", state="pending", why="first")
    assert "This also approves the comment." in editor.get(f"{QUEUE}1/reply").text
    answer = editor.post(f"{QUEUE}1/reply", data={"text": "An answer.\n\nhttps://a.example"})
    assert answer.status_code == 303
    question, reply = rows()
    assert (question.state, reply.state, reply.parent_id) == ("approved", "approved", 1)
    assert (reply.by_station, reply.email, reply.name) == (True, "", "Aerial 87.9")
    assert "An answer." in client.get(story).text
    assert moderators.send(editor, "1/reply", text="An answer.\n\nhttps://a.example")[0] == 409
    assert moderators.send(editor, "1/reply", text=" ")[0] == 422
    moderators.send(editor, "1/spam")
    code, said = moderators.send(editor, "1/reply", text="More.")
    assert (code, said["words"]) == (409, "Approve this comment before you reply to it.")
    assert editor.get(f"{QUEUE}77/reply").status_code == 404


def test_without_script_one_reply_is_one_though_it_approves(editor, story, write):
    number = write(story, state="pending", why="first")
    answer = editor.post(f"{QUEUE}{number}/reply", data={"text": "Thank you."})
    page = Page(editor.get(answer.headers["Location"]).text)
    assert page.texts("p", class_="flash") == ["Reply published. Undo"]


def test_a_storys_comments_close_and_open(client, editor, story, write):
    write(story, state="pending")
    assert editor.post(f"{QUEUE}1/closure").status_code == 303
    assert client.get(f"{story}/reply").status_code == 403
    assert "Open comments on this story" in editor.get(QUEUE).text
    assert editor.post(f"{QUEUE}1/closure?_method=delete").status_code == 303
    assert client.get(f"{story}/reply").status_code == 200


def test_a_blocked_writers_comments_are_spam(app, editor, story, send, write, rows):
    write(story, ago=60)
    moderators.send(editor, "1/block", **{"reason-1": "Sells boots"})
    assert states(app)[1] == "approved"
    send(story, FISHMONGER, text="Boots!", name="Another name", email="FISHMONGER@example.org")
    assert (rows()[-1].state, rows()[-1].why) == ("spam", "blocked")
    listed = Page(editor.get(f"{QUEUE}blocked").text)
    facts = " ".join(listed.texts("p", class_="facts"))
    assert "Blocked by Edda Ink" in facts
    assert "Sells boots" in facts
    assert editor.post(f"{QUEUE}blocked/1?_method=delete").status_code == 303
    send(story, FISHMONGER, after=30, text="Boots again!")
    assert rows()[-1].state == "approved"
    assert moderators.send(editor, "blocked/1?_method=delete")[0] == 409


def test_who_cannot_be_blocked_is_named(editor, as_staff, story, write):
    write(story)
    moderators.send(editor, "1/reply", text="Thank you.")
    write(story, reader=EXTRA)
    moderators.send(as_staff("other_editor"), "3/deletion", sure="y")
    for path, fields in (("decisions", {"act": "block", "ids": [2, 3]}), ("2/block", {})):
        code, said = moderators.send(editor, path, **fields)
        words = [left["words"] for left in said["left"]]
        assert (code, words[0]) == (409, "The station’s own replies have no writer to block.")
    assert moderators.send(editor, "3/block", **{"seen-3": 1})[1]["left"] == [
        {"id": 3, "words": "Emil Print deleted this comment permanently at 12:00."}]  # fmt: skip


def test_the_log_says_who_did_what_and_why(editor, as_staff, story, write, count_queries):
    write(story, "<i>Look</i>", state="pending")
    moderators.send(editor, "1/rejection", reason="Off topic <b>")
    moderators.send(as_staff("other_editor"), "1/approval")
    moderators.send(as_staff("other_editor"), "1/deletion", sure="y")
    page = editor.get(f"{QUEUE}ledger")
    lines = Page(page.text).texts("p", class_="facts")
    assert "Deleted permanently by Emil Print" in lines[0]
    assert "Rejected by Edda Ink Off topic <b>" in lines[4]
    assert "<i>Look" not in page.text
    write(story, "Another.", state="pending")
    with count_queries() as few:
        editor.get(f"{QUEUE}ledger")
    for _ in range(20):
        moderators.send(editor, "2/approval")
        moderators.send(editor, "2/spam")
    with count_queries() as many:
        editor.get(f"{QUEUE}ledger")
    assert len(few) == len(many) <= 8
    assert editor.get(f"{QUEUE}ledger?page=2").status_code == 404
    assert editor.get(f"{QUEUE}2").status_code == 200
    for number in (1, 77, 2**40):
        assert editor.get(f"{QUEUE}{number}").status_code == 404
