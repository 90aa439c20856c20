"""The queue: a writer's history in words, and the tab of reported comments."""

import pytest
from sqlalchemy import select

from blueprints.comments import own, reports
from blueprints.comments.models import Comment, CommentReport
from blueprints.core.extensions import begin_write, db
from tests.comments.moderators import QUEUE, mails, send, states, undo
from tests.comments.readers import EXTRA, FISHMONGER, KEEPER, Reader
from tests.news.helpers import Page

REPORTED = f"{QUEUE}?state=reported"


@pytest.fixture
def editor(story, as_staff):
    """An editor's browser."""
    return as_staff("editor")


@pytest.fixture
def report(app, traveller):
    """Report a comment as a reader, or object as its writer."""

    def send_one(number, email="", text="Look at <b>this</b>", objects=False):
        with app.test_request_context():
            begin_write()
            comment = db.session.get(Comment, number)
            if objects:
                reports.object_to(comment, text)
            else:
                reports.report(comment, "abuse", text, "Nora <i>", email, "192.0.2.99")
            db.session.commit()

    return send_one


def open_reports(app):
    with app.app_context():
        found = select(CommentReport.comment_id).where(CommentReport.decided_at.is_(None))
        return list(db.session.scalars(found))


def pasts(browser, address=QUEUE):
    found = Page(browser.get(address).text).texts("span", class_="past")
    return [text.removeprefix("Writer: ") for text in found]


def test_history_in_words(editor, story, write, write_many):
    neighbour = Reader("Neighbour", "next-door@example.org", FISHMONGER.address)
    write(story, state="pending", reader=EXTRA)
    assert pasts(editor) == ["First comment"]
    write_many(story, 12)
    write(story, state="rejected")
    write_many(story, 2, state="spam")
    write(story, reader=neighbour, state="spam")
    write(story, state="pending")
    write(story, state="pending")
    told = "12 approved, 1 pending, 1 rejected, 2 spam; 1 other from this network in 30 days"
    assert pasts(editor) == ["First comment", told, told]
    write(story, reader=KEEPER, state="pending", ago=31 * 24 * 3600)
    write(story, reader=Reader("N", "n@example.org", KEEPER.address), ago=31 * 24 * 3600)
    assert pasts(editor)[0] == "First comment"


def test_a_first_comment_says_so_once(editor, story, write):
    write(story, state="pending", why="first", reader=EXTRA)
    assert editor.get(QUEUE).text.count("First comment") == 1
    assert pasts(editor) == []


def test_two_hundred_cost_what_few_cost(editor, story, write, write_many, report, count_queries):
    write(story, state="pending")
    with count_queries() as few:
        editor.get(QUEUE)
    write_many(story, 199, state="pending", why="first")
    with count_queries() as many:
        editor.get(QUEUE)
    assert len(few) == len(many) <= 14
    for number in range(1, 4):
        send(editor, f"{number}/approval")
        report(number, f"r{number}@example.org")
    with count_queries() as reported:
        assert len(Page(editor.get(REPORTED).text).all("article")) == 3
    assert len(reported) == len(few)


def test_reports_stand_under_their_comment(editor, story, write, report):
    write(story)
    assert "No reports." in editor.get(REPORTED).text
    send(editor, "1/spam")
    send(editor, "1/approval")
    report(1, "nora@example.org")
    page = editor.get(REPORTED).text
    assert "Reported: Abuse, harassment or hate by Nora <i>" in " ".join(
        Page(page).texts("p", class_="facts"))  # fmt: skip
    assert "&lt;b&gt;this&lt;/b&gt;" in page
    assert Page(page).texts("span", **{"data-count": "reported"}) == ["1"]


@pytest.mark.parametrize(("path", "data", "state"), [
    ("1/reports/decision", {"decision": "kept"}, "approved"),
    ("1/rejection", {}, "rejected"),
    ("1/spam", {}, "spam"),
    ("decisions", {"act": "spam", "ids": [1]}, "spam"),
])  # fmt: skip
def test_a_decision_closes_the_reports_until_it_is_undone(
    app, editor, story, write, report, path, data, state
):
    write(story, reviewed_at=None)
    send(editor, "1/spam")
    send(editor, "1/approval")
    report(1, "nora@example.org")
    before = len(mails(app))
    answer = send(editor, path, **data)
    assert (answer[0], states(app)[1], open_reports(app)) == (200, state, [])
    assert "nora@example.org" in [mail.recipient for mail in mails(app)[before:]]
    undo(editor, answer)
    assert (states(app)[1], open_reports(app)) == ("approved", [1])
    assert len(mails(app)) == before


def test_an_objection_is_upheld_or_the_rejection_stays(app, editor, story, write, report):
    for _ in range(2):
        write(story, state="pending")
    send(editor, "decisions", act="rejection", ids=[1, 2])
    report(1, objects=True)
    report(2, objects=True)
    page = editor.get(REPORTED).text
    assert page.count("The writer objects to the rejection") == 2
    assert send(editor, "1/reports/decision", decision="removed")[0] == 200
    assert send(editor, "2/approval")[0] == 200
    assert states(app) == {1: "rejected", 2: "approved"}
    assert open_reports(app) == []


def test_strange_decisions(app, editor, story, write, report):
    write(story)
    report(1)
    assert states(app) == {1: "pending"}  # nobody had reviewed it
    for decision, code in (("kept", 409), ("removed", 409), ("", 422), ("x", 422)):
        assert editor.post(f"{QUEUE}1/reports/decision", data={"decision": decision},
                           headers={"Accept": "application/json"}).status_code == code  # fmt: skip
    assert open_reports(app) == [1]
    send(editor, "1/deletion", sure="y")
    assert open_reports(app) == []


def test_a_reply_that_approves_a_comment_closes_its_reports(app, editor, story, write, report):
    write(story)
    report(1, "nora@example.org")
    assert (states(app)[1], open_reports(app)) == ("pending", [1])
    answer = send(editor, "1/reply", text="Let us be kind.")
    assert (states(app)[1], open_reports(app)) == ("approved", [])
    undo(editor, answer)
    assert (states(app)[1], open_reports(app)) == ("pending", [1])


def test_the_log_names_readers_in_words(app, editor, story, write, report):
    _, number = write(story), write(story)
    report(1)
    with app.test_request_context():
        begin_write()
        own.erase(db.session.get(Comment, number))
        db.session.commit()
    lines = Page(editor.get(f"{QUEUE}ledger").text).texts("p", class_="facts")
    said = [" ".join(words.split()) for words in lines]
    assert any("Reported and held for review by a reader" in words for words in said)
    assert any("Deleted permanently by its writer" in words for words in said)
